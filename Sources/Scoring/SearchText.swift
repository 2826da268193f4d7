import Interactions
@_spi(_Unicode) import Swift

/// A text as people type it: without accents, in small letters, letters of one alphabet that have no accent to lose
/// written out.
package struct SearchText: Hashable, Sendable {
    private static let written: [Unicode.Scalar: String] = [
        "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h",
    ]

    package let text: String
    let words: [Substring]

    package init(_ original: String) {
        var scalars = String.UnicodeScalarView()
        for scalar in original._nfd where scalar.properties.generalCategory != .nonspacingMark {
            for small in scalar.properties.lowercaseMapping.unicodeScalars
            where small.properties.generalCategory != .nonspacingMark {
                if let written = Self.written[small] {
                    scalars.append(contentsOf: written.unicodeScalars)
                } else {
                    scalars.append(small)
                }
            }
        }
        text = String(scalars)
        words = text.split { !$0.isLetter && !$0.isNumber }
    }

    /// Whether each word of `query` begins a word of this text.
    func hasWords(of query: SearchText) -> Bool {
        query.words.allSatisfy { word in words.contains { $0.utf8.starts(with: word.utf8) } }
    }

    /// How far the best reading of this text is from what was typed: all of it, its words in another order, or one of
    /// them.
    func distance(to query: SearchText) -> Int {
        let own = ([text] + words.map { String($0) }).map { $0.distance(to: query.text) }.min() ?? .max
        guard words.count > 1, query.words.count > 1 else { return own }
        return min(own, sorted.distance(to: query.sorted))
    }

    private var sorted: String { words.sorted().joined(separator: " ") }
}
