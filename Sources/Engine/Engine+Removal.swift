package import Connector
import Interactions
import SQLiteStore

/// Removes on request; each removal is recorded before it begins and when it is done.
extension Engine {
    /// Does what was planned and confirmed.
    ///
    /// - A purge removes what only one mailbox contributed; one that is still admitted is read again by the next sync.
    /// - An erasure removes a person from everything that is stored, for good: also what the person's own mailbox
    ///   contributed. Interrupted, it is to be asked for again.
    ///
    /// - Parameter acceptsClock: the machine's time needs no other evidence.
    /// - Throws: `EngineError` of code `unconfirmed` for an event, which is recorded and removes nothing by itself; or
    ///   what the store and the log throw.
    package func remove(_ removal: ConfirmedRemoval, acceptsClock: Bool = false) async throws -> CommitSummary {
        let request: ControlRequest
        switch removal.act {
        case .erasure(let person): request = .erase(person: person.text, acceptsClock: acceptsClock)
        case .purge(let mailbox): request = .purge(mailbox: mailbox.address.text, acceptsClock: acceptsClock)
        case .event: throw EngineError(.unconfirmed, "What was confirmed is an event, and nothing to be removed.")
        }
        if let summary = try await forward(request) { return summary }
        return try await perform(request)
    }

    /// What somebody confirmed, here or in the process that asks this one for it.
    func perform(_ request: ControlRequest) async throws -> CommitSummary {
        switch request {
        case .erase(let text, let acceptsClock):
            guard let person = Participant.Address(text: text) else {
                throw EngineError(.unknownName, "That is no address.")
            }
            return try await erase(person, acceptsClock)
        case .purge(let text, let acceptsClock):
            guard let address = EmailAddress(text) else { throw EngineError(.unknownName, "That is no address.") }
            return try await purge(Mailbox(address: address), acceptsClock)
        case .refreshFeed(let streams):
            try await refreshFeed(streams.compactMap { FeedStream(rawValue: $0) })
            return CommitSummary()
        }
    }

    private func purge(_ mailbox: Mailbox, _ acceptsClock: Bool) async throws -> CommitSummary {
        try await remove(.purge, of: [.smtp(mailbox.address)], acceptsClock) { store in
            try await store.purge([mailbox.id])
        }
    }

    /// By every address, name and row that is the person's.
    private func erase(_ person: Participant.Address, _ acceptsClock: Bool) async throws -> CommitSummary {
        let known = try await known(person, to: installation.hasStore ? installation.reader() : nil)
        let addresses = known.mailAddresses
        // Recorded first, so that the person's own mailbox is not read any more whatever happens next.
        // Phone calls name the CRM's rows of the person and no address.
        let rows = known.rows.map { Participant.Address.record($0) }
        let names = rows + known.addresses.subtracting(rows).sorted { $0.text < $1.text }
        return try await remove(.erasure, of: names, acceptsClock) { store in
            var summary = CommitSummary()
            for one in names {
                summary += try await store.erase(one)
            }
            summary += try await store.purge(addresses.map { Mailbox(address: $0).id })
            let rounds = RoundBook(in: installation.directory)
            rounds.forget(Set(addresses.map { .mailbox(Mailbox(address: $0)) }))
            rounds.save(at: clock())
            return summary
        }
    }

    private func remove(
        _ kind: RemovalEntry.Kind,
        of addresses: [Participant.Address],
        _ acceptsClock: Bool,
        _ body: (SQLiteInteractionStore) async throws -> CommitSummary
    ) async throws -> CommitSummary {
        let log = try installation.log()
        let store = try installation.store()
        let latest = try log.content().latest
        if !acceptsClock { log.doubt(await doubt(after: latest), of: clock()) }
        let now = log.now(clock())
        try log.record(kind, of: addresses, nil, at: now)
        let summary = try await installation.tellingOrErasing.pass { try await body(store) }
        try log.record(kind, of: addresses, summary, at: now)
        return summary
    }
}
