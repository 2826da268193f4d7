/// Brings a mail domain to the one spelling that DNS has for it.
///
/// By UTS 46 without its transitional rules: lower case, NFC, the ideographic and full-width full stops and the
/// full-width forms of ASCII, then Punycode. Not covered: other compatibility mappings, such as ligatures and
/// superscripts, and the rules for joiners and for both directions in one label. A label that is in Punycode already
/// stays as it is.
/// <https://www.unicode.org/reports/tr46/>
enum DomainSpelling {
    /// Nil if it can be no domain and no address literal (RFC 5321 §4.1.3).
    static func canonical(_ text: ArraySlice<Unicode.Scalar>) -> String? {
        if text.first == "[", text.last == "]" { return literal(text) }
        let mapped = AddressSpelling.folded(text.lazy.map(withoutWidth))
        var labels = mapped.split(separator: ".", omittingEmptySubsequences: false)
        while let last = labels.last, last.isEmpty { labels.removeLast() }
        guard !labels.isEmpty else { return nil }
        var domain = ""
        for label in labels {
            guard let label = canonical(label: label) else { return nil }
            if !domain.isEmpty { domain += "." }
            domain += label
        }
        return domain
    }

    private static func canonical(label: ArraySlice<Unicode.Scalar>) -> String? {
        guard let first = label.first, label.allSatisfy(isAllowed) else { return nil }
        if label.allSatisfy(\.isASCII) { return AddressSpelling.text(label) }
        // What combines would belong to the full stop or the `@` before it; what looks like Punycode would be taken for
        // it.
        guard !isMark(first), !label.starts(with: "xn--".unicodeScalars) else { return nil }
        return Punycode.encode(label).map { "xn--" + $0 }
    }

    private static func literal(_ text: ArraySlice<Unicode.Scalar>) -> String? {
        let inside = text.dropFirst().dropLast()
        let isPlain = inside.allSatisfy {
            (0x21...0x7E).contains($0.value) && !"[]\\@<>(),;\"".unicodeScalars.contains($0)
        }
        return isPlain && !inside.isEmpty ? "[" + AddressSpelling.text(inside).lowercased() + "]" : nil
    }

    private static func withoutWidth(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0x3002, 0xFF0E, 0xFF61: "."
        case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
        default: scalar
        }
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: false
        }
    }

    /// Letters, digits and marks of any script; the hyphen; the underscore, as real hosts have it; symbols such as
    /// emoji; and the few signs that IDNA takes for letters.
    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "-", "_", "\u{B7}", "\u{375}", "\u{5F3}", "\u{5F4}", "\u{30FB}": return true
        default: break
        }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .otherNumber, .nonspacingMark, .spacingMark, .enclosingMark, .otherSymbol:
            return true
        default: return false
        }
    }
}
