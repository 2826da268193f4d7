import ArgumentParser
import Engine
import Interactions

/// The command `rapport eligibility`.
struct EligibilityCommand: AsyncParsableCommand {
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case table, json, ndjson, csv
    }

    static let configuration = CommandConfiguration(
        commandName: "eligibility",
        abstract: "Dry run: every mailbox, every gate, every reason; writes nothing, and reads no mailbox."
    )

    @OptionGroup var configurationOptions: ConfigurationOptions
    @Option(help: "Only this mailbox; may be repeated.")
    var user: [String] = []
    @Option(
        help: "On this day, or at this instant: 2026-12-24 or 2026-12-24T00:00:00Z; what happened later does not count."
    )
    var at: Instant?
    @Option(help: "table for people, json for one document, ndjson for a mailbox a line, csv for a gate a line.")
    var output = Format.table

    @Flag(help: "Every mailbox in a row of its own, also where all reasons are the same.")
    var all = false
    @OptionGroup var screenOptions: ScreenOptions

    func run() async throws {
        let eligibility = try await configurationOptions.engine().eligibility()
        let mailboxes = user.isEmpty ? nil : try mailboxes()
        let listing = EligibilityListing(try eligibility.dryRun(of: mailboxes, at: at?.timestamp))
        guard let format = OutputFormat(rawValue: output.rawValue) else {
            return try listing.commaSeparated.forEach { try Terminal.print($0) }
        }
        try listing.print(format, screenOptions.screen, isFull: all || !user.isEmpty)
    }

    private func mailboxes() throws -> [Mailbox] {
        try user.map { text in
            guard let address = EmailAddress(text) else {
                throw CommandFailure(.usage, "--user must be an SMTP address.")
            }
            return Mailbox(address: address)
        }
    }
}
