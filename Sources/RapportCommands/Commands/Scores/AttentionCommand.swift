import ArgumentParser
import Eligibility
import Engine
import Scoring

/// The command `rapport attention`.
struct AttentionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "attention",
        abstract:
            "List the relationships that need somebody to look at them, the most urgent first, each with its reason.",
        discussion: "Documentation/health.md has the formula. A contact and its company are not listed twice."
    )

    @OptionGroup var kindArgument: KindArgument
    @OptionGroup var queryArguments: QueryArguments
    @OptionGroup var arguments: ScoringArguments
    @OptionGroup var outputOptions: OutputOptions

    func run() async throws {
        let relationships = try await arguments.load(for: .relationshipAnalytics).relationships
        var query = kindArgument.limiting(queryArguments.query)
        query.isUrgent = true
        let rows = try await ScoreListing(try relationships.find(query), of: relationships).rows
        if rows.isEmpty { Terminal.say(relationships.emptiness ?? "Nothing needs attention.") }
        let columns: [Listing<ScoreListing.Row>.Column] = [
            .text("record") { $0.name ?? $0.record }, .text("kind", rank: 6) { String($0.record.prefix { $0 != "/" }) },
            .number("attention", rank: 2) { Int($0.attention) }, .text("because", rank: 1) { $0.reason ?? "" },
            .text("owner", rank: 4) { $0.ownerName ?? "" },
            .text("health", rank: 5) { $0.health.map { String($0) } ?? "" },
            .number("strength", rank: 8) { $0.strength }, .text("last", rank: 3) { $0.last?.short ?? "" },
            .text("next", rank: 7) { $0.next?.short ?? "" },
        ]
        try Listing(columns: columns, rows: rows).print(outputOptions)
    }
}
