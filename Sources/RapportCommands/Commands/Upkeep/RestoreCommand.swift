import ArgumentParser
import Connector
import Engine

/// The command `rapport restore`.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Put a backup in the place of the store.",
        discussion: """
            Whoever was erased, and whatever was purged, since the backup was made is removed again before anything is shown: keep the log 'audit.ndjson' with its head for that. Who follows the feed has to read it from the start, because the store begins another life. Stop the process that holds the store first.
            """
    )

    @Argument(help: "A file that 'rapport backup' made.")
    var file: String
    @OptionGroup var configurationOptions: ConfigurationOptions
    @Flag(name: .shortAndLong, help: "Replace a store that is there.")
    var yes = false
    @OptionGroup var outputOptions: OutputOptions

    func run() async throws {
        let engine = try await configurationOptions.engine()
        guard yes || !engine.installation.hasStore else {
            throw CommandFailure(
                .usage,
                "There is a store in '\(engine.installation.directory)'. Give --yes to replace it."
            )
        }
        let done = try await engine.restore(from: file)
        try outputOptions.show(RestorationListing(done)) {
            try Terminal.print(
                "Restored, as epoch \(done.epoch): \(done.removed.removed) interactions removed again, "
                    + "\(done.removed.changed) changed, as the log says."
            )
        }
        if !done.keptLog {
            Terminal.say("rapport: The log is that of the backup: removals after it are not known.")
        }
    }
}
