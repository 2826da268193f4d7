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
        // A loop: with a closure it takes as long as the making of the whole text.
        for scalar in json.unicodeScalars where isHarmful(scalar) { return escaped(json) }
        return json
    }

    private static func escaped(_ json: String) -> String {
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

    /// For a cell that a spreadsheet opens, before any quotes: what it could take for a formula begins with an
    /// apostrophe.
    package static func withoutFormula(_ text: String) -> String {
        (isFormula(text.unicodeScalars[...]) ? "'" : "") + self.text(text)
    }

    /// For a cell of a file that this program reads again: the same value, but for an apostrophe before what a
    /// spreadsheet could take for a formula.
    package static func guarded(_ cell: String) -> String { isFormulaBehindApostrophes(cell) ? "'" + cell : cell }

    /// What `guarded` made a cell of, back again; any other text stays.
    package static func unguarded(_ cell: String) -> String {
        guard cell.unicodeScalars.first == "'", isFormulaBehindApostrophes(cell) else { return cell }
        return String(cell.unicodeScalars.dropFirst())
    }

    private static func isFormulaBehindApostrophes(_ cell: String) -> Bool {
        isFormula(cell.unicodeScalars.drop { $0 == "'" })
    }

    private static func isFormula(_ text: Substring.UnicodeScalarView) -> Bool {
        text.first.map("=+-@\t\r".unicodeScalars.contains) ?? false
    }

    /// Whether a terminal, or who reads it, could take a scalar for a command or for another line.
    package static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
        // To look up the category takes longer than all else that is done with a text.
        if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F }
        return switch scalar.properties.generalCategory {
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
