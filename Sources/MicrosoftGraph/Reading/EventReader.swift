import Connector
import Interactions

/// Makes changes of events, and asks for those of which a list says too little.
struct EventReader: Sendable {
    let items: SingleItems
    let ownerAddresses: [Participant.Address]
    let query: EventQuery

    /// A change for each of `events`, in the same order.
    ///
    /// - Throws: `SourceError` for what concerns more than an item, or `CancellationError`.
    func changes(of events: [GraphEvent]) async throws -> [Change] {
        var changes: [Change] = []
        changes.reserveCapacity(events.count)
        for event in events {
            changes.append(event.isUsable ? found(event) : try await change(of: event.id))
        }
        return changes
    }

    /// - Throws: `SourceError` for what concerns more than the item, or `CancellationError`.
    func change(of id: String) async throws -> Change {
        try await items.change(of: id, in: "events", query: query.text, as: GraphEvent.self) { event in
            event.id == id && event.isUsable ? found(event) : nil
        }
    }

    private func found(_ event: GraphEvent) -> Change {
        let key = ItemKey(event.id)
        guard event.type != "seriesMaster" else { return .unreadable(key, .unexpandedSeries) }
        return .found(key, .event(SourceEvent(event, of: items.mailbox, ownerAddresses: ownerAddresses)))
    }
}

extension GraphEvent {
    fileprivate var isUsable: Bool { isComplete && !isMalformed }
}
