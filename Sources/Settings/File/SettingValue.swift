import Interactions

/// What is given for one setting, still to be understood.
enum SettingValue: Hashable, Sendable {
    case text(String)
    /// As it is written.
    case number(String)
    case flag(Bool)
    case null
    case list([SettingValue])
    case object
    /// What a variable of the environment holds, where everything is a text.
    case variable(String)

    /// Nil for what is no text, and for an empty one, which is never meant.
    var text: String? {
        switch self {
        case .text(let text), .variable(let text): text.isEmpty ? nil : text
        default: nil
        }
    }

    /// Nil for what is no whole number.
    var number: Int? {
        switch self {
        case .number(let text), .variable(let text): Int(text)
        default: nil
        }
    }

    /// Nil for what is neither true nor false.
    var flag: Bool? {
        switch self {
        case .flag(let flag): flag
        case .variable("true"), .variable("TRUE"), .variable("1"): true
        case .variable("false"), .variable("FALSE"), .variable("0"): false
        default: nil
        }
    }

    /// Nil for what is no list of texts; a variable has commas between them.
    var texts: [String]? {
        switch self {
        case .list(let values):
            let texts = values.compactMap(\.element)
            return texts.count == values.count ? texts : nil
        case .variable(""): return []
        case .variable(let text):
            return text.split(separator: ",", omittingEmptySubsequences: false).map { String($0.trimmed) }
        default: return nil
        }
    }

    private var element: String? { if case .text(let text) = self { text } else { nil } }

    /// What is there, for people; without anything that could be an address or hold a password.
    var shown: String {
        switch self {
        case .text(let text), .variable(let text): ShownValue.quoted(text)
        case .number(let text): ShownValue.quoted(text)
        case .flag(let flag): flag ? "true" : "false"
        case .null: "null"
        case .list(let values): values.isEmpty ? "an empty list" : "a list"
        case .object: "an object"
        }
    }
}

extension Substring {
    /// Without the spaces that people put behind commas.
    fileprivate var trimmed: Substring {
        var rest = self
        while rest.utf8.first == UInt8(ascii: " ") { rest.removeFirst() }
        while rest.utf8.last == UInt8(ascii: " ") { rest.removeLast() }
        return rest
    }
}
