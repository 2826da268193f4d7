import ArgumentParser
import Connector
import Interactions

/// `rapport purge`
struct PurgeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "purge",
        abstract: "Remove what only one mailbox contributed.",
        discussion: "What others saw as well stays. A mailbox that is still admitted is read again by the next sync."
    )

    @Option(help: "The mailbox's address.")
    var mailbox: String
    @OptionGroup var configurationOptions: ConfigurationOptions

    func run() async throws {
        let configuration = try await RapportConfiguration.load(configurationOptions.path)
        guard let address = EmailAddress(mailbox) else { throw CommandFailure(.usage, "--mailbox is no SMTP address.") }
        let journal = try Journal(configuration)
        let store = try makeStore(configuration)
        let now = max(Timestamp.now, try journal.content().latest ?? .now)
        try journal.record(RemovalEntry.purge, of: [address], nil, at: now)
        let summary = try await store.purge([Mailbox(address: address).id])
        try journal.record(RemovalEntry.purge, of: [address], summary, at: now)
        try Terminal.print("Purged: \(summary.removed) interactions removed, \(summary.changed) changed.")
    }
}
