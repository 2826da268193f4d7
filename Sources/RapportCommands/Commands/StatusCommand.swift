import ArgumentParser
import SQLiteStore

/// `rapport status`
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Say what is stored and what could not be read."
    )

    @OptionGroup var configurationOptions: ConfigurationOptions
    @OptionGroup var outputOptions: OutputOptions

    private struct Row: Encodable {
        let name: String
        let count: Int
    }

    func run() async throws {
        let configuration = try await RapportConfiguration.load(configurationOptions.path)
        let store = try SQLiteStore(
            directory: configuration.dataDirectory,
            tenant: configuration.tenant,
            access: .reading
        )
        let counts = try await store.counts()
        guard outputOptions.output != .json else {
            try Terminal.print(Terminal.json(counts))
            return
        }
        var rows = [
            Row(name: "mailboxes listed", count: configuration.mailboxes.count),
            Row(name: "mailboxes read", count: counts.mailboxes), Row(name: "folders read", count: counts.streams),
            Row(name: "e-mails", count: counts.emails), Row(name: "meetings", count: counts.meetings),
            Row(name: "removed", count: counts.removed), Row(name: "copies in folders", count: counts.sightings),
        ]
        rows += counts.postponed.sorted { $0.key < $1.key }.map { Row(name: "unreadable: \($0.key)", count: $0.value) }
        switch outputOptions.output {
        case .ndjson: for row in rows { try Terminal.print(Terminal.json(row)) }
        case .table, .json:
            let columns: [Listing<Row>.Column] = [.text("what") { $0.name }, .number("count") { $0.count }]
            for line in Listing(columns: columns, rows: rows).table { try Terminal.print(line) }
        }
    }
}
