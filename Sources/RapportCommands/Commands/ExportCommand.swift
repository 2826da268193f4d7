import ArgumentParser
import Engine
import Interactions
import Settings

/// The command `rapport export`.
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

    func run() async throws {
        let engine = try await configurationOptions.engine()
        var writer = RecordWriter(tenant: engine.settings.tenant)
        try await engine.export(after: after) { records in
            for record in records {
                if stream != .participant { writer.appendInteraction(record) }
                if stream != .interaction { writer.appendParticipants(record) }
            }
            try Terminal.write(writer.takeBytes())
        }
    }
}
