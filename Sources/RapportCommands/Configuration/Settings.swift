import Configuration

/// Reads settings of one scope and words what is wrong with them.
struct Settings {
    private let reader: ConfigReader
    private let prefix: String

    init(_ reader: ConfigReader, prefix: String = "") {
        self.reader = reader
        self.prefix = prefix
    }

    func scoped(to key: String) -> Settings {
        Settings(reader.scoped(to: ConfigKey(key)), prefix: prefix + key + ".")
    }

    func text(_ key: String) -> String? { reader.string(forKey: ConfigKey(key)) }
    func texts(_ key: String) -> [String]? { reader.stringArray(forKey: ConfigKey(key)) }
    func flag(_ key: String, default value: Bool) -> Bool { reader.bool(forKey: ConfigKey(key), default: value) }

    /// The text, never logged and never in an error.
    func secret(_ key: String) -> String? { reader.string(forKey: ConfigKey(key), isSecret: true) }

    /// One of the raw values of `Choice`; another one is noted as unfit.
    func choice<Choice: RawRepresentable<String> & Sendable>(_ key: String, default value: Choice) -> Choice {
        reader.string(forKey: ConfigKey(key), as: Choice.self, default: value)
    }

    /// - Throws: `CommandFailure` if there is none.
    func required(_ key: String) throws -> String {
        guard let text = text(key), !text.isEmpty else { throw failure(key, "a text, and must be given") }
        return text
    }

    /// - Throws: `CommandFailure` outside of `range`.
    func number(_ key: String, default value: Int, in range: ClosedRange<Int>) throws -> Int {
        let number = reader.int(forKey: ConfigKey(key), default: value)
        guard range.contains(number) else {
            throw failure(key, "a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    func failure(_ key: String, _ expected: String) -> CommandFailure {
        CommandFailure(.badConfiguration, "'\(prefix)\(key)' must be \(expected).")
    }
}
