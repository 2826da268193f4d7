import ArgumentParser

/// The command `rapport directory`.
struct DirectoryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "directory",
        abstract: "The users of the organisation.",
        subcommands: [DirectoryImportCommand.self]
    )
}
