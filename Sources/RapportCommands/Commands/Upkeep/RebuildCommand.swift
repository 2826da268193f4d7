import ArgumentParser
import Connector
import Engine

/// The command `rapport rebuild`.
struct RebuildCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract: "Check the store, and work out again everything that follows from it."
    )

    @OptionGroup var configurationOptions: ConfigurationOptions
    @OptionGroup var outputOptions: OutputOptions

    func run() async throws {
        let (problems, changed) = try await configurationOptions.engine().rebuild()
        try outputOptions.show(RebuildListing(problems: problems, changed: changed)) {
            if problems.isEmpty { try Terminal.print("Sound; \(changed.changed) interactions changed.") }
        }
        guard problems.isEmpty else {
            Terminal.warn(problems)
            throw CommandFailure(.failure, "The store is damaged. Restore a backup: rapport restore FILE --yes")
        }
    }
}
