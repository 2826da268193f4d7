import ArgumentParser
import Eligibility
import Engine
import Interactions
import Scoring

/// The command `rapport health`.
struct HealthCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "health",
        abstract: "Show one relationship: its health and its numbers, and what they come from.",
        discussion: "Documentation/health.md has the formula."
    )

    @Argument(help: "contact/GUID or the like, a GUID, an address, or a name.")
    var record: String
    @OptionGroup var arguments: ScoringArguments
    @OptionGroup var outputOptions: OutputOptions
    @Flag(help: "Also the terms of the score and the interactions behind it.")
    var explain = false

    func run() async throws {
        let relationships = try await arguments.load(for: .relationshipAnalytics).relationships
        let position = try relationships.record(record)
        let listing = try await ScoreListing([position], of: relationships)
        let explanation = explain ? HealthExplanation(position, of: relationships) : nil
        switch outputOptions.output {
        case .json, .ndjson:
            for row in listing.rows {
                try Terminal.print(Terminal.json(RelationshipListing(row, explanation: explanation)))
            }
        case .table:
            for row in listing.rows { try Self.print(row) }
            try explanation?.print()
        }
    }

    private static func print(_ row: ScoreListing.Row) throws {
        func hours(_ seconds: Int64) -> String { "\(seconds / 3600).\(seconds % 3600 / 360) h" }
        func people(_ people: [ScoreListing.Person]) -> String {
            people.map { "\($0.name) (\($0.emails + $0.meetings + $0.calls))" }.joined(separator: ", ")
        }
        var facts: [(String, String)] = [
            ("record", "\(row.name ?? row.record)  \(row.record)"),
            ("health", "\(row.health.map { "\($0) of 100, " } ?? "")\(row.state), trend \(row.trend)"),
            ("strength", "\(row.strength) of 100, usual rhythm \(row.intervalDays) days"),
            (
                "60 days",
                Sparkline.text(row.weeks.reversed().map { $0.emailsSent + $0.emailsReceived + $0.meetings + $0.calls })
            ),
            (
                "mails",
                "\(row.emailsSent) sent, \(row.emailsReceived) received"
                    + (row.emailsSentPercent.map { " (\($0) % from us)" } ?? "")
            ),
            ("meetings", "\(row.meetingsSent) called by us, \(row.meetingsReceived) by them"),
            ("calls", "\(row.callsMade) made, \(row.callsReceived) received"),
            ("time", "\(hours(row.teamSeconds)) ours, \(hours(row.customerSeconds)) theirs"),
            ("our answers", answers(row.answeredByUs, row.askedByThem, row.firstAnswerSecondsByUs)),
            ("their answers", answers(row.answeredByThem, row.askedByUs, row.firstAnswerSecondsByThem)),
        ]
        if let reason = row.reason { facts.insert(("attention", "\(row.attention) of 100: \(reason)"), at: 2) }
        if let last = row.last {
            let people = "\(last.by.joined(separator: ", ")) with \(last.with.joined(separator: ", "))"
            facts.append(("last", "\(last.short) \(people), sequence \(last.sequence)"))
        }
        if let next = row.next { facts.append(("next", next.short)) }
        if !row.mostContacted.isEmpty { facts.append(("most contacted", people(row.mostContacted))) }
        if !row.mostContactedBy.isEmpty { facts.append(("contacted by", people(row.mostContactedBy))) }
        facts.append(("stands on", row.basis == "exchange" ? "Exchange and CRM data" : "CRM data"))
        let columns: [Listing<Fact>.Column] = [.text("what") { $0.name }, .text("of 365 days") { $0.text }]
        for line in Listing(columns: columns, rows: facts.map { Fact(name: $0, text: $1) }).table {
            try Terminal.print(line)
        }
    }

    private struct Fact: Encodable {
        let name: String
        let text: String
    }

    private static func answers(_ answered: Int64, _ asked: Int64, _ seconds: Int64?) -> String {
        guard asked > 0 else { return "nothing to answer that a mailbox saw" }
        let time = seconds.map { ", on average after \($0 / 3600).\($0 % 3600 / 360) h" } ?? ""
        return "\(answered) of \(asked) conversations (\(answered * 100 / asked) %)\(time)"
    }
}
