import ArgumentParser
import Eligibility
import Engine
import Interactions
import Scoring
import SystemPackage

/// The command `rapport scores`.
struct ScoresCommand: AsyncParsableCommand {
    enum Kind: String, CaseIterable, ExpressibleByArgument {
        case accounts, contacts, leads, opportunities

        var table: CRMReference.Table {
            switch self {
            case .accounts: .account
            case .contacts: .contact
            case .leads: .lead
            case .opportunities: .opportunity
            }
        }
    }

    static let configuration = CommandConfiguration(
        commandName: "scores",
        abstract: "List relationships with their health and their numbers; what needs attention comes first.",
        discussion: "Documentation/kpis.md and health.md define every number."
    )

    @Argument(help: "Only accounts, contacts, leads or opportunities.")
    var kind: Kind?
    @OptionGroup var arguments: ScoringArguments
    @OptionGroup var outputOptions: OutputOptions
    @Option(help: "attention, health, interactions, last, next or name.")
    var sort = RelationshipOrder.attention
    @Option(help: "At most so many.")
    var limit: Int?
    @Option(help: "Instead of the list: the share of records of each grade, if this were the lowest good score.")
    var previewGood: Int?
    @Option(help: "Instead of the list: the share of records of each grade, if this were the lowest fair score.")
    var previewFair: Int?
    @Option(help: "Instead of the list: write the tables and the SQL that any database can compute this from.")
    var tables: String?

    func validate() throws {
        guard limit ?? 0 >= 0 else { throw ValidationError("--limit must not be negative.") }
    }

    func run() async throws {
        let relationships = try await arguments.load(for: .relationshipAnalytics).relationships
        let records = relationships.index.records.indices.filter { position in
            kind.map { relationships.index.records[position].reference.table == $0.table } ?? true
        }
        if let tables { return try ScoringFiles(relationships).write(to: FilePath(tables)) }
        if previewGood != nil || previewFair != nil { return try preview(relationships, records) }
        if relationships.index.records.isEmpty {
            Terminal.say("The CRM has no accounts, contacts, leads or opportunities here yet: see 'rapport status'.")
        }
        let ordered = relationships.sorted(records, by: sort)
        try await ScoreListing(Array(ordered.prefix(limit ?? .max)), of: relationships).print(outputOptions.output)
    }

    private struct Share: Encodable {
        let grade: String
        let records: Int
        let percent: Int
    }

    private func preview(_ relationships: Relationships, _ records: [Int]) throws {
        let present = relationships.board.options.bounds
        guard
            let bounds = ScoringOptions.Bounds(good: previewGood ?? present.good, fair: previewFair ?? present.fair)
        else {
            throw CommandFailure(.usage, "The lowest fair score must lie below the lowest good one, within 1 to 100.")
        }
        let grades = relationships.board.grades(under: bounds, among: records)
        let all = max(grades.reduce(0, +), 1)
        let shares = zip(["good", "fair", "poor"], grades).map {
            Share(grade: $0, records: $1, percent: ($1 * 100 + all / 2) / all)
        }
        let columns: [Listing<Share>.Column] = [
            .text("grade") { $0.grade }, .number("records") { $0.records }, .number("percent") { $0.percent },
        ]
        try Listing(columns: columns, rows: shares).print(outputOptions.output)
    }
}

extension RelationshipOrder: ExpressibleByArgument {}
