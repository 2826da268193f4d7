import ArgumentParser
import Engine
import FoundationEssentials
import Settings

/// How a listing is printed.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
    case table, json, ndjson
}

/// `--output` and how a table looks, the same for every command that lists something.
struct OutputOptions: ParsableArguments {
    @Option(help: "table for people, json for one document, ndjson for one object a line.")
    var output = OutputFormat.table
    @OptionGroup var screenOptions: ScreenOptions

    var screen: Screen { screenOptions.screen }

    /// Shows one answer: to programs as it is, to people in words.
    ///
    /// - Throws: `CommandFailure` of status `cannotWrite`, or what `words` throws.
    func show(_ answer: some Encodable, _ words: () throws -> Void) throws {
        if output == .table { try words() } else { try Terminal.print(Terminal.json(answer)) }
    }

    /// Tables as they are unless somebody says.
    static var table: OutputOptions { get throws { try parse([]) } }
}

/// `--color` and `--no-pager`, the same for every command that shows a table.
struct ScreenOptions: ParsableArguments {
    @Option(help: "Colours in tables: auto, always or never. NO_COLOR in the environment means never.")
    var color = ColorChoice.auto
    @Flag(help: "Show a long table on a terminal without $PAGER.")
    var noPager = false

    var screen: Screen { Screen.standard(color, isPaged: !noPager) }
}

/// When tables have colours.
enum ColorChoice: String, CaseIterable, ExpressibleByArgument {
    case auto, always, never
}

/// `--config`, the same for every command that needs one.
struct ConfigurationOptions: ParsableArguments {
    @Option(name: .customLong("config"), help: "The configuration file.")
    var path = ConfigurationOptions.standard

    static let standard = "rapport.json"

    /// The engine for the file, with this process's environment over it.
    ///
    /// - Throws: `SettingsError`.
    func engine() async throws -> Engine {
        Engine(try await RapportSettings.load(path, environment: ProcessInfo.processInfo.environment))
    }
}
