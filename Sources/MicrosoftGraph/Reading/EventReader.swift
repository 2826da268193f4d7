import Connector
import Interactions
import OData

/// Makes changes of events, and asks for those of which a list says too little.
struct EventReader: Sendable {
    let client: GraphClient
    let mailbox: Mailbox.ID
    let ownerAddresses: [String]
    let query: EventQuery

    /// A change for each of `events`, in the same order.
    ///
    /// - Throws: `SourceError` for what concerns more than an item, or `CancellationError`.
    func changes(of events: [GraphEvent]) async throws -> [Change] {
        var changes: [Change] = []
        changes.reserveCapacity(events.count)
        for event in events {
            changes.append(event.isUsable ? found(event) : try await ask(for: event.id))
        }
        return changes
    }

    /// A change for each of `ids`, in the same order.
    ///
    /// - Throws: `SourceError` for what concerns more than an item, or `CancellationError`.
    func changes(of ids: [String]) async throws -> [Change] {
        var changes: [Change] = []
        for id in ids { changes.append(try await ask(for: id)) }
        return changes
    }

    private func found(_ event: GraphEvent) -> Change {
        .found(ItemKey(event.id), .event(SourceEvent(event, of: mailbox, ownerAddresses: ownerAddresses)))
    }

    private func ask(for id: String) async throws -> Change {
        let key = ItemKey(id)
        do {
            let target = client.root.target(["users", mailbox.text, "events", id], query: query.text)
            let event = try await client.entity(target, as: GraphEvent.self)
            return event.id == id && event.isUsable ? found(event) : .unreadable(key, .incomplete)
        } catch let error as ODataError {
            let error = SourceError(error, concerning: .item)
            guard error.scope == .item else { throw error }
            return error.code == .gone ? .gone(key) : .unreadable(key, error)
        }
    }
}

extension GraphEvent {
    fileprivate var isUsable: Bool { isComplete && !isMalformed }
}
