/// A person's name as a directory or the CRM writes it, in whatever order.
package struct PersonName: Hashable, Sendable {
    private static let titles: Set<String> = [
        "dr", "prof", "professor", "mr", "mrs", "ms", "mx", "miss", "sir", "herr", "frau", "ing", "mag", "med", "rer",
        "nat", "jur", "phil", "h.c", "e.h", "dott", "mgr", "bc", "judr", "mudr", "phdr", "rndr", "mme",
        "mlle",
    ]
    private static let suffixes: Set<String> = [
        "jr", "sr", "ii", "iii", "iv", "phd", "ph.d", "md", "m.d", "mba", "msc", "m.sc", "bsc", "b.sc", "ma", "m.a",
        "llm",
        "ll.m", "esq", "cpa", "cfa", "pmp",
    ]

    /// In the order in which one says it: `Oscar Virtanen`, also of `Virtanen, Oscar`.
    package let spoken: String
    /// By what one greets, without title and further names; nil where it cannot be told.
    package let first: String?

    /// How one addresses the person: by the first name, else by the whole name; empty where there is nothing but an
    /// address, or no letter at all.
    package var greeted: String {
        if let first { return first }
        let isName = spoken.unicodeScalars.contains(where: \.properties.isAlphabetic)
        return isName && !spoken.utf8.contains(UInt8(ascii: "@")) ? spoken : ""
    }

    /// - Parameter called: by what the person is called, where that is known apart from the name; an initial or an
    ///   address in its place counts for nothing.
    package init(_ text: String, called: String?) {
        let name = PersonName(text)
        spoken = name.spoken
        first = called.flatMap { PersonName($0).first == nil ? nil : $0 } ?? name.first
    }

    package init(_ text: String) {
        let parts = Self.withoutAsides(text).split(separator: ",").map { Self.words($0) }.filter { !$0.isEmpty }
        let names = parts.first ?? []
        let given = parts.dropFirst().first {
            !$0.allSatisfy { Self.isTitle($0) || Self.suffixes.contains(Self.plain($0)) }
        }
        if let given {
            spoken = (given + names).joined(separator: " ")
            first = Self.callable(given.first { !Self.isTitle($0) })
            return
        }
        spoken = parts.isEmpty ? text : names.joined(separator: " ")
        let said = names.filter { !Self.isTitle($0) && !Self.suffixes.contains(Self.plain($0)) }
        // `VIRTANEN Oscar`: capitals mark the family's name.
        let isMarked = said.count > 1 && Self.isInCapitals(said[0]) && !Self.isInCapitals(said[said.count - 1])
        first = Self.callable(isMarked ? said.first { !Self.isInCapitals($0) } : said.first)
    }

    private static func words(_ text: Substring) -> [String] {
        text.split { $0.isWhitespace }.map { String($0) }
    }

    /// What stands in brackets is a department or a remark.
    private static func withoutAsides(_ text: String) -> String {
        var kept = String.UnicodeScalarView()
        var depth = 0
        for scalar in text.unicodeScalars {
            switch scalar {
            case "(", "[": depth += 1
            case ")", "]": depth = max(0, depth - 1)
            default: if depth == 0 { kept.append(scalar) }
            }
        }
        return String(kept)
    }

    private static func plain(_ word: String) -> String {
        var word = word.lowercased()
        while word.utf8.last == UInt8(ascii: ".") { word.removeLast() }
        return word
    }

    /// What is cut short is one, `pol.` and `Dipl.-Wirt.-Inf.` among them; one letter that is may be a name's.
    private static func isTitle(_ word: String) -> Bool {
        if word.utf8.last == UInt8(ascii: "."), word.unicodeScalars.count(where: \.properties.isAlphabetic) > 1 {
            return true
        }
        let parts = word.split(separator: "-").map { plain(String($0)) }
        return parts.first == "dipl" || (!parts.isEmpty && parts.allSatisfy { titles.contains($0) })
    }

    /// In capitals but for a prefix, as in `McDONALD`.
    private static func isInCapitals(_ word: String) -> Bool {
        var letters = word.unicodeScalars.filter(\.properties.isAlphabetic)[...]
        for prefix in ["Mac", "Mc"] where letters.starts(with: prefix.unicodeScalars) {
            letters = letters.dropFirst(prefix.unicodeScalars.count)
            break
        }
        return letters.count > 1 && letters.allSatisfy(\.properties.isUppercase)
    }

    /// Nobody is called by an initial or by an address.
    private static func callable(_ word: String?) -> String? {
        guard let word, !word.utf8.contains(UInt8(ascii: "@")) else { return nil }
        let letters = word.unicodeScalars.filter(\.properties.isAlphabetic)
        return letters.count > 1
            || (letters.count == 1 && word.utf8.last != UInt8(ascii: ".") && letters.first?.isASCII == false)
            ? word : nil
    }
}
