package import Dataverse
import Interactions

/// What has to be changed in the CRM's own table, so that it says what is known now.
///
/// The table itself is the memory: whatever was done before, the same is made of it again.
package struct Publication: Sendable {
    /// What the rows that are written say.
    package let written: [PublishedRelationship]
    /// Identifiers of the rows that go.
    package let removed: [String]
    /// How many rows say already what they should, or nearly so.
    package let unchanged: Int
    /// Whether rows stay that may have to go, because mailboxes are still being read for the first time.
    package let keepsUnknown: Bool

    /// How many rows would be written.
    package var writes: Int { written.count }
    /// How many rows would be removed.
    package var removals: Int { removed.count }

    /// Compares what should be said with what the table says.
    ///
    /// - Parameters:
    ///   - wanted: one of each record at most.
    ///   - stored: by the identifiers of their rows; nil for what says nothing of use.
    ///   - isWhole: whether what is not wanted may go.
    package init(_ wanted: [PublishedRelationship], over stored: [String: PublishedRelationship?], isWhole: Bool) {
        written = wanted.filter { relationship in
            guard let before = stored[relationship.record.id] ?? nil else { return true }
            return relationship.isWorthWriting(over: before)
        }
        let ids = Set(wanted.map(\.record.id))
        removed = isWhole ? stored.keys.filter { !ids.contains($0) }.sorted() : []
        unchanged = wanted.count - written.count
        keepsUnknown = !isWhole && stored.keys.contains { !ids.contains($0) }
    }
}

extension PublishedRelationship {
    /// So many points are worth a write, which starts flows and moves the row's time in the CRM.
    private static let step = 5

    fileprivate func isWorthWriting(over before: PublishedRelationship) -> Bool {
        record != before.record || grade != before.grade || trend != before.trend || basis != before.basis
            || abs(health - before.health) >= Self.step || abs(strength - before.strength) >= Self.step
    }
}
