import ArgumentParser

/// The command `rapport init`.
struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a configuration that runs, and say which commands come next.",
        discussion: "On a terminal it asks for what is not given. It never overwrites anything.",
        subcommands: [InitEWSCommand.self, InitGraphCommand.self]
    )
}
