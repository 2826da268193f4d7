import Engine
import FoundationEssentials
import Settings

/// What `rapport` alone shows: where one stands, and the next step.
enum Standing {
    /// The configuration that is meant if no command is given; nil if one is.
    static func path(asked arguments: [String]) -> String? {
        switch arguments.count {
        case 0: ConfigurationOptions.standard
        case 1 where arguments[0].hasPrefix("--config="): String(arguments[0].dropFirst("--config=".utf8.count))
        case 2 where arguments[0] == "--config": arguments[1]
        default: nil
        }
    }

    /// Asks no service, and writes nothing.
    ///
    /// - Throws: what the log and the store throw.
    static func show(_ path: String) async throws {
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
