import ArgumentParser
import Eligibility
import Engine

/// The command `rapport pipeline`.
struct PipelineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pipeline",
        abstract: "List open opportunities: when they close, what they may bring, and how the relationship does.",
        discussion: "Documentation/health.md and kpis.md define every number."
    )

    @OptionGroup var queryArguments: QueryArguments
    @OptionGroup var arguments: ScoringArguments
    @OptionGroup var outputOptions: OutputOptions
    @Flag(help: "Instead of the list: what closes in each month, by the state of health.")
    var byMonth = false

    func run() async throws {
        let relationships = try await arguments.load(for: .relationshipAnalytics).relationships
        var query = queryArguments.query
        if queryArguments.sort == nil { query.order = .closeDate }
        let records = try relationships.openOpportunities(query)
        if records.isEmpty { Terminal.say(relationships.emptiness ?? "There is no open opportunity.") }
        if byMonth {
            try PipelineMonth.print(PipelineMonth.months(of: records, relationships), outputOptions)
        } else {
            try await PipelineListing(records, of: relationships).print(outputOptions)
        }
    }
}
