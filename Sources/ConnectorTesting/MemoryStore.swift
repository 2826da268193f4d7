package import Connector
import Eligibility
package import Interactions

/// A store that is simple enough to be right at sight: it keeps every copy and works out the rest anew each time.
/// Other stores are compared with it.
package actor MemoryStore: InteractionStore {
    private struct Copy {
        let stream: StreamID
        let key: SightingKey
        let sighting: Sighting
        var isLive: Bool
        var generation: Int
    }

    private struct Stream {
        var checkpoint: Checkpoint?
        var generation = 0
        var isInRound = false
        var postponed: [ItemKey] = []
    }

    private var streams: [StreamID: Stream] = [:]
    private var copies: [StreamID: [ItemKey: Copy]] = [:]
    /// What was told last; a meeting without copies stays here until its mailbox's round ends.
    private var interactions: [InteractionID: Interaction] = [:]
    private var sequence = 0

    package init() {}

    /// A store that holds what this one holds now, and goes its own way from here.
    package func copy() async -> MemoryStore {
        let copy = MemoryStore()
        await copy.take(streams, copies, interactions, sequence)
        return copy
    }

    private func take(
        _ streams: [StreamID: Stream],
        _ copies: [StreamID: [ItemKey: Copy]],
        _ interactions: [InteractionID: Interaction],
        _ sequence: Int
    ) {
        (self.streams, self.copies, self.interactions, self.sequence) = (streams, copies, interactions, sequence)
    }

    package func checkpoint(for stream: StreamID) -> Checkpoint? { streams[stream]?.checkpoint }
    package func postponed(in stream: StreamID) -> [ItemKey] { streams[stream]?.postponed ?? [] }

    /// How many changes were made so far.
    package var lastSequence: Int { sequence }

    package var content: StoreContent {
        StoreContent(
            interactions: Array(interactions.values),
            liveSightings: copies.values.reduce(0) { $0 + $1.values.count { $0.isLive } },
            postponed: streams.values.reduce(0) { $0 + $1.postponed.count }
        )
    }

    package func commit(_ page: StorePage, to stream: StreamID) -> CommitSummary {
        var state = streams[stream] ?? Stream()
        if page.startsRound {
            state.generation += 1
            state.isInRound = true
        }
        var summary = CommitSummary()
        for change in page.changes {
            defer { summary += settle(mayRemove: false) }
            switch change {
            case .seen(let admitted):
                let item = admitted.value.item
                copies[stream, default: [:]][item] = Copy(
                    stream: stream,
                    key: SightingKey(item, in: stream),
                    sighting: admitted.value,
                    isLive: true,
                    generation: state.generation
                )
                state.postponed.removeAll { $0 == item }
            case .gone(let item):
                letGo(item, from: stream)
                state.postponed.removeAll { $0 == item }
            case .postponed(let item, _):
                copies[stream]?[item]?.generation = state.generation
                if !state.postponed.contains(item) { state.postponed.append(item) }
            }
        }
        if page.isLast, state.isInRound {
            summary += sweep(stream) { $0.generation < state.generation }
            state.isInRound = false
        }
        state.checkpoint = page.checkpoint
        streams[stream] = state
        summary += settle(mayRemove: false)
        return summary
    }

    package func finishRound(
        of mailbox: Mailbox.ID,
        source: String,
        streams listed: [StreamID],
        deletedMail: DeletedMail
    ) -> CommitSummary {
        var summary = CommitSummary()
        let known = streams.keys.filter { $0.mailbox == mailbox && $0.source == source }.sorted()
        for stream in known where !listed.contains(stream) {
            summary += sweep(stream) { _ in true }
            streams[stream] = nil
        }
        if deletedMail == .remove {
            let live = Set(copies.values.flatMap(\.values).filter(\.isLive).map(\.sighting.interaction.id))
            for stream in copies.keys {
                copies[stream]?.removeAllWhere { !live.contains($0.sighting.interaction.id) }
            }
        }
        summary += settle(mayRemove: true)
        return summary
    }

    /// Lets go of copies one after the other, in the order of their keys.
    private func sweep(_ stream: StreamID, _ condition: (Copy) -> Bool) -> CommitSummary {
        let swept = (copies[stream] ?? [:]).values.filter(condition)
        return swept.sorted { Int64(bitPattern: $0.key.bits) < Int64(bitPattern: $1.key.bits) }.reduce(
            into: CommitSummary()
        ) { summary, copy in
            letGo(copy.sighting.item, from: stream)
            summary += settle(mayRemove: false)
        }
    }

    /// A mail's copy goes on speaking after it is gone; a meeting's does not.
    private func letGo(_ item: ItemKey, from stream: StreamID) {
        switch stream.kind {
        case .mail: copies[stream]?[item]?.isLive = false
        case .calendar: copies[stream]?[item] = nil
        }
    }

    /// Works out what each interaction is now, and counts what is different from before.
    private func settle(mayRemove: Bool) -> CommitSummary {
        var speakers: [InteractionID: Copy] = [:]
        for copy in copies.values.flatMap(\.values) {
            let id = copy.sighting.interaction.id
            if let best = speakers[id], (best.sighting.rank, best.key) < (copy.sighting.rank, copy.key) { continue }
            speakers[id] = copy
        }
        var summary = CommitSummary()
        for (id, copy) in speakers where interactions[id] != copy.sighting.interaction {
            if interactions.updateValue(copy.sighting.interaction, forKey: id) == nil {
                summary.added += 1
            } else {
                summary.changed += 1
            }
        }
        for id in interactions.keys where mayRemove && speakers[id] == nil {
            interactions[id] = nil
            summary.removed += 1
        }
        sequence += summary.added + summary.changed + summary.removed
        return summary
    }
}

extension Dictionary {
    fileprivate mutating func removeAllWhere(_ condition: (Value) -> Bool) {
        for (key, value) in self where condition(value) { self[key] = nil }
    }
}
