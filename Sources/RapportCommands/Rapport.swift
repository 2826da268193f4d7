package import ArgumentParser
import Connector
import Engine
import FoundationEssentials
import Pipeline
import Serving

/// The program `rapport`.
package struct Rapport: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "rapport",
        abstract: "Relationship intelligence from mail and calendar metadata.",
        version: Engine.version,
        groupedSubcommands: [
            CommandGroup(
                name: "Setting up",
                subcommands: [InitCommand.self, ConfigCommand.self, DirectoryCommand.self]
            ),
            CommandGroup(
                name: "Reading",
                subcommands: [
                    DemoCommand.self, CheckCommand.self, SyncCommand.self, ServeCommand.self, StatusCommand.self,
                    ExportCommand.self, FeedCommand.self, PublishCommand.self,
                ]
            ),
            CommandGroup(
                name: "Relationships",
                subcommands: [
                    ScoresCommand.self, AttentionCommand.self, PipelineCommand.self, HealthCommand.self,
                    IntroductionsCommand.self, MCPCommand.self,
                ]
            ),
            CommandGroup(
                name: "Eligibility",
                subcommands: [
                    EligibilityCommand.self, WhyCommand.self, PremiumCommand.self, EnableCommand.self,
                    DisableCommand.self, RolesCommand.self, ConsentCommand.self, ExchangeCommand.self,
                    OptionsCommand.self,
                ]
            ),
            CommandGroup(
                name: "Removal and evidence",
                subcommands: [
                    PersonCommand.self, OptOutCommand.self, PurgeCommand.self, EraseCommand.self, AuditCommand.self,
                ]
            ),
            CommandGroup(name: "Upkeep", subcommands: [BackupCommand.self, RestoreCommand.self, RebuildCommand.self]),
        ]
    )

    package init() {}

    /// Parses the process's arguments, runs the command and ends the process with its exit status.
    package static func run() async {
        let arguments = CommandWords.arranged(Array(CommandLine.arguments.dropFirst()))
        await run({ try command(of: arguments) }, failing: { Terminal.say("rapport: \($0.message)") })
    }

    /// - Throws: what names a misspelled command or option, or the parser's own error.
    private static func command(of arguments: [String]) throws -> any ParsableCommand {
        do {
            if StandingCommand.isMeant(by: arguments) { return try StandingCommand.parse(arguments) }
            let command = try parseAsRoot(arguments)
            if let slip = Misspelling(command, from: arguments, of: self) { refuse(slip) }
            return command
        } catch {
            guard let wrong = Misspelling(in: arguments, of: self) else {
                throw error
            }
            refuse(wrong)
        }
    }

    private static func refuse(_ wrong: Misspelling) -> Never {
        Terminal.say(wrong.message)
        exit(withError: ExitStatus.usage.code)
    }
}

extension CommandFailure {
    /// The failure that an error of ours amounts to; nil for those of the argument parser.
    init?(_ error: any Error) {
        switch error {
        case let failure as CommandFailure: self = failure
        case let error as SourceError: self.init(ExitStatus(error), error.description)
        case is CancellationError, is StopRequested: self.init(.tryAgain, "Stopped.")
        case let error as ListenError: self.init(.unavailable, error.description)
        default:
            guard let error = EngineError(error) else { return nil }
            self.init(ExitStatus(error.code), error.message)
        }
    }
}
