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
}
