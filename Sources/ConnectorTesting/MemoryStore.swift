package import Connector
import Eligibility
package import Interactions

/// A store that is simple enough to be right at sight: it keeps every copy and works out the rest anew each time.
/// Other stores are compared with it.
package actor MemoryStore: InteractionStore {
    private enum Presence {
        case held
        /// Gone from its stream, but its owner's round may find it in another.
        case leaving
        case gone
    }

    /// Which interactions without a copy go.
    private enum Removal {
        case nothing
        /// Those that no mailbox's round may find again.
        case unexpected
        case all
    }

    private struct Copy {
        let stream: StreamID
        let key: SightingKey
        let sighting: Sighting
        let decision: Decision.ID
        var presence: Presence
        var generation: Int
    }

    /// What an interaction is now, as downstream knows it.
    private struct Told: Equatable {
        var interaction: Interaction
        let decision: Decision.ID
        let isInExchange: Bool
        /// Nil if the CRM does not know it; in there, what it is about.
        let crm: CRMReference??
    }

    private struct Record {
        let stream: StreamID
        let record: CRMRow
        var generation: Int
    }

    /// An owner as one source reads it: what has rounds.
    private struct Reader: Hashable {
        let source: String
        let owner: StreamOwner

        func isOf(_ mailbox: Mailbox.ID) -> Bool { owner.mailbox?.id == mailbox }
    }

    private struct Stream {
        var checkpoint: Checkpoint?
        var generation = 0
        var isInRound = false
        var postponed: [ItemKey] = []
    }

    private var streams: [StreamID: Stream] = [:]
    private var copies: [StreamID: [ItemKey: Copy]] = [:]
    /// What was told last; without copies it stays here until the rounds end that may find one.
    private var interactions: [InteractionID: Told] = [:]
    private var records: [ItemKey: Record] = [:]
    /// What an item was before it became another interaction, and whose rounds may find it again.
    private var left: [InteractionID: Set<Reader>] = [:]
    /// Every one that anything was committed of.
    private var readers: Set<Reader> = []
    private var erased: Set<Participant.Address> = []
    private var sequence = 0

    package init() {}

    /// A store that holds what this one holds now, and goes its own way from here.
    package func copy() async -> MemoryStore {
        let copy = MemoryStore()
        await copy.take(streams, copies, interactions, records, left, readers, erased, sequence)
        return copy
    }

    private func take(
        _ streams: [StreamID: Stream],
        _ copies: [StreamID: [ItemKey: Copy]],
        _ interactions: [InteractionID: Told],
        _ records: [ItemKey: Record],
        _ left: [InteractionID: Set<Reader>],
        _ readers: Set<Reader>,
        _ erased: Set<Participant.Address>,
        _ sequence: Int
    ) {
        (self.streams, self.copies, self.interactions, self.records) = (streams, copies, interactions, records)
        (self.left, self.readers, self.erased, self.sequence) = (left, readers, erased, sequence)
    }

    package func checkpoint(for stream: StreamID) -> Checkpoint? { streams[stream]?.checkpoint }
    package func postponed(in stream: StreamID) -> [ItemKey] { streams[stream]?.postponed ?? [] }

    /// How many changes were made so far.
    package var lastSequence: Int { sequence }

    package var content: StoreContent {
        StoreContent(
            interactions: interactions.values.map(\.interaction),
            liveSightings: copies.values.reduce(0) { $0 + $1.values.count { $0.presence == .held } },
            postponed: streams.values.reduce(0) { $0 + $1.postponed.count },
            inExchange: Set(interactions.filter(\.value.isInExchange).keys),
            crm: interactions.compactMapValues(\.crm),
            records: records.values.map(\.record)
        )
    }

    package func commit(_ page: StorePage, settings: String, to stream: StreamID) -> CommitSummary {
        readers.insert(Reader(source: stream.source, owner: stream.owner))
        var state = streams[stream] ?? Stream()
        if page.startsRound {
            state.generation += 1
            state.isInRound = true
        }
        var summary = CommitSummary()
        for change in page.changes {
            defer { summary += settle(removing: .nothing) }
            switch change {
            case .seen(let admitted):
                summary += see(admitted, in: stream, generation: state.generation)
                state.postponed.removeAll { $0 == admitted.value.item }
            case .row(let item, let record):
                see(record, as: item, in: stream, generation: state.generation)
                state.postponed.removeAll { $0 == item }
            case .gone(let item):
                letGo(in: stream) { $0.sighting.item == item }
                if stream.kind == .table { records[item] = nil }
                state.postponed.removeAll { $0 == item }
            case .postponed(let item, _):
                // It is there, if unreadable.
                copies[stream]?[item]?.generation = state.generation
                copies[stream]?[item]?.presence = .held
                if stream.kind == .table { records[item]?.generation = state.generation }
                if !state.postponed.contains(item) { state.postponed.append(item) }
            }
        }
        if page.isLast, state.isInRound {
            letGo(in: stream) { $0.generation < state.generation }
            records = records.filter { $0.value.stream != stream || $0.value.generation >= state.generation }
            state.isInRound = false
        }
        state.checkpoint = Checkpoint(cursor: page.cursor, settings: settings)
        streams[stream] = state
        summary += settle(removing: .nothing)
        return summary
    }

    private func see(_ record: CRMRow, as item: ItemKey, in stream: StreamID, generation: Int) {
        records[item] = withoutErased(record).map { Record(stream: stream, record: $0, generation: generation) }
    }

    private func see(_ admitted: Admitted<Sighting>, in stream: StreamID, generation: Int) -> CommitSummary {
        let sighting = admitted.value
        let id = sighting.interaction.id
        let before = copies[stream]?[sighting.item]?.sighting.interaction.id
        if let before, before != id {
            left[before, default: []].insert(Reader(source: stream.source, owner: stream.owner))
        }
        copies[stream]?[sighting.item] = nil
        guard let sighting = withoutErased(sighting) else {
            return before == id ? removeIfUnspoken(id) : CommitSummary()
        }
        copies[stream, default: [:]][sighting.item] = Copy(
            stream: stream,
            key: SightingKey(sighting.item, in: stream),
            sighting: sighting,
            decision: admitted.decision,
            presence: .held,
            generation: generation
        )
        return CommitSummary()
    }

    package func finishRound(
        of owner: StreamOwner,
        source: String,
        streams listed: [StreamID],
        deletedMail: DeletedMail
    ) -> CommitSummary {
        let reader = Reader(source: source, owner: owner)
        let own = Set(streams.keys).union(copies.keys).filter { $0.source == source && $0.owner == owner }
        for stream in own where !listed.contains(stream) {
            letGo(in: stream) { _ in true }
            records = records.filter { $0.value.stream != stream }
            streams[stream] = nil
        }
        for stream in own {
            for (item, copy) in copies[stream] ?? [:] where copy.presence == .leaving {
                switch stream.kind {
                case .mail: copies[stream]?[item]?.presence = .gone
                case .calendar, .activity, .table: copies[stream]?[item] = nil
                }
            }
        }
        for id in left.keys { left[id]?.remove(reader) }
        left = left.filter { !$0.value.isEmpty }
        if deletedMail == .remove { removeDeletedMail(of: own) }
        return settle(removing: .unexpected)
    }

    package func mailboxes() -> [Mailbox.ID] { Set(readers.compactMap { $0.owner.mailbox?.id }).sorted() }

    package func purge(_ mailbox: Mailbox.ID, limit: Int) -> RemovalStep {
        guard readers.contains(where: { $0.isOf(mailbox) }) else {
            return RemovalStep(CommitSummary(), isComplete: true)
        }
        streams = streams.filter { $0.key.owner.mailbox?.id != mailbox }
        copies = copies.filter { $0.key.owner.mailbox?.id != mailbox }
        left = left.mapValues { $0.filter { !$0.isOf(mailbox) } }.filter { !$0.value.isEmpty }
        readers = readers.filter { !$0.isOf(mailbox) }
        return RemovalStep(settle(removing: .all), isComplete: true)
    }

    package func expire(before instant: Timestamp, limit: Int) -> RemovalStep {
        var summary = CommitSummary()
        for (id, told) in interactions where told.interaction.occurredAt < instant {
            forgetCopies(of: id)
            interactions[id] = nil
            summary.removed += 1
        }
        sequence += summary.removed
        return RemovalStep(summary, isComplete: true)
    }

    package func erase(_ person: Participant.Address, limit: Int) -> RemovalStep {
        erased.insert(person)
        records = records.compactMapValues { entry in
            withoutErased(entry.record).map {
                Record(stream: entry.stream, record: $0, generation: entry.generation)
            }
        }
        var summary = CommitSummary()
        let spoken = Set(copies.values.flatMap(\.values).map(\.sighting.interaction.id))
        for stream in copies.keys {
            copies[stream] = copies[stream]?.compactMapValues { copy in
                withoutErased(copy.sighting).map { sighting in
                    Copy(
                        stream: stream,
                        key: copy.key,
                        sighting: sighting,
                        decision: copy.decision,
                        presence: copy.presence,
                        generation: copy.generation
                    )
                }
            }
        }
        for id in spoken { summary += removeIfUnspoken(id) }
        // What no copy speaks for says what the last one said.
        for (id, told) in interactions where !spoken.contains(id) {
            guard let left = told.interaction.erasing(erased.contains) else {
                summary += removeIfUnspoken(id)
                continue
            }
            guard left != told.interaction else { continue }
            interactions[id]?.interaction = left
            summary.changed += 1
            sequence += 1
        }
        summary += settle(removing: .nothing)
        return RemovalStep(summary, isComplete: true)
    }

    package func scrub() {}

    private func withoutErased(_ sighting: Sighting) -> Sighting? {
        sighting.interaction.erasing(erased.contains).map {
            Sighting(
                owner: sighting.owner,
                item: sighting.item,
                interaction: $0,
                rank: sighting.rank,
                regarding: sighting.regarding
            )
        }
    }

    /// Nil for a person of whom nothing may be known.
    private func withoutErased(_ record: CRMRow) -> CRMRow? {
        var left = record
        left.addresses = record.addresses.filter { !erased.contains(.smtp($0)) }
        let isPerson = [.contact, .lead].contains(record.reference.table)
        let isErased =
            erased.contains(.record(record.reference)) || left.addresses.isEmpty && !record.addresses.isEmpty
        return isErased && isPerson ? nil : left
    }

    private func removeIfUnspoken(_ id: InteractionID) -> CommitSummary {
        let isSpoken = copies.values.contains { $0.values.contains { $0.sighting.interaction.id == id } }
        guard !isSpoken, interactions.removeValue(forKey: id) != nil else { return CommitSummary() }
        sequence += 1
        return CommitSummary(removed: 1)
    }

    private func removeDeletedMail(of own: Set<StreamID>) {
        let all = copies.values.flatMap(\.values)
        let present = Set(all.filter { $0.presence != .gone }.map(\.sighting.interaction.id))
        let deleted = Set(all.filter { own.contains($0.stream) && $0.presence == .gone }.map(\.sighting.interaction.id))
        for id in deleted.subtracting(present) where left[id] == nil {
            forgetCopies(of: id)
        }
    }

    private func forgetCopies(of id: InteractionID) {
        for stream in copies.keys {
            copies[stream] = copies[stream]?.filter { $0.value.sighting.interaction.id != id }
        }
    }

    private func letGo(in stream: StreamID, _ condition: (Copy) -> Bool) {
        for (item, copy) in copies[stream] ?? [:] where copy.presence == .held && condition(copy) {
            copies[stream]?[item]?.presence = .leaving
        }
    }

    /// Works out what each interaction is now, and counts what is different from before.
    private func settle(removing removal: Removal) -> CommitSummary {
        var speakers: [InteractionID: Copy] = [:]
        var activities: [InteractionID: Copy] = [:]
        var inExchange: Set<InteractionID> = []
        for copy in copies.values.flatMap(\.values) {
            let id = copy.sighting.interaction.id
            if copy.stream.kind == .activity {
                let first = activities[id]
                if first.map({ copy.key < $0.key }) ?? true { activities[id] = copy }
            } else {
                inExchange.insert(id)
            }
            if let best = speakers[id], (best.sighting.rank, best.key) < (copy.sighting.rank, copy.key) { continue }
            speakers[id] = copy
        }
        var summary = CommitSummary()
        for (id, copy) in speakers {
            let crm = activities[id].map(\.sighting.regarding)
            let told = Told(
                interaction: copy.sighting.interaction,
                decision: copy.decision,
                isInExchange: inExchange.contains(id),
                crm: crm
            )
            guard interactions[id] != told else { continue }
            if interactions.updateValue(told, forKey: id) == nil {
                summary.added += 1
            } else {
                summary.changed += 1
            }
        }
        for id in interactions.keys where speakers[id] == nil {
            guard removal == .all || removal == .unexpected && left[id] == nil else { continue }
            interactions[id] = nil
            summary.removed += 1
        }
        sequence += summary.added + summary.changed + summary.removed
        return summary
    }
}
