import ArgumentParser
import Engine
import FoundationEssentials
import Settings

/// The command `rapport config check`.
struct ConfigCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "List every mistake in the configuration, with file, line, setting, value and what it must be.",
        discussion: "Asks no service; 'rapport check' does. Exit status 78 if anything is wrong."
    )

    @OptionGroup var configurationOptions: ConfigurationOptions
    @OptionGroup var outputOptions: OutputOptions

    private struct Row: Encodable {
        /// Nil for what concerns no place.
        let file: String?
        let line: Int?
        let variable: String?
        let setting: String?
        let found: String?
        let expected: String
        let message: String

        init(_ problem: SettingsProblem) {
            switch problem.origin {
            case .file(let path, let line): (file, self.line, variable) = (path, line, nil)
            case .variable(let name): (file, line, variable) = (nil, nil, name)
            case .standard: (file, line, variable) = (nil, nil, nil)
            }
            setting = problem.key.isEmpty ? nil : problem.key
            found = problem.found
            expected = problem.expected
            message = problem.text
        }
    }

    func run() async throws {
        let environment = ProcessInfo.processInfo.environment
        let problems = await Engine.mistakes(in: configurationOptions.path, environment: environment)
        switch outputOptions.output {
        case .table: for problem in problems { try Terminal.print(problem.description) }
        case .json, .ndjson: try Listing(columns: [], rows: problems.map(Row.init)).print(outputOptions)
        }
        guard problems.isEmpty else { throw ExitStatus.badConfiguration.code }
        Terminal.say("The configuration can be used. Next: rapport check --config \(configurationOptions.path)")
    }
}
