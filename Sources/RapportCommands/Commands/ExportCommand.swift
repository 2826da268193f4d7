import ArgumentParser
import Connector
import Interactions
import SQLiteStore

/// `rapport export`
struct ExportCommand: AsyncParsableCommand {
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case ndjson
    }

    enum Stream: String, CaseIterable, ExpressibleByArgument {
        case interaction
        case participant = "interaction_participant"
        case all
    }

    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write the stored interactions to standard output.",
        discussion: "The records are those of Fixtures/schema/interaction-1.json, in the order of their last change."
    )

    @OptionGroup var configurationOptions: ConfigurationOptions
    @Option(help: "One JSON object a line.")
    var format = Format.ndjson
    @Option(help: "Which of the two streams; all writes each interaction, then its participants.")
    var stream = Stream.all
    @Option(help: "Only what changed after this sequence number, deletions included.")
    var after: Int64 = 0

    /// Interactions held in memory at once.
    private static let batch = 1_000

    func run() async throws {
        let configuration = try await RapportConfiguration.load(configurationOptions.path)
        let store = try SQLiteInteractionStore(
            directory: configuration.dataDirectory,
            tenant: configuration.tenant,
            access: .reading
        )
        var writer = RecordWriter(tenant: configuration.tenant)
        var last = ChangePosition(sequence: after)
        while true {
            let page = try await store.interactions(after: last, limit: Self.batch)
            guard !page.records.isEmpty else { return }
            for record in page.records {
                // Who begins from nothing has nothing to delete.
                if after == 0, case .delete = record.operation { continue }
                if stream != .participant { writer.appendInteraction(record) }
                if stream != .interaction { writer.appendParticipants(record) }
            }
            try Terminal.write(writer.takeBytes())
            last = page.end
        }
    }
}
