/// Where the settings stand, which decides what their relative paths mean: cron and systemd run commands elsewhere than
/// people do, and mean the same files.
struct SettingsPlace: Hashable, Sendable {
    /// Of the configuration's file.
    private let folder: String
    /// Names of the environment's variables that win over the file.
    private let variables: Set<String>

    init(file: String, variables: Set<String>) {
        folder = file.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(file[...$0]) } ?? ""
        self.variables = variables
    }

    func path(_ path: String, of key: String) -> String {
        guard path.utf8.first != UInt8(ascii: "/"), !variables.contains(Self.variable(for: key)) else { return path }
        return folder + path
    }

    /// The prefix of every variable that is meant for this program.
    static let prefix = "RAPPORT_"

    /// The variable that overrides a setting: `RAPPORT_EWS_CA_FILE` for `ews.caFile`.
    static func variable(for key: String) -> String {
        prefix
            + key.reduce(into: "") { name, character in
                if character.isUppercase { name += "_" }
                name += character == "." ? "_" : character.uppercased()
            }
    }
}
