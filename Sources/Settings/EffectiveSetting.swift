/// What counts for one setting, and who says so.
package struct EffectiveSetting: Hashable, Sendable {
    package let setting: Setting
    /// As it would be written in the file; of a secret only that there is one; nil if there is neither value nor
    /// default.
    package let value: String?
    package let origin: SettingOrigin

    /// All settings in the order of the reference, whether or not their values can be used.
    ///
    /// - Throws: `SettingsError` if the file is none that can be read.
    package static func all(
        _ path: String,
        environment: [String: String]
    ) throws(SettingsError) -> [EffectiveSetting] {
        let file = try SettingsFile(path: path, environment: environment)
        return SettingTable.all.map { setting in
            guard let given = file.given(setting) else {
                return EffectiveSetting(setting: setting, value: setting.kind.written, origin: .standard)
            }
            let value = setting.isSecret ? "(withheld)" : given.value.written(for: setting.kind)
            return EffectiveSetting(setting: setting, value: value, origin: given.origin)
        }
    }
}

extension SettingKind {
    /// The default as the file would have it.
    fileprivate var written: String? {
        switch self {
        case .text, .path, .choice, .span: standard.map { SettingValue.text($0).written(for: self) }
        case .flag, .number, .list, .secret: standard
        }
    }
}

extension SettingValue {
    /// As JSON; a variable's text as what the kind makes of it.
    fileprivate func written(for kind: SettingKind) -> String {
        switch self {
        case .text(let text): Self.quoted(text)
        case .number(let text): text
        case .flag(let flag): flag ? "true" : "false"
        case .null: "null"
        case .list(let values): "[" + values.map { $0.written(for: kind) }.joined(separator: ", ") + "]"
        case .object: "{}"
        case .variable(let text):
            switch kind {
            case .list: Self.list(texts)
            case .flag, .number: text
            case .text, .path, .choice, .span, .secret: Self.quoted(text)
            }
        }
    }

    private static func list(_ texts: [String]?) -> String {
        "[" + (texts ?? []).map(quoted).joined(separator: ", ") + "]"
    }

    private static func quoted(_ text: String) -> String {
        let escaped = text.unicodeScalars.map { scalar in
            switch scalar {
            case "\"", "\\": "\\" + String(scalar)
            case "\n": "\\n"
            default: String(scalar)
            }
        }
        return "\"" + escaped.joined() + "\""
    }
}
