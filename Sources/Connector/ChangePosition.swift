package import Interactions

/// A place in the order in which interactions are told: behind a change, and there behind one interaction.
///
/// One change may concern many interactions, as when the CRM learns whose address it is; they follow each other in the
/// order of their numbers.
package struct ChangePosition: Hashable, Comparable, Sendable {
    /// `InteractionRecord.sequence`.
    package let sequence: Int64
    /// `StoredInteraction.number`.
    package let number: Int64

    /// Behind everything that was told with a sequence, unless a number says behind which interaction of it.
    package init(sequence: Int64, number: Int64 = .max) {
        self.sequence = sequence
        self.number = number
    }

    /// Before everything.
    package static let start = ChangePosition(sequence: 0)

    package static func < (left: Self, right: Self) -> Bool {
        (left.sequence, left.number) < (right.sequence, right.number)
    }
}

/// Some interactions in the order in which they are told.
package struct InteractionPage: Hashable, Sendable {
    /// Empty if there is nothing more for now.
    package let records: [InteractionRecord]
    /// Where to go on.
    package let end: ChangePosition

    package init(records: [InteractionRecord], end: ChangePosition) {
        self.records = records
        self.end = end
    }
}
