import Engine
import Interactions

/// JSON of single values, without an encoder: a log line must never fail.
enum JSONText {
    /// A string (RFC 8259, section 7), harmless on terminals too.
    static func quoted(_ text: String) -> String {
        var scalars = String.UnicodeScalarView("\"".unicodeScalars)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": scalars.append(contentsOf: ["\\", scalar])
            default: scalars.append(scalar)
            }
        }
        scalars.append("\"")
        return Harmless.json(String(scalars))
    }

    /// A number where the text is one as JSON writes it, a string otherwise.
    static func value(_ text: String) -> String {
        let digits = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
        let isNumber =
            (1...15).contains(digits.count)
            && digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            && (digits.first != UInt8(ascii: "0") || digits.count == 1)
        return isNumber ? text : quoted(text)
    }
}
