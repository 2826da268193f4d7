import ArgumentParser
import Engine

/// The command `rapport backup`.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Write store, key and log into one file, while others write.",
        discussion: """
            The file is as secret as the store: whoever has it can name everybody in it.
            """
    )

    @Argument(help: "The file to make; it must not be there.")
    var file: String
    @OptionGroup var configurationOptions: ConfigurationOptions
    @OptionGroup var outputOptions: OutputOptions

    func run() async throws {
        try await configurationOptions.engine().backUp(to: file)
        try outputOptions.show(["file": file]) {
            Terminal.say("rapport: backup written. Keep it as safe as the store: it holds the key.")
        }
    }
}
