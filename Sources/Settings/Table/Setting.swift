/// One row of the table of settings: everything that anybody has to know of a setting but how it is used.
package struct Setting: Hashable, Sendable {
    /// With its blocks, in the form `ews.url`.
    package let key: String
    package let kind: SettingKind
    /// Whole sentences for whoever writes a configuration.
    package let meaning: String
    /// Whether nothing works without it.
    package let isRequired: Bool
    /// Names that it had in earlier versions, which still count.
    package let formerKeys: [String]

    init(
        _ key: String,
        _ kind: SettingKind,
        isRequired: Bool = false,
        formerly formerKeys: [String] = [],
        _ meaning: String
    ) {
        self.key = key
        self.kind = kind
        self.meaning = meaning
        self.isRequired = isRequired
        self.formerKeys = formerKeys
    }

    /// All of its names, the present one first.
    package var keys: [String] { [key] + formerKeys }

    /// The variable of the environment that wins over the file.
    package var variable: String { SettingsPlace.variable(for: key) }

    /// The block it stands in, empty for those outside of any.
    package var block: String { key.utf8.firstIndex(of: UInt8(ascii: ".")).map { String(key[..<$0]) } ?? "" }

    /// Whether its value is never shown, and refused in the configuration file.
    package var isSecret: Bool { kind == .secret }
}
