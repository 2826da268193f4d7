import ArgumentParser
import Eligibility
import Engine
import Interactions
import Scoring
import Settings

/// The command `rapport introductions`.
struct IntroductionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "introductions",
        abstract: "Name the colleagues who know a contact, a lead or somebody at a company, the best first.",
        discussion: "Documentation/introductions.md has the formula. The list is the same for every viewer."
    )

    @Argument(help: "A contact or lead by reference, GUID, address or name; any address; or a mail domain.")
    var target: String
    @OptionGroup var arguments: ScoringArguments
    @OptionGroup var outputOptions: OutputOptions
    @Flag(help: "Also the interactions behind each of them.")
    var explain = false
    @Flag(help: "Also the text of a request to the first of them; in a table or json.")
    var request = false

    func run() async throws {
        let (configuration, relationships) = try await arguments.load(for: .whoKnowsWhom)
        let target = try await IntroductionTarget(self.target, relationships, configuration.introductions)
        var listing = try await IntroductionListing(target, of: relationships, isExplained: explain)
        if listing.introducers.isEmpty {
            let them = target.isCompany ? "this company" : "this person"
            Terminal.say(
                relationships.emptiness ?? "Nobody who may be named was in touch with \(them) in 360 days."
            )
        }
        if request { try listing.draftRequest(configuration.introductions) }
        try listing.print(outputOptions)
    }
}
