import ArgumentParser
import Engine
import FoundationEssentials
import Settings

/// How a listing is printed.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
    case table, json, ndjson
}

/// `--output`, the same for every command that lists something.
struct OutputOptions: ParsableArguments {
    @Option(help: "table for people, json for one document, ndjson for one object a line.")
    var output = OutputFormat.table
}

/// `--config`, the same for every command that needs one.
struct ConfigurationOptions: ParsableArguments {
    @Option(name: .customLong("config"), help: "The configuration file.")
    var path = "rapport.json"

    /// The engine for the file, with this process's environment over it.
    ///
    /// - Throws: `SettingsError`.
    func engine() async throws -> Engine {
        Engine(try await RapportSettings.load(path, environment: ProcessInfo.processInfo.environment))
    }
}
