import ArgumentParser
import Settings

/// The command `rapport config reference`.
struct ConfigReferenceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reference",
        abstract: "Print every setting with its variable, type, default and meaning."
    )

    @OptionGroup var outputOptions: OutputOptions

    private struct Row: Encodable {
        let setting: String
        let variable: String
        let form: String
        let `default`: String?
        let isRequired: Bool
        let isSecret: Bool
        let formerNames: [String]
        let meaning: String

        init(_ setting: Setting) {
            self.setting = setting.key
            variable = setting.variable
            form = setting.kind.expectation
            self.default = setting.kind.standard
            isRequired = setting.isRequired
            isSecret = setting.isSecret
            formerNames = setting.formerKeys
            meaning = setting.meaning
        }
    }

    func run() throws {
        switch outputOptions.output {
        case .table: try Terminal.print(SettingsReference.page)
        case .json, .ndjson:
            try Listing(columns: [], rows: SettingTable.all.map(Row.init)).print(outputOptions)
        }
    }
}
