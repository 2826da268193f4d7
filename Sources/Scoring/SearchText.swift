import Interactions
@_spi(_Unicode) import Swift

/// A text as people type it: without accents, in small letters and one width, letters of one alphabet that have no
/// accent to lose written out.
///
/// It has two readings, because `Müller` is typed as `Muller` and as `Mueller`.
package struct SearchText: Hashable, Sendable {
    /// Accents left out.
    package let text: String
    let words: [Substring]
    /// Umlauts and the like written as two letters; the same as `text` where there are none.
    let written: String
    let writtenWords: [Substring]

    package init(_ original: String) {
        var folding = TextFolding()
        for scalar in original.unicodeScalars { folding.add(scalar) }
        (text, written) = folding.readings
        words = Self.words(text)
        writtenWords = Self.words(written)
    }

    private static func words(_ text: String) -> [Substring] { text.split { !$0.isLetter && !$0.isNumber } }

    /// Whether one of the ways to read it is one of those to read another.
    func isSame(as other: SearchText) -> Bool {
        text == other.text || written == other.written || text == other.written || written == other.text
    }

    /// Whether it has the same words, in any order.
    func hasSameWords(as other: SearchText) -> Bool {
        let (own, written) = (Set(words), Set(writtenWords))
        return [other.words, other.writtenWords].contains { own == Set($0) || written == Set($0) }
    }

    /// Whether one of the ways to read it contains one of those to read another.
    func contains(_ other: SearchText) -> Bool {
        [text, written].contains { $0.contains(other.text) || $0.contains(other.written) }
    }

    /// Whether each word of `query` begins a word of this text.
    func hasWords(of query: SearchText) -> Bool { query.words.indices.allSatisfy { hasWord($0, of: query) } }

    /// Whether a word of `query`, by its place, begins a word of this text.
    func hasWord(_ place: Int, of query: SearchText) -> Bool {
        [query.words[place], query.writtenWords[place]].contains { typed in
            (words + writtenWords).contains { $0.utf8.starts(with: typed.utf8) }
        }
    }

    /// How far the best reading of this text is from what was typed: all of it, its words in another order, or one of
    /// them.
    func distance(to query: SearchText) -> Int {
        let own =
            ([text, written] + (words + writtenWords).map { String($0) })
            .map { min($0.distance(to: query.text), $0.distance(to: query.written)) }.min() ?? .max
        guard words.count > 1, query.words.count > 1 else { return own }
        return min(own, sorted.distance(to: query.sorted))
    }

    private var sorted: String { words.sorted().joined(separator: " ") }
}
