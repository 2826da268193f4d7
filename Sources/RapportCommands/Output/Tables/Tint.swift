/// What a colour says in a table; whoever sees none loses nothing.
package enum Tint: Sendable {
    case good, fair, poor
    /// The heads of columns.
    case head
    /// Remarks.
    case faint

    /// `text` between the commands of ECMA-48, section 8.3.117.
    func around(_ text: String) -> String {
        let code =
            switch self {
            case .good: 32
            case .fair: 33
            case .poor: 31
            case .head: 1
            case .faint: 2
            }
        return "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }
}

extension Tint {
    /// Of a state of health, by its name; nil for one that is no score.
    static func health(_ state: String) -> Tint? {
        switch state {
        case "good": .good
        case "fair": .fair
        case "poor": .poor
        default: nil
        }
    }
}
