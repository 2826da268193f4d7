import FoundationEssentials
import Glibc

/// The configuration file and the environment over it, read strictly; each mistake is noted and not thrown, so that all
/// are found at once.
struct SettingsFile: Sendable {
    let path: String
    let place: SettingsPlace
    let audit = SettingsAudit()
    /// By key; of doubles the first.
    private let entries: [String: SettingsText.Entry]
    /// Those of the environment's variables that are meant for this program.
    private let variables: [String: String]
    /// What a supervisor hands over in place of files (`CREDENTIALS_DIRECTORY` of systemd), nil if nobody does.
    let credentialsDirectory: String?

    /// - Parameter environment: variables with the prefix `RAPPORT_` win over the file.
    /// - Throws: `SettingsError` if the file is no object of JSON.
    init(path: String, environment: [String: String]) throws(SettingsError) {
        guard let bytes = try? Data(contentsOf: URL(filePath: path)) else { throw Self.unreadable(path) }
        try self.init(path: path, bytes: Array(bytes), environment: environment)
    }

    private static func unreadable(_ path: String) -> SettingsError {
        var status = stat()
        let isThere = stat(path, &status) == 0
        let text: String
        if !isThere, errno == ENOENT {
            text = "cannot be read. Name another one with --config, or make one with 'rapport init'."
        } else if isThere, status.st_mode & S_IFMT == S_IFDIR {
            text = "is a folder. Name a file in it with --config."
        } else {
            let code = isThere && access(path, R_OK) == 0 ? EIO : errno
            text =
                "cannot be read (\(String(cString: strerror(code))))."
                + (code == EACCES ? " Run this as the user whom it belongs to, or let your own read it." : "")
        }
        return SettingsError([.file(path, "a file that can be read", "The configuration file '\(path)' \(text)")])
    }

    /// - Parameter path: where the text is, or will be.
    init(path: String, bytes: [UInt8], environment: [String: String]) throws(SettingsError) {
        self.path = path
        do {
            var entries: [String: SettingsText.Entry] = [:]
            for entry in try SettingsText.entries(of: bytes) {
                if let first = entries[entry.key] {
                    audit.note(
                        .doubled(
                            entry.key,
                            at: .file(path, line: entry.line),
                            first: .file(path, line: first.line)
                        )
                    )
                } else {
                    entries[entry.key] = entry
                }
                if let outer = Self.setting(around: entry.key), entries[outer] == nil {
                    entries[outer] = SettingsText.Entry(key: outer, value: .object, line: entry.line)
                }
            }
            self.entries = entries
        } catch {
            throw SettingsError([
                .file(path, line: error.line, error.expected, "This is not JSON; expected \(error.expected).")
            ])
        }
        variables = environment.filter { $0.key.utf8.starts(with: SettingsPlace.prefix.utf8) }
        credentialsDirectory = environment["CREDENTIALS_DIRECTORY"]
        place = SettingsPlace(file: path, variables: Set(variables.keys))
    }

    /// The setting that is given as an object, so that this key seems to be in it.
    private static func setting(around key: String) -> String? {
        SettingTable.all.flatMap(\.keys).first { key.utf8.starts(with: ($0 + ".").utf8) }
    }

    /// What is given for a setting, under its name or a former one; nil if nothing is.
    func given(_ setting: Setting) -> GivenSetting? {
        audit.ask(setting.key)
        let all = setting.keys.compactMap { given($0) }
        for other in all.dropFirst() where other.value != all[0].value {
            audit.note(.doubled(setting.key, at: other.origin, first: all[0].origin))
        }
        return all.first
    }

    private func given(_ key: String) -> GivenSetting? {
        let name = SettingsPlace.variable(for: key)
        if let value = variables[name] {
            return GivenSetting(key: key, value: .variable(value), origin: .variable(name))
        }
        return entries[key].map { GivenSetting(key: key, value: $0.value, origin: .file(path, line: $0.line)) }
    }

    /// Notes secrets that stand in the file, and keys and variables that mean nothing.
    func checkNames() {
        let known = SettingTable.all.flatMap(\.keys)
        let secrets = Set(SettingTable.all.filter(\.isSecret).map(\.key))
        let names = Set(known)
        for entry in entries.values.sorted(by: { ($0.line, $0.key) < ($1.line, $1.key) }) {
            let origin = SettingOrigin.file(path, line: entry.line)
            if secrets.contains(entry.key) {
                audit.note(.misplaced(entry.key, at: origin))
            } else if !names.contains(entry.key) {
                note(unknown: entry, at: origin, known: known)
            }
        }
        let variableNames = Set(known.map { SettingsPlace.variable(for: $0) })
        for name in variables.keys.sorted() where !variableNames.contains(name) {
            audit.note(.unknown(name, at: .variable(name), known: variableNames))
        }
    }

    private func note(unknown entry: SettingsText.Entry, at origin: SettingOrigin, known: [String]) {
        let inner = SettingTable.all.first { $0.key.utf8.starts(with: (entry.key + ".").utf8) }
        if let inner {
            let expected = "an object with settings such as '\(inner.key)'"
            let given = GivenSetting(key: entry.key, value: entry.value, origin: origin)
            audit.note(.unfit(given, expected: expected, found: entry.value.shown))
        } else if Self.setting(around: entry.key) == nil {
            audit.note(.unknown(entry.key, at: origin, known: known))
        }
    }

    /// - Throws: `SettingsError` with every mistake, in the order of the file.
    func finish() throws(SettingsError) {
        checkNames()
        assert(audit.asked == Set(SettingTable.all.map(\.key)), "a row of the table that nobody reads")
        let problems = audit.problems
        guard !problems.isEmpty else { return }
        throw SettingsError(
            problems.enumerated().sorted { ($0.element.origin, $0.offset) < ($1.element.origin, $1.offset) }
                .map(\.element)
        )
    }
}

extension SettingOrigin: Comparable {
    /// Lines of the file first, then variables.
    package static func < (left: SettingOrigin, right: SettingOrigin) -> Bool {
        switch (left, right) {
        case (.file(_, let left), .file(_, let right)): left < right
        case (.variable(let left), .variable(let right)): left < right
        case (.standard, _), (.file, .variable): left != right
        case (_, .standard), (.variable, .file): false
        }
    }
}
