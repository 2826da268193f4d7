import ArgumentParser
import Connector
import Engine
import Interactions

/// The command `rapport erase`.
struct EraseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract: "Remove a person from everything that is stored, for good.",
        discussion: """
            By every address, name and row of the CRM that is known as the person's. \
            Interactions that have nobody else in them, or that the person sent, go; from all others the person goes. \
            Later syncs leave the person out as well. Only a keyed hash of the address is kept. If interrupted, run it \
            again.
            """
    )

    @Argument(
        help: "The person's address in any spelling, or what lists and exports show (contact/..., EX:..., CRM:...)."
    )
    var address: String
    @OptionGroup var configurationOptions: ConfigurationOptions
    @OptionGroup var confirmation: Confirmation
    @Flag(help: "It may be one of your own colleagues; --yes alone does not say so.")
    var colleague = false
    @OptionGroup var clockOptions: ClockOptions
    @OptionGroup var outputOptions: OutputOptions

    func run() async throws {
        let engine = try await configurationOptions.engine()
        let person = try PersonCommand.person(address)
        let plan = try await engine.plan(erasing: person)
        let answered: Set<PlannedRemoval.Question> = colleague ? [.colleague] : []
        guard let confirmed = try confirmation.confirm(plan, outputOptions, answered: answered) else { return }
        let summary = try await engine.remove(confirmed, acceptsClock: clockOptions.acceptClock)
        if plan.isEmpty {
            Terminal.say(
                "rapport: Nothing that is stored names this person. Whoever comes with this address is left out."
            )
        }
        try outputOptions.show(RemovalListing(summary)) {
            try Terminal.print("Erased: \(summary.removed) interactions removed, \(summary.changed) changed.")
        }
    }
}
