package import Interactions

/// A row of a derived stream as it was told last.
package struct DerivedRow: Hashable, Sendable {
    package let key: KeyedHash
    /// As in `InteractionRecord`.
    package let sequence: Int64
    /// What the row says, in a coding that the store does not read; nil if it was removed.
    package let content: [UInt8]?

    package init(key: KeyedHash, sequence: Int64, content: [UInt8]?) {
        self.key = key
        self.sequence = sequence
        self.content = content
    }
}
