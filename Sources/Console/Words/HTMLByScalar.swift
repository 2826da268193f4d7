import Mustache

/// Escapes text for HTML, on scalars: on characters, a mark that combines would hide the bracket before it.
struct HTMLByScalar: MustacheContentType {
    /// How a template asks for it; one that does not is refused.
    static let name = "HTML-BY-SCALAR"
    static let pragma = "{{% CONTENT_TYPE:\(name)}}"

    func escapeText(_ text: String) -> String { Self.escape(text) }

    static func escape(_ text: String) -> String {
        // A loop: with a closure it takes longer than all else that is done with a text.
        for scalar in text.unicodeScalars where !isItself(scalar) { return escaped(text) }
        return text
    }

    private static func escaped(_ text: String) -> String {
        var escaped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
            case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
            case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
            case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
            case "'": escaped.append(contentsOf: "&#39;".unicodeScalars)
            case "`": escaped.append(contentsOf: "&#96;".unicodeScalars)
            default: escaped.append(isItself(scalar) ? scalar : "\u{FFFD}")
            }
        }
        return String(escaped)
    }

    /// Whether a scalar is shown as it is.
    private static func isItself(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "&", "<", ">", "\"", "'", "`": false
        case "\t", "\n": true
        default: isHarmless(scalar)
        }
    }

    /// What changes the direction of the text around it, ends a line or cannot be seen is shown as a mark.
    private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
        // To look up the category takes longer than all else that is done with a text.
        if scalar.isASCII { return scalar.value >= 0x20 && scalar.value != 0x7F }
        return switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }
}
