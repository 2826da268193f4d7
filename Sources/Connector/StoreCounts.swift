/// How much a store holds.
package struct StoreCounts: Hashable, Sendable, Codable {
    package var emails = 0
    package var meetings = 0
    package var phoneCalls = 0
    /// Interactions that were removed and are kept to be told downstream.
    package var removed = 0
    /// Items that stand in their streams now.
    package var sightings = 0
    /// Rows of the CRM by Dataverse's logical name of their table; tables without rows are not in it.
    package var rows: [String: Int] = [:]
    /// Mailboxes with a stream that has a checkpoint.
    package var mailboxes = 0
    /// Streams that have a checkpoint, the CRM's tables included.
    package var streams = 0
    package var lastSequence: Int64 = 0
    /// Unreadable items by the service's code.
    package var postponed: [String: Int] = [:]

    /// Interactions of every kind.
    package var interactions: Int { emails + meetings + phoneCalls }

    /// Of an empty store.
    package init() {}
}
