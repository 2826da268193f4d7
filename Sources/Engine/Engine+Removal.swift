package import Connector
package import Interactions
import SQLiteStore

/// Removes on request; each removal is recorded before it begins and when it is done.
extension Engine {
    /// Removes what only one mailbox contributed; a mailbox that is still admitted is read again by the next sync.
    ///
    /// - Parameter acceptsClock: the machine's time needs no other evidence.
    /// - Throws: `EngineError`, or what the store and the log throw.
    package func purge(_ mailbox: Mailbox, acceptsClock: Bool = false) async throws -> CommitSummary {
        let request = ControlRequest.purge(mailbox: mailbox.address.text, acceptsClock: acceptsClock)
        if let summary = try forward(request) { return summary }
        return try await remove(.purge, of: [mailbox.address], acceptsClock) { store in
            try await store.purge([mailbox.id])
        }
    }

    /// Removes a person from everything that is stored, for good: also what the person's own mailbox contributed.
    ///
    /// Interrupted, it is to be asked for again.
    ///
    /// - Parameter acceptsClock: the machine's time needs no other evidence.
    /// - Throws: `EngineError`, or what the store and the log throw.
    package func erase(_ person: Participant.Address, acceptsClock: Bool = false) async throws -> CommitSummary {
        if let summary = try forward(.erase(person: person.text, acceptsClock: acceptsClock)) { return summary }
        // Only by an address of mail are mailboxes and rows of the CRM known.
        guard case .smtp(let address) = person else {
            return try await remove(.erasure, of: [], acceptsClock) { store in try await store.erase(person) }
        }
        // Recorded first, so that the person's own mailbox is not read any more whatever happens next.
        return try await remove(.erasure, of: [address], acceptsClock) { store in
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
        _ acceptsClock: Bool,
        _ body: (SQLiteInteractionStore) async throws -> CommitSummary
    ) async throws -> CommitSummary {
        let log = try installation.log()
        let store = try installation.store()
        let time = clock()
        let latest = try log.content().latest
        if !acceptsClock { log.doubt(await doubt(after: latest)) }
        let now = max(time, latest ?? time)
        try log.record(kind, of: addresses, nil, at: now)
        let summary = try await body(store)
        try log.record(kind, of: addresses, summary, at: now)
        return summary
    }
}
