import ArgumentParser

/// The command `rapport publish`, whose subcommands name where to.
struct PublishCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish",
        abstract: "Write scores to where other programs look for them.",
        subcommands: [PublishDataverseCommand.self]
    )
}
