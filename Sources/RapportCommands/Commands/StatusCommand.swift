import ArgumentParser
import Connector
import Eligibility
import Engine

/// The command `rapport status`.
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Say how things stand: the life cycle, what is stored, and what could not be read."
    )

    @OptionGroup var configurationOptions: ConfigurationOptions
    @OptionGroup var outputOptions: OutputOptions

    private struct Row: Encodable {
        let name: String
        let count: Int
    }

    func run() async throws {
        let engine = try await configurationOptions.engine()
        let status = StatusListing(try await engine.status(), under: engine.profile)
        let columns: [Listing<Row>.Column] = [.text("what") { $0.name }, .number("count") { $0.count }]
        let rows = Listing(columns: columns, rows: Self.rows(status))
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
