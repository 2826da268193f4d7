/// A field of a stream: its name, what it holds and what that means.
package struct FeedColumn: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// 32 hexadecimal digits.
        case hash
        /// One of some words, or any text where there are none.
        case text(words: [String])
        case integer
        case boolean
        /// RFC 3339 in UTC.
        case instant
        /// A text such as `2026-11-30`.
        case date
    }

    package let name: String
    package let kind: Kind
    package let isNullable: Bool
    /// For whoever reads the schema.
    package let meaning: String

    init(_ name: String, _ kind: Kind, isNullable: Bool = true, _ meaning: String) {
        self.name = name
        self.kind = kind
        self.isNullable = isNullable
        self.meaning = meaning
    }

    static func text(_ name: String, _ words: [String] = [], _ meaning: String) -> FeedColumn {
        FeedColumn(name, .text(words: words), meaning)
    }
}
