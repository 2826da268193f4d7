import Configuration

/// Reads settings of one scope. What cannot be used is noted and not thrown, because every setting must be asked for
/// before one can be called unknown; the default stands in until `ConfigurationFile.finish` refuses the whole.
struct Settings {
    private let reader: ConfigReader
    private let audit: ConfigurationAudit
    private let prefix: String

    init(_ reader: ConfigReader, audit: ConfigurationAudit, prefix: String = "") {
        self.reader = reader
        self.audit = audit
        self.prefix = prefix
    }

    func scoped(to key: String) -> Settings {
        Settings(reader.scoped(to: ConfigKey(key)), audit: audit, prefix: prefix + key + ".")
    }

    func text(_ key: String) -> String? { reader.string(forKey: ConfigKey(key)) }
    func texts(_ key: String) -> [String]? { reader.stringArray(forKey: ConfigKey(key)) }
    func flag(_ key: String, default value: Bool) -> Bool { reader.bool(forKey: ConfigKey(key), default: value) }

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

    /// - Throws: `CommandFailure` if there is none.
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

    func failure(_ key: String, _ expected: String) -> CommandFailure {
        CommandFailure(.badConfiguration, "'\(prefix)\(key)' must be \(expected).")
    }
}
