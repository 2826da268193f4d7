import ArgumentParser
import Eligibility
import Engine
import Interactions
import Scoring
import SystemPackage

/// The command `rapport scores`.
struct ScoresCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scores",
        abstract: "List relationships with their health and their numbers; what needs attention comes first.",
        discussion: "Documentation/kpis.md and health.md define every number."
    )

    @OptionGroup var kindArgument: KindArgument
    @OptionGroup var queryArguments: QueryArguments
    @OptionGroup var arguments: ScoringArguments
    @OptionGroup var outputOptions: OutputOptions
    @Option(help: "Instead of the list: the share of records of each grade, if this were the lowest good score.")
    var previewGood: Int?
    @Option(help: "Instead of the list: the share of records of each grade, if this were the lowest fair score.")
    var previewFair: Int?
    @Option(help: "Instead of the list: write the tables and the SQL that any database can compute this from.")
    var tables: String?

    func run() async throws {
        let relationships = try await arguments.load(for: .relationshipAnalytics).relationships
        if let tables { return try ScoringFiles(relationships).write(to: FilePath(tables)) }
        let records = try relationships.find(kindArgument.limiting(queryArguments.query))
        if previewGood != nil || previewFair != nil { return try preview(relationships, records) }
        if let emptiness = relationships.emptiness { Terminal.say(emptiness) }
        try await ScoreListing(records, of: relationships).print(outputOptions)
    }

    private func preview(_ relationships: Relationships, _ records: [Int]) throws {
        let shares = try GradeListing(relationships, among: records, good: previewGood, fair: previewFair).rows
        let columns: [Listing<GradeListing.Row>.Column] = [
            .text("grade") { $0.grade }, .number("records") { $0.records }, .number("percent") { $0.percent },
        ]
        try Listing(columns: columns, rows: shares).print(outputOptions)
    }
}
