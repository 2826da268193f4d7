import ArgumentParser
import Engine
import FoundationEssentials
import Settings

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
        let path = configurationOptions.path
        let option = path == ConfigurationOptions.standard ? "" : " --config '\(path)'"
        let environment = ProcessInfo.processInfo.environment
        let step: NextStep
        if !FileManager.default.fileExists(atPath: path) {
            step = .configure(path)
        } else {
            let mistakes = await Engine.mistakes(in: path, environment: environment)
            if mistakes.isEmpty {
                step = try await Engine(try await RapportSettings.load(path, environment: environment)).nextStep()
            } else {
                step = .mend(path, mistakes: mistakes.count)
            }
        }
        try Terminal.print(step.text)
        try Terminal.print("\nNext:")
        for command in step.commands {
            try Terminal.print(
                "  \(command)\(command.hasPrefix("rapport init") || command == "rapport demo" ? "" : option)"
            )
        }
        try Terminal.print("\n'rapport --help' lists all commands.")
    }
}
