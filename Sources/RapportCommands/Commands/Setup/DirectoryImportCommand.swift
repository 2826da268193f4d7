import ArgumentParser
import Engine

/// The command `rapport directory import`.
struct DirectoryImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Write a file of users with what Graph and Dataverse know of them; never overwrite one.",
        discussion:
            "With 'users' in 'eligibility.askFor' no file is needed. Documentation/eligibility.md has the columns."
    )

    @OptionGroup var configurationOptions: ConfigurationOptions
    @Option(help: "The file to be made.")
    var to = "users.csv"
    @OptionGroup var outputOptions: OutputOptions

    private struct Answer: Encodable {
        let file: String
        let users: Int
    }

    func run() async throws {
        let count = try await configurationOptions.engine().importDirectory(to: to)
        try outputOptions.show(Answer(file: to, users: count)) {
            Terminal.say("Made '\(to)' with \(count) users. Look through it, then name it under 'directory'.")
        }
    }
}
