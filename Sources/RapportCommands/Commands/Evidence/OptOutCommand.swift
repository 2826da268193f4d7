import ArgumentParser
import Engine
import Interactions

/// The command `rapport opt-out`.
struct OptOutCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "opt-out",
        abstract: "Leave a person out of scores and introductions, without erasing.",
        discussion: """
            By every address that is known now or later, until it is taken back. A user's own mailbox is excluded: it \
            is read no more, and the next sync removes what only it contributed. Recorded in the log with keyed hashes.
            """
    )

    @Argument(
        help: "The person's address in any spelling, or what lists and exports show (contact/..., EX:..., CRM:...)."
    )
    var address: String
    @Flag(help: "Take it back.")
    var undo = false
    @OptionGroup var configurationOptions: ConfigurationOptions
    @OptionGroup var clockOptions: ClockOptions
    @OptionGroup var outputOptions: OutputOptions

    func run() async throws {
        let engine = try await configurationOptions.engine()
        let person = try PersonCommand.person(address)
        let outcome = try await engine.optOut(person, !undo, acceptsClock: clockOptions.acceptClock)
        try outputOptions.show(OptOutListing(outcome, isOut: !undo)) { try Terminal.print(words(outcome)) }
        guard outcome.mailboxes > 0, !outcome.isAlreadySo else { return }
        Terminal.say("rapport: The person's own mailbox is excluded; the next sync removes what only it contributed.")
    }

    private func words(_ outcome: Engine.OptOutOutcome) -> String {
        if outcome.isAlreadySo { return undo ? "Had not opted out." : "Had opted out already." }
        let names =
            outcome.addresses == 1
            ? "one address, name or row of the CRM" : "\(outcome.addresses) addresses, names and rows of the CRM"
        return "\(undo ? "Counts again" : "Left out"), by \(names)."
    }
}
