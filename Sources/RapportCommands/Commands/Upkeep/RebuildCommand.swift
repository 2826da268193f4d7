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

    func run() async throws {
        let (problems, changed) = try await configurationOptions.engine().rebuild()
        guard problems.isEmpty else {
            Terminal.warn(problems)
            throw CommandFailure(.failure, "The store is damaged. Restore a backup: rapport restore FILE --yes")
        }
        try Terminal.print("Sound; \(changed.changed) interactions changed.")
    }
}
