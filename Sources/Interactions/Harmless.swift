/// Text from outside, made harmless for where it is shown; on scalars, because a mark that combines hides its
/// neighbour.
package enum Harmless {
    /// For a terminal: whatever it, or who reads it, could take for a command or for another line becomes a question
    /// mark.
    ///
    /// That is C0, C1, what changes the direction of text or cannot be seen, and U+2028 and U+2029. Line feeds stay.
    package static func text(_ text: String) -> String {
        text.mapScalars { isHarmful($0) && $0 != "\n" ? "?" : $0 }
    }

    /// For a cell of a table, which is one line.
    package static func cell(_ text: String) -> String {
        text.mapScalars { isHarmful($0) ? "?" : $0 }
    }

    /// For JSON: the same value, with escapes in place of what could be harmful (RFC 8259, section 7).
    package static func json(_ json: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in json.unicodeScalars {
            guard isHarmful(scalar) else {
                scalars.append(scalar)
                continue
            }
            for unit in String(scalar).utf16 {
                let digits = String(unit, radix: 16)
                scalars.append(
                    contentsOf: "\\u\(String(repeating: "0", count: 4 - digits.utf8.count))\(digits)".unicodeScalars
                )
            }
        }
        return String(scalars)
    }

    /// For a cell of RFC 4180 that a spreadsheet opens: what it could take for a formula begins with an apostrophe.
    package static func commaSeparated(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        var needsQuotes = false
        for shown in withoutFormula(text).unicodeScalars {
            if shown == "\"" { scalars.append("\"") }
            if shown == "," || shown == "\"" || shown == "\n" { needsQuotes = true }
            scalars.append(shown)
        }
        return needsQuotes ? "\"" + String(scalars) + "\"" : String(scalars)
    }

    /// What no spreadsheet takes for a formula, before any quotes: one begins with an apostrophe.
    package static func withoutFormula(_ text: String) -> String {
        let isFormula = text.unicodeScalars.first.map("=+-@\t\r".unicodeScalars.contains) ?? false
        return (isFormula ? "'" : "") + self.text(text)
    }

    private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}

extension String {
    fileprivate func mapScalars(_ transform: (Unicode.Scalar) -> Unicode.Scalar) -> String {
        var scalars = UnicodeScalarView()
        for scalar in unicodeScalars { scalars.append(transform(scalar)) }
        return String(scalars)
    }
}
