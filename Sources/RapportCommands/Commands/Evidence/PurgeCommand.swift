import ArgumentParser
import Connector
import Engine
import Interactions

/// The command `rapport purge`.
struct PurgeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "purge",
        abstract: "Remove what only one mailbox contributed.",
        discussion: "What others saw as well stays. A mailbox that is still admitted is read again by the next sync."
    )

    @Option(help: "The mailbox's address.")
    var mailbox: String
    @OptionGroup var configurationOptions: ConfigurationOptions
    @OptionGroup var confirmation: Confirmation
    @OptionGroup var clockOptions: ClockOptions
    @OptionGroup var outputOptions: OutputOptions

    func run() async throws {
        let engine = try await configurationOptions.engine()
        guard let address = EmailAddress(mailbox) else { throw CommandFailure(.usage, "--mailbox is no SMTP address.") }
        let mailbox = Mailbox(address: address)
        let plan = try await engine.plan(purging: mailbox)
        guard let confirmed = try confirmation.confirm(plan, outputOptions) else { return }
        let summary = try await engine.remove(confirmed, acceptsClock: clockOptions.acceptClock)
        try outputOptions.show(RemovalListing(summary)) {
            try Terminal.print("Purged: \(summary.removed) interactions removed, \(summary.changed) changed.")
        }
    }
}
