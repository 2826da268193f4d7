import ArgumentParser
import Connector
import Interactions
import SQLiteStore

/// `rapport erase`
struct EraseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract: "Remove a person from everything that is stored, for good.",
        discussion: """
            Interactions that have nobody else in them, or that the person sent, go; from all others the person goes. \
            Later syncs leave the person out as well. Only a keyed hash of the address is kept. If interrupted, run it \
            again.
            """
    )

    @Argument(help: "The person's address; once for each, if there are several.")
    var address: String
    @OptionGroup var configurationOptions: ConfigurationOptions

    func run() async throws {
        let configuration = try await RapportConfiguration.load(configurationOptions.path)
        guard let address = EmailAddress(address) else { throw CommandFailure(.usage, "That is no SMTP address.") }
        let journal = try Journal(configuration)
        let store = try makeStore(configuration)
        let now = max(Timestamp.now, try journal.content().latest ?? .now)
        // First, so that the person's own mailbox is not read any more whatever happens next.
        try journal.record(RemovalEntry.erasure, of: [address], nil, at: now)
        var summary = CommitSummary()
        // Phone calls name the CRM's rows of the person and no address.
        for reference in try await store.people(at: address) { summary += try await store.erase(.record(reference)) }
        summary += try await store.erase(.smtp(address))
        // What the person's own mailbox contributed is the person's as well.
        summary += try await store.purge([Mailbox(address: address).id])
        try journal.record(RemovalEntry.erasure, of: [address], summary, at: now)
        try Terminal.print("Erased: \(summary.removed) interactions removed, \(summary.changed) changed.")
    }
}
