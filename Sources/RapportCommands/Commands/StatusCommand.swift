import ArgumentParser
import Connector
import Eligibility
import Engine
import Settings

/// The command `rapport status`.
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Say how things stand: the life cycle, what is stored, and what could not be read."
    )

    @OptionGroup var configurationOptions: ConfigurationOptions
    @OptionGroup var outputOptions: OutputOptions
    @Option(help: "End with status 1 if somebody was not read for so long, such as 2h.")
    var failIfOlder: Interval?

    private struct Row: Encodable {
        let name: String
        let count: Int
    }

    func run() async throws {
        let engine = try await configurationOptions.engine()
        let status = StatusListing(try await engine.status(), under: engine.profile)
        let columns: [Listing<Row>.Column] = [.text("what") { $0.name }, .number("count") { $0.count }]
        let rows = Listing(columns: columns, rows: Self.rows(status))
        try show(status, rows)
        if let limit = failIfOlder?.duration, let late = status.freshness.first(where: { $0.isOlder(than: limit) }) {
            let age = late.oldestSeconds.map { "the oldest reading is \($0) s ago" } ?? "nothing was read to its end"
            throw CommandFailure(
                .failure,
                "\(late.source): \(age), \(late.unread) of \(late.owners) were never read to the end, \(late.failing) fail. "
                    + "'rapport sync' says why."
            )
        }
    }

    private func show(_ status: StatusListing, _ rows: Listing<Row>) throws {
        switch outputOptions.output {
        case .json: try Terminal.print(Terminal.json(status))
        case .ndjson: try rows.print(.ndjson)
        case .table:
            try status.lifeCycle.print()
            try Terminal.print("")
            try rows.print(.table)
            if status.awaitsDerivation {
                try Terminal.print("\nSettings changed: what is stored is derived again by the next sync.")
            }
            for freshness in status.freshness { try Terminal.print("\n" + Self.sentence(freshness)) }
            guard let run = status.lastRun else { return }
            try Terminal.print(
                "\nLast sync ended \(run.endedAt): \(run.items) items read, \(run.complete) complete, \(run.failed) failed; "
                    + "\(run.pauses) pauses of \(run.waitedSeconds) s together, \(run.throttled) asked for by a service"
            )
            if let leftOut = run.leftOut, !leftOut.isEmpty {
                try Terminal.print(SyncListing.sentence(leftOut: leftOut))
            }
            if run.awaitsTime == true {
                try Terminal.print("No service said what time it is, so nothing was removed for its age.")
            }
        }
    }

    private static func sentence(_ freshness: Freshness) -> String {
        func ago(_ seconds: Int?) -> String {
            seconds.map { Duration.seconds($0 < 120 ? $0 : $0 / 60 * 60).spelling } ?? "never"
        }
        return
            "\(freshness.source): \(freshness.owners) read, the oldest \(ago(freshness.oldestSeconds)) ago, half of them "
            + "within \(ago(freshness.medianSeconds)); \(freshness.unread) not to the end yet, \(freshness.failing) failing"
    }

    private static func rows(_ status: StatusListing) -> [Row] {
        let counts = status.stored ?? StoreCounts()
        let rows = [
            Row(name: "mailboxes", count: status.mailboxes), Row(name: "mailboxes admitted", count: status.admitted),
            Row(name: "mailboxes read", count: counts.mailboxes), Row(name: "folders read", count: counts.streams),
            Row(name: "e-mails", count: counts.emails), Row(name: "meetings", count: counts.meetings),
            Row(name: "phone calls", count: counts.phoneCalls),
            Row(name: "removed", count: counts.removed), Row(name: "copies in folders", count: counts.sightings),
        ]
        return rows
            + counts.rows.sorted { $0.key < $1.key }.map { Row(name: "rows: \($0.key)", count: $0.value) }
            + counts.postponed.sorted { $0.key < $1.key }.map { Row(name: "unreadable: \($0.key)", count: $0.value) }
    }
}
