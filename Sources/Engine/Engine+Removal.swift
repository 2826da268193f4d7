package import Connector
package import Interactions
import SQLiteStore

/// Removes on request; each removal is recorded before it begins and when it is done.
extension Engine {
    /// Removes what only one mailbox contributed; a mailbox that is still admitted is read again by the next sync.
    ///
    /// - Throws: what the store and the log throw.
    package func purge(_ mailbox: Mailbox) async throws -> CommitSummary {
        try await remove(.purge, of: [mailbox.address]) { store in try await store.purge([mailbox.id]) }
    }

    /// Removes a person from everything that is stored, for good: also what the person's own mailbox contributed.
    /// Interrupted, it is to be asked for again.
    ///
    /// - Throws: what the store and the log throw.
    package func erase(_ address: EmailAddress) async throws -> CommitSummary {
        // Recorded first, so that the person's own mailbox is not read any more whatever happens next.
        try await remove(.erasure, of: [address]) { store in
            var summary = CommitSummary()
            // Phone calls name the CRM's rows of the person and no address.
            for reference in try await store.people(at: address) {
                summary += try await store.erase(.record(reference))
            }
            summary += try await store.erase(.smtp(address))
            summary += try await store.purge([Mailbox(address: address).id])
            return summary
        }
    }

    private func remove(
        _ kind: RemovalEntry.Kind,
        of addresses: [EmailAddress],
        _ body: (SQLiteInteractionStore) async throws -> CommitSummary
    ) async throws -> CommitSummary {
        let log = try installation.log()
        let store = try installation.store()
        let time = clock()
        let now = max(time, try log.content().latest ?? time)
        try log.record(kind, of: addresses, nil, at: now)
        let summary = try await body(store)
        try log.record(kind, of: addresses, summary, at: now)
        return summary
    }
}
