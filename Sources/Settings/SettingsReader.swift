import Configuration

/// Reads settings of one scope.
///
/// What cannot be used is noted and not thrown, because every setting must be asked for before one can be called
/// unknown; the default stands in until `SettingsFile.finish` refuses the whole.
struct SettingsReader {
    private let reader: ConfigReader
    private let audit: SettingsAudit
    private let place: SettingsPlace
    private let prefix: String

    /// - Parameter place: what relative paths are relative to.
    init(_ reader: ConfigReader, audit: SettingsAudit, place: SettingsPlace, prefix: String = "") {
        self.reader = reader
        self.audit = audit
        self.place = place
        self.prefix = prefix
    }

    func scoped(to key: String) -> SettingsReader {
        SettingsReader(reader.scoped(to: ConfigKey(key)), audit: audit, place: place, prefix: prefix + key + ".")
    }

    func text(_ key: String) -> String? { reader.string(forKey: ConfigKey(key)) }
    func texts(_ key: String) -> [String]? { reader.stringArray(forKey: ConfigKey(key)) }
    func flag(_ key: String, default value: Bool) -> Bool { reader.bool(forKey: ConfigKey(key), default: value) }

    /// A path; a relative one is relative to the configuration's file, or to the working directory if a variable of the
    /// environment gives it.
    func path(_ key: String) -> String? { text(key).map { place.path($0, of: prefix + key) } }

    /// The path that stands for a setting which is not given.
    func path(default path: String) -> String { place.path(path, of: "") }

    /// The text, never logged and never in an error.
    func secret(_ key: String) -> String? { reader.string(forKey: ConfigKey(key), isSecret: true) }

    /// The one whose raw value is given.
    func choice<Choice: RawRepresentable<String> & CaseIterable>(_ key: String, default value: Choice) -> Choice {
        guard let text = text(key) else { return value }
        guard let choice = Choice(rawValue: text) else {
            refuse(key, "one of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))")
            return value
        }
        return choice
    }

    /// - Throws: `SettingsError` if there is none.
    func required(_ key: String) throws -> String {
        guard let text = text(key), !text.isEmpty else { throw failure(key, "a text, and must be given") }
        return text
    }

    func number(_ key: String, default value: Int, in range: ClosedRange<Int>) -> Int {
        let number = reader.int(forKey: ConfigKey(key), default: value)
        guard range.contains(number) else {
            refuse(key, "a whole number from \(range.lowerBound) to \(range.upperBound)")
            return value
        }
        return number
    }

    /// Notes that the value of `key` cannot be used.
    func refuse(_ key: String, _ expected: String) {
        audit.refuse(prefix + key, expected: expected)
    }

    func failure(_ key: String, _ expected: String) -> SettingsError {
        SettingsError("'\(prefix)\(key)' must be \(expected).")
    }
}
