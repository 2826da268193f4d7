@_spi(_Unicode) import Swift

/// Reads one address in any form in which programs write it, into a canonical local part and domain.
///
/// Understood: white space of any kind, quotes and angle brackets around it; `mailto:` and `smtp:` before it; full
/// stops, commas and semicolons behind it; `Name <address>`; comments (RFC 5322 §3.2.2); a local part in quotes that
/// needs none; scalars that nobody sees (Default_Ignorable_Code_Point). An `@` of another width is none: what another
/// program may take for a name makes nobody one of ours.
struct AddressSpelling {
    /// In lower case and NFC; in quotes only where it needs them.
    let local: String
    /// See `DomainSpelling`.
    let domain: String

    /// Bytes of a text that is looked at: display name and comments may be longer than the address.
    private static let longest = 1_024

    /// Nil unless there is exactly one `@` outside of quotes with something sensible on both sides.
    init?(_ raw: String) {
        guard raw.utf8.count <= Self.longest else { return nil }
        let seen = raw.unicodeScalars.lazy.filter { !$0.properties.isDefaultIgnorableCodePoint }
        // First of all, because some scalars compose to a comma or a letter in ASCII.
        let whole = Self.trimmed(Self.composed(seen)[...])
        // Lines may be folded; nothing else that controls has a place in a header.
        guard
            !whole.contains(where: {
                $0.properties.generalCategory == .control && !"\t\r\n".unicodeScalars.contains($0)
            })
        else { return nil }
        let text = Self.unwrapped(whole)
        guard let ats = Self.positions(of: "@", in: text), ats.count == 1, let at = ats.first,
            let local = Self.local(Self.trimmed(text[..<at])),
            let domain = DomainSpelling.canonical(Self.trimmed(text[(at + 1)...]))
        else { return nil }
        self.local = local
        self.domain = domain
    }

    /// The scalars in NFC.
    static func composed(_ scalars: some Sequence<Unicode.Scalar>) -> [Unicode.Scalar] {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        return Array(String(text)._nfc)
    }

    /// The scalars in lower case and NFC.
    static func folded(_ scalars: some Sequence<Unicode.Scalar>) -> [Unicode.Scalar] {
        composed(scalars.lazy.flatMap { $0.properties.lowercaseMapping.unicodeScalars })
    }

    static func text(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        return String(text)
    }

    // MARK: What is around an address

    /// Quotes that stand before or behind an address; the ASCII quotation mark may also be a part of it.
    private static let quotes: Set<Unicode.Scalar> = [
        "'", "\u{2018}", "\u{2019}", "\u{201A}", "\u{201C}", "\u{201D}", "\u{201E}", "\u{AB}", "\u{BB}",
    ]
    private static let ends: Set<Unicode.Scalar> = quotes.union(["\"", ",", ";", "."])
    private static let beginnings: Set<Unicode.Scalar> = quotes.union([",", ";"])

    /// Takes away one thing after the other until nothing is left to take.
    private static func unwrapped(_ text: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
        var text = text
        while true {
            let count = text.count
            text = withoutScheme(withoutName(withoutAngles(withoutComments(trimmed(text)))))
            if text.first == "[", text.last == "]" { text = text.dropFirst().dropLast() }
            text = trimmed(withoutQuotes(text))
            while let last = text.last, ends.contains(last) { text = text.dropLast() }
            while let first = text.first, beginnings.contains(first) { text = text.dropFirst() }
            if text.count == count { return text }
        }
    }

    private static func trimmed(_ text: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
        let isSpace: (Unicode.Scalar) -> Bool = { $0.properties.isWhitespace || $0.value < 0x20 && $0 != "\0" }
        var text = text.drop(while: isSpace)
        while let last = text.last, isSpace(last) { text = text.dropLast() }
        return text
    }

    /// Without the quotation marks, unless it is a quoted local part that begins with them.
    private static func withoutQuotes(_ text: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
        guard text.first == "\"" else { return text }
        guard let end = closing(text, from: text.startIndex) else { return text.dropFirst() }
        return end == text.endIndex - 1 ? text.dropFirst().dropLast() : text
    }

    /// What the one pair of angle brackets holds, the text as it is if there is none; brackets in quotes do not count.
    private static func withoutAngles(_ text: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
        guard let begins = positions(of: "<", in: text), let ends = positions(of: ">", in: text) else { return text }
        switch (begins.count, ends.count) {
        case (1, 1) where begins[0] < ends[0] && ends[0] == text.endIndex - 1: return text[(begins[0] + 1)..<ends[0]]
        case (1, 0) where begins[0] == text.startIndex: return text.dropFirst()
        case (0, 1) where ends[0] == text.endIndex - 1: return text.dropLast()
        default: return text
        }
    }

    /// The text as it is if a parenthesis has no partner.
    private static func withoutComments(_ text: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
        guard text.contains("(") else { return text }
        var left: [Unicode.Scalar] = []
        var depth = 0
        var index = text.startIndex
        while index < text.endIndex {
            switch text[index] {
            case "\"" where depth == 0:
                let end = closing(text, from: index) ?? index
                left += text[index...end]
                index = end
            case "\\" where depth > 0: index += 1
            case "(": depth += 1
            case ")" where depth > 0: depth -= 1
            case let scalar: if depth == 0 { left.append(scalar) }
            }
            index += 1
        }
        return depth == 0 ? left[...] : text
    }

    // MARK: Quoted strings

    /// Where a scalar stands outside of quotes; nil if quotes do not end.
    private static func positions(of wanted: Unicode.Scalar, in text: ArraySlice<Unicode.Scalar>) -> [Int]? {
        var found: [Int] = []
        var index = text.startIndex
        while index < text.endIndex {
            if text[index] == "\"" {
                guard let end = closing(text, from: index) else { return nil }
                index = end
            } else if text[index] == wanted {
                found.append(index)
            }
            index += 1
        }
        return found
    }

    /// The position of the quotation mark that closes the one at `start`.
    private static func closing(_ text: ArraySlice<Unicode.Scalar>, from start: Int) -> Int? {
        var index = start + 1
        while index < text.endIndex {
            switch text[index] {
            case "\"": return index
            case "\\": index += 2
            default: index += 1
            }
        }
        return nil
    }

    /// The words of a local part (RFC 5322 §3.4.1 with `obs-local-part`) as one text, nil if it is none.
    private static func local(_ text: ArraySlice<Unicode.Scalar>) -> String? {
        var content: [Unicode.Scalar] = []
        var index = text.startIndex
        while index < text.endIndex {
            if text[index] == "\"", index == text.startIndex || text[index - 1] == "." {
                guard let end = closing(text, from: index) else { return nil }
                var isEscaped = false
                for scalar in text[(index + 1)..<end] {
                    isEscaped = !isEscaped && scalar == "\\"
                    if !isEscaped { content.append(scalar) }
                }
                index = end + 1
                guard index == text.endIndex || text[index] == "." else { return nil }
            } else {
                guard isAtom(text[index]) else { return nil }
                content.append(text[index])
                index += 1
            }
        }
        content = folded(content)
        guard let first = content.first, content.allSatisfy({ $0 == " " || isVisible($0) }) else { return nil }
        if !beginnings.contains(first), content.allSatisfy(isAtom) { return Self.text(content) }
        return "\"" + Self.text(content.flatMap { $0 == "\"" || $0 == "\\" ? ["\\", $0] : [$0] }) + "\""
    }

    private static func isAtom(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII ? EmailAddress.isAtom(UInt8(ascii: scalar)) : isVisible(scalar)
    }

    /// Nothing that controls, separates or is not assigned.
    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .spaceSeparator, .lineSeparator,
            .paragraphSeparator:
            false
        default: true
        }
    }
}
