import ArgumentParser
import Engine

/// The command `rapport publish dataverse`.
struct PublishDataverseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dataverse",
        abstract: "Write health, strength, last and next contact to a table of one's own in the CRM.",
        discussion: """
            'dataverse.publishTable' names the table; Documentation/publishing.md says what it needs. Only what changed \
            is written: another grade, another trend, or five points. Rows go whose record has no score any more, or is \
            about somebody who opted out or was erased; all of them when relationship analytics is off.
            """
    )

    @OptionGroup var configurationOptions: ConfigurationOptions
    @OptionGroup var confirmation: Confirmation
    @OptionGroup var outputOptions: OutputOptions

    func run() async throws {
        let engine = try await configurationOptions.engine()
        let plan = try await engine.planPublication()
        if plan.keepsUnknown {
            Terminal.say("rapport: no row goes while mailboxes are read for the first time, or nothing can be scored")
        }
        let text = """
            \(plan.writes) rows to write, \(plan.unchanged) stay as they are. \(plan.removals) \(plan.removals == 1 ? "row" : "rows") \
            of the CRM's table to remove.
            """
        guard try confirmation.confirm(text, removes: plan.removals > 0) else {
            try outputOptions.show(PublicationListing(plan)) { try Terminal.print(text) }
            return
        }
        let outcome = try await engine.publish(plan)
        try outputOptions.show(PublicationListing(plan, outcome)) {
            try Terminal.print("Published: \(outcome.written) rows written, \(outcome.removed) removed.")
        }
        guard outcome.refused == 0 else {
            throw CommandFailure(.partial, "The CRM did not take \(outcome.refused) rows; the next time tries again.")
        }
    }
}
