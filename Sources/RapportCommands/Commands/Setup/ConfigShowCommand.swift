import ArgumentParser
import FoundationEssentials
import Settings

/// The command `rapport config show`.
struct ConfigShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show the settings that count, and where each comes from.",
        discussion: "Secrets are withheld. A relative path is shown as it is written."
    )

    @OptionGroup var configurationOptions: ConfigurationOptions
    @OptionGroup var outputOptions: OutputOptions
    @Flag(help: "Only what is given, without defaults.")
    var given = false

    private struct Row: Encodable {
        let setting: String
        let value: String?
        let origin: String
        let variable: String
    }

    func run() throws {
        let environment = ProcessInfo.processInfo.environment
        let settings = try EffectiveSetting.all(configurationOptions.path, environment: environment)
        let rows = settings.filter { !given || $0.origin != .standard }.map { effective in
            Row(
                setting: effective.setting.key,
                value: effective.value,
                origin: effective.value == nil ? "not given" : effective.origin.description,
                variable: effective.setting.variable
            )
        }
        let columns: [Listing<Row>.Column] = [
            .text("setting") { $0.setting }, .text("value") { $0.value ?? "" }, .text("from") { $0.origin },
        ]
        try Listing(columns: columns, rows: rows).print(outputOptions)
    }
}
