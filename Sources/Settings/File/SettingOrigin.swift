/// Where the value of a setting comes from.
package enum SettingOrigin: Hashable, Sendable, CustomStringConvertible {
    /// The path as it was given, and the line as an editor counts.
    case file(String, line: Int)
    /// A variable of the environment.
    case variable(String)
    /// Nobody gave one, so the default counts, if there is one.
    case standard

    /// As compilers write places, so that editors can jump there.
    package var description: String {
        switch self {
        case .file(let path, let line): "\(path):\(line)"
        case .variable(let name): name
        case .standard: "default"
        }
    }
}
