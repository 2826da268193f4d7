/// The life of a store: within it a sequence number names one moment, and identifiers keep their meaning.
///
/// A store that is made anew or restored begins another one.
package struct StoreEpoch: Hashable, Sendable, CustomStringConvertible {
    /// 32 hexadecimal digits in lower case.
    package let text: String

    /// Nil unless the text has 32 hexadecimal digits.
    package init?(_ text: String) {
        let text = text.lowercased()
        let isHexadecimal = text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
        guard isHexadecimal, text.utf8.count == 32 else { return nil }
        self.text = text
    }

    package var description: String { text }
}

/// How far a store can tell, and of which life.
package struct FeedExtent: Hashable, Sendable {
    package let epoch: StoreEpoch
    /// The last sequence number that was given.
    package let sequence: Int64

    package init(epoch: StoreEpoch, sequence: Int64) {
        self.epoch = epoch
        self.sequence = sequence
    }
}
