import Glibc
import Interactions

/// Reads settings of one scope by their names; type, range and default are those of their rows in the table.
///
/// What cannot be used is noted and not thrown; the default stands in until `SettingsFile.finish` refuses the whole.
struct SettingsReader {
    private let file: SettingsFile
    private let prefix: String

    init(_ file: SettingsFile, prefix: String = "") {
        self.file = file
        self.prefix = prefix
    }

    func scoped(to key: String) -> SettingsReader { SettingsReader(file, prefix: prefix + key + ".") }

    func setting(_ key: String) -> Setting {
        guard let setting = SettingTable[prefix + key] else { preconditionFailure("'\(prefix + key)' has no row") }
        return setting
    }

    /// The usable value, nil if nothing is given or it cannot be used, which is noted.
    private func read<Value>(_ key: String, _ value: (SettingValue) -> Value?) -> Value? {
        let setting = setting(key)
        guard let given = file.given(setting) else {
            if setting.isRequired { file.audit.note(missing(key)) }
            return nil
        }
        if let value = value(given.value) { return value }
        refuse(key)
        return nil
    }

    func text(_ key: String) -> String? {
        let setting = setting(key)
        return read(key, \.text) ?? (setting.kind.isPath ? nil : setting.kind.standard)
    }

    func texts(_ key: String) -> [String]? { read(key, \.texts) }

    func flag(_ key: String) -> Bool {
        guard case .flag(let standard) = setting(key).kind else { preconditionFailure("'\(prefix + key)' is no flag") }
        return read(key, \.flag) ?? standard
    }

    func number(_ key: String) -> Int {
        guard case .number(let range, let standard) = setting(key).kind else {
            preconditionFailure("'\(prefix + key)' is no number")
        }
        return read(key) { $0.number.flatMap { range.contains($0) ? $0 : nil } } ?? standard
    }

    func span(_ key: String) -> Duration {
        guard case .span(let range, let standard) = setting(key).kind else {
            preconditionFailure("'\(prefix + key)' is no time span")
        }
        return read(key) { value in
            value.text.flatMap { Duration(spelling: $0) }.flatMap { range.contains($0) ? $0 : nil }
        } ?? standard
    }

    /// The one whose raw value is given.
    func choice<Choice: RawRepresentable<String> & CaseIterable>(_ key: String) -> Choice {
        guard case .choice(_, let standard) = setting(key).kind, let standard = Choice(rawValue: standard) else {
            preconditionFailure("'\(prefix + key)' is no such choice")
        }
        return read(key) { $0.text.flatMap { Choice(rawValue: $0) } } ?? standard
    }

    /// Those whose raw values are given, nil if the configuration does not say.
    func choices<Choice: RawRepresentable<String>>(_ key: String) -> [Choice]? {
        read(key) { value in
            guard let names = value.texts else { return nil }
            let choices = names.compactMap { Choice(rawValue: $0) }
            return choices.count == names.count ? choices : nil
        }
    }

    // MARK: Files and secrets

    /// A path; a relative one is relative to the configuration's file, or to the working directory if a variable of the
    /// environment gives it.
    func path(_ key: String) -> SettingPath? {
        let setting = setting(key)
        if let text = read(key, \.text) {
            let origin = file.given(setting)?.origin ?? .standard
            return SettingPath(path: file.place.path(text, of: setting.key), key: setting.key, origin: origin)
        }
        return setting.kind.standard.map {
            SettingPath(path: file.place.path($0, of: ""), key: setting.key, origin: .standard)
        }
    }

    /// The text, never shown and never in an error; only the environment may hold it.
    func secret(_ key: String) -> String? {
        guard let given = file.given(setting(key)), case .variable(let text) = given.value else { return nil }
        return text
    }

    /// Where a supervisor puts the secret of this name, nil if there is none that does.
    ///
    /// Of a whole folder, systemd joins its name and the file's: `LoadCredential=secrets:` in `Deploy/systemd`.
    func credential(_ key: String) -> SettingPath? {
        file.credentialsDirectory.map { directory in
            let ofFolder = "\(directory)/secrets_\(prefix)\(key)"
            return SettingPath(
                path: access(ofFolder, F_OK) == 0 ? ofFolder : "\(directory)/\(prefix)\(key)",
                key: prefix + key,
                origin: .variable("CREDENTIALS_DIRECTORY")
            )
        }
    }

    /// What to say where the secret of this name is needed and nothing gives it.
    func missingSecret(_ key: String) -> SettingsProblem {
        let name = SettingsPlace.variable(for: prefix + key)
        return missing(
            "\(key)File",
            "the path of a file that only you can read (mode 0600); or the secret itself in \(name)"
        )
    }

    /// What to say where a setting is needed and nothing gives it.
    ///
    /// - Parameter expected: nil for what the table says.
    func missing(_ key: String, _ expected: String? = nil) -> SettingsProblem {
        let setting = setting(key)
        return .missing(setting.key, expected: expected ?? setting.kind.expectation, file: file.path)
    }

    /// Whether anything stands there, be it usable or not.
    func isGiven(_ key: String) -> Bool { file.given(setting(key)) != nil }

    /// Whether anything of the scope is given, be it usable or not.
    var isAnythingGiven: Bool {
        SettingTable.all.contains { $0.key.utf8.starts(with: prefix.utf8) && file.given($0) != nil }
    }

    // MARK: What does not fit

    /// Notes that the value cannot be used.
    ///
    /// - Parameters:
    ///   - expected: nil for what the table says.
    ///   - entry: of a list, the one that is meant; from 1.
    func refuse(_ key: String, _ expected: String? = nil, entry: Int? = nil) {
        let setting = setting(key)
        guard let given = file.given(setting) else { return file.audit.note(missing(key, expected)) }
        var found = given.value.shown
        if let entry, let texts = given.value.texts, texts.indices.contains(entry - 1) {
            found = "\(ShownValue.quoted(texts[entry - 1])) as entry \(entry)"
        }
        file.audit.note(
            .unfit(
                given,
                expected: expected ?? setting.kind.expectation,
                found: setting.isSecret ? "a value that is withheld" : found
            )
        )
    }

    /// The elements as something else; the first that is none is noted.
    func elements<Element>(_ key: String, _ element: (String) -> Element?) -> [Element]? {
        guard let texts = texts(key) else { return nil }
        let elements = texts.map(element)
        if let index = elements.firstIndex(where: { $0 == nil }) { refuse(key, entry: index + 1) }
        return elements.compactMap(\.self)
    }
}
