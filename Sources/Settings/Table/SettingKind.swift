/// What a setting can be, and what it is if nobody says.
package enum SettingKind: Hashable, Sendable {
    /// - Parameters:
    ///   - form: what it must be, in words that follow on "must be".
    ///   - standard: used in its place; nil if there is none.
    case text(_ form: String, default: String? = nil)
    case path(_ target: PathTarget, default: String? = nil)
    /// Only in the environment or handed over by a supervisor.
    case secret
    case flag(default: Bool)
    case number(ClosedRange<Int>, default: Int)
    /// A time span as `Duration.spelling` writes it.
    case span(ClosedRange<Duration>, default: Duration)
    case choice([String], default: String)
    /// Texts; the form of each, in the plural.
    case list(_ form: String)

    /// What has to be where a path leads.
    package enum PathTarget: Hashable, Sendable {
        case file
        /// A file that nobody else can read.
        case secretFile
        /// A file that is made if it is not there.
        case madeFile
        /// A folder that is made if it is not there.
        case folder
    }

    /// The choice between all cases of a type, by their raw values.
    static func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ type: Choice.Type = Choice.self,
        default standard: Choice
    ) -> SettingKind {
        .choice(type.allCases.map(\.rawValue), default: standard.rawValue)
    }

    /// A list out of all cases of a type, by their raw values.
    static func list<Choice: RawRepresentable<String> & CaseIterable>(outOf type: Choice.Type) -> SettingKind {
        .list("out of " + names(type))
    }

    static func names<Choice: RawRepresentable<String> & CaseIterable>(_ type: Choice.Type) -> String {
        type.allCases.map(\.rawValue).joined(separator: ", ")
    }

    /// What a value must be, in words that follow on "must be".
    package var expectation: String {
        switch self {
        case .text(let form, _): form
        case .path(.file, _), .path(.madeFile, _): "the path of a file"
        case .path(.secretFile, _): "the path of a file that only you can read (mode 0600)"
        case .path(.folder, _): "the path of a folder"
        case .secret: "a text in the environment"
        case .flag: "true or false"
        case .number(let range, _): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .span(let range, let standard):
            "a time span from \(range.lowerBound.spelling) to \(range.upperBound.spelling), such as "
                + standard.spelling
        case .choice(let names, _): "one of \(names.joined(separator: ", "))"
        case .list(let form): "a list \(form)"
        }
    }

    /// The default as it would be written, without quotes; nil if there is none.
    package var standard: String? {
        switch self {
        case .text(_, let standard), .path(_, let standard): standard
        case .secret, .list: nil
        case .flag(let standard): String(standard)
        case .number(_, let standard): String(standard)
        case .span(_, let standard): standard.spelling
        case .choice(_, let standard): standard
        }
    }

    var isPath: Bool { if case .path = self { true } else { false } }
}
