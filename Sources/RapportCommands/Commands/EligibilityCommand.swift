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
    @Option(help: "At this instant, for example 2026-12-24T00:00:00Z; what happened later does not count.")
    var at: String?
    @Option(help: "table for people, json for one document, ndjson for a mailbox a line, csv for a gate a line.")
    var output = Format.table

    func run() async throws {
        let eligibility = try await configurationOptions.engine().eligibility()
        let mailboxes = user.isEmpty ? nil : try mailboxes()
        let listing = EligibilityListing(try eligibility.dryRun(of: mailboxes, at: try instant()))
        switch output {
        case .json: try Terminal.print(Terminal.json(listing))
        case .ndjson: for row in listing.mailboxes { try Terminal.print(Terminal.json(row)) }
        case .csv: for line in listing.commaSeparated { try Terminal.print(line) }
        case .table: for line in listing.table { try Terminal.print(line) }
        }
    }

    private func mailboxes() throws -> [Mailbox] {
        try user.map { text in
            guard let address = EmailAddress(text) else {
                throw CommandFailure(.usage, "--user must be an SMTP address.")
            }
            return Mailbox(address: address)
        }
    }

    private func instant() throws -> Timestamp? {
        guard let at else { return nil }
        guard let instant = Timestamp(iso8601: at) else {
            throw CommandFailure(.usage, "--at must be an instant such as 2026-12-24T00:00:00Z.")
        }
        return instant
    }
}
