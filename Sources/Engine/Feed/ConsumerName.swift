/// What a consumer of the feed is called, whose position is kept here.
package struct ConsumerName: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let text: String

    /// Nil unless it has 1 to 64 lower-case letters and digits of ASCII, hyphens, dots and underscores, and begins with
    /// a letter or a digit: it is the name of a file too.
    package init?(_ text: String) {
        let isPlain = text.utf8.allSatisfy { byte in
            Self.isLetter(byte) || byte == 0x2D || byte == 0x2E || byte == 0x5F
        }
        guard isPlain, (1...64).contains(text.utf8.count), text.utf8.first.map(Self.isLetter) == true else {
            return nil
        }
        self.text = text
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte)
    }

    package var description: String { text }
    package static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}
