/// Names one real-world contact; equal for every copy of it, in whatever mailbox.
package struct InteractionID: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let hash: KeyedHash

    package init(_ hash: KeyedHash) {
        self.hash = hash
    }

    /// The hash as text: `interaction_id` of the record.
    package var description: String { hash.description }

    package static func < (left: Self, right: Self) -> Bool { left.hash < right.hash }
}
