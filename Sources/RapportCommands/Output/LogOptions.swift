import ArgumentParser
import Engine
import FoundationEssentials
import Logging
import Serving

/// What a command that stays takes: how much it says on standard error.
struct LogOptions: ParsableArguments {
    @Option(help: "With a process that stays: trace, debug, info, notice, warning, error or critical.")
    var logLevel = LogLevel.info
    @Flag(name: .shortAndLong, help: "Say nothing but what is wrong.")
    var quiet = false

    /// The process that stays, watched by who started it, with its log on standard error.
    func daemon(_ engine: ServedEngine, _ configuration: ConfigurationOptions) -> Daemon {
        let environment = ProcessInfo.processInfo.environment
        let level = quiet ? max(logLevel.level, .warning) : logLevel.level
        var daemon = Daemon(engine, logger: StandardError.logger(level: level, environment: environment)) {
            try await configuration.engine()
        }
        daemon.supervisor = Supervisor(environment: environment)
        return daemon
    }
}

/// The levels by their names, as an option takes them.
enum LogLevel: String, CaseIterable, ExpressibleByArgument {
    case trace, debug, info, notice, warning, error, critical

    var level: Logger.Level { Logger.Level(rawValue: rawValue) ?? .info }
}
