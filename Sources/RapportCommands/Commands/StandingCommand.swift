import ArgumentParser
import Engine
import FoundationEssentials

/// What `rapport` alone shows: where one stands, and the next step.
struct StandingCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "rapport")

    @OptionGroup var configurationOptions: ConfigurationOptions

    /// Whether no command is named.
    static func isMeant(by arguments: [String]) -> Bool {
        switch arguments.count {
        case 0: true
        case 1: arguments[0].hasPrefix("--config=")
        case 2: arguments[0] == "--config"
        default: false
        }
    }

    /// Asks no service, and writes nothing.
    func run() async throws {
        let environment = ProcessInfo.processInfo.environment
        let step = try await NextStep.after(configuration: configurationOptions.path, environment: environment)
        try Terminal.print(step.text)
        try Terminal.print("\nNext:")
        let path = configurationOptions.path == ConfigurationOptions.standard ? nil : configurationOptions.path
        for command in step.commands(configuration: path, hasSimulator: DemoCommand.isPossible) {
            try Terminal.print("  \(command)")
        }
        try Terminal.print("\n'rapport --help' lists all commands.")
    }
}
