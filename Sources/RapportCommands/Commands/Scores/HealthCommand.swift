import ArgumentParser
import Eligibility
import Engine

/// The command `rapport health`.
struct HealthCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "health",
        abstract: "Show one relationship: what its numbers say, the numbers, and what they come from.",
        discussion: "Documentation/health.md has the formula."
    )

    @Argument(help: "contact/GUID or the like, a GUID, an address, a domain, or a name or its beginning.")
    var record: String
    @OptionGroup var arguments: ScoringArguments
    @OptionGroup var outputOptions: OutputOptions
    @Flag(help: "Also the terms of the score and the interactions behind it.")
    var explain = false

    func run() async throws {
        let relationships = try await arguments.load(for: .relationshipAnalytics).relationships
        let position = try relationships.record(record)
        let listing = try await RelationshipListing(position, of: relationships, isExplained: explain)
        switch outputOptions.output {
        case .json, .ndjson: try Terminal.print(Terminal.json(listing))
        case .table: try Terminal.show(listing.table(outputOptions.screen), outputOptions.screen)
        }
    }
}
