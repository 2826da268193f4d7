package import Connector
package import Interactions

extension MemoryStore {
    /// Which interactions without a copy go.
    enum Removal {
        case nothing
        /// Those that no owner's round may find again.
        case unexpected
        case all
    }

    package func finishRound(
        of owner: StreamOwner,
        source: String,
        streams listed: [StreamID],
        deletedMail: DeletedMail,
        remembering memory: RoundMemory?
    ) -> CommitSummary {
        let reader = MemoryReader(source: source, owner: owner)
        rounds[reader] = readers.contains(reader) ? memory.map { ($0, false) } : nil
        let own = Set(streams.keys).union(copies.keys).filter { $0.source == source && $0.owner == owner }
        for stream in own where !listed.contains(stream) {
            letGo(in: stream) { _ in true }
            rows = rows.filter { $0.value.stream != stream }
            links = links.filter { $0.value.stream != stream }
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
        defer { tell() }
        var summary = settle(removing: .unexpected)
        if owner == .crm { summary += decideClaims() }
        return summary
    }

    package func settleErasures(awaiting awaited: [StreamID]) -> CommitSummary {
        let wereRead = awaited.allSatisfy { stream in
            streams[stream].map { $0.checkpoint != nil && !$0.isInRound } ?? false
        }
        guard wereRead else { return CommitSummary() }
        defer { tell() }
        return decideClaims()
    }

    package func round(of owner: StreamOwner, source: String) -> StoredRound? {
        guard let (memory, isOpen) = rounds[MemoryReader(source: source, owner: owner)] else { return nil }
        var read: [StreamID: StoredRound.Stream] = [:]
        for (stream, state) in streams where stream.source == source && stream.owner == owner {
            guard let checkpoint = state.checkpoint else { continue }
            let isUnfinished = state.isInRound || !state.postponed.isEmpty
            read[stream] = StoredRound.Stream(checkpoint: checkpoint, isUnfinished: isUnfinished)
        }
        return StoredRound(memory: memory, isOpen: isOpen, streams: read)
    }

    package func remember(
        _ memory: RoundMemory,
        cursors: [StreamID: Cursor],
        of owner: StreamOwner,
        source: String
    ) {
        let reader = MemoryReader(source: source, owner: owner)
        guard rounds[reader] != nil else { return }
        rounds[reader]?.memory = memory
        for (stream, cursor) in cursors where streams[stream]?.isInRound == false {
            guard let settings = streams[stream]?.checkpoint?.settings else { continue }
            streams[stream]?.checkpoint = Checkpoint(cursor: cursor, settings: settings)
        }
    }

    private func removeDeletedMail(of own: Set<StreamID>) {
        let all = copies.values.flatMap(\.values)
        let present = Set(all.filter { $0.presence != .gone }.map(\.sighting.interaction.id))
        let deleted = Set(all.filter { own.contains($0.stream) && $0.presence == .gone }.map(\.sighting.interaction.id))
        for id in deleted.subtracting(present) where left[id] == nil { forgetCopies(of: id) }
    }

    private func forgetCopies(of id: InteractionID) {
        for stream in copies.keys {
            copies[stream] = copies[stream]?.filter { $0.value.sighting.interaction.id != id }
        }
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
        rounds = rounds.filter { !$0.key.isOf(mailbox) }
        owners = owners.filter { !$0.key.isOf(mailbox) }
        defer { tell() }
        return RemovalStep(settle(removing: .all), isComplete: true)
    }

    package func expire(before instant: Timestamp, limit: Int) -> RemovalStep {
        remove { $0.occurredAt < instant }
    }

    package func lapse(before instant: Timestamp, limit: Int) -> RemovalStep {
        remove { $0.flags.contains(.planned) && $0.occurredAt < instant }
    }

    private func remove(where isOver: (Interaction) -> Bool) -> RemovalStep {
        var summary = CommitSummary()
        for (id, told) in interactions where isOver(told.interaction) {
            forgetCopies(of: id)
            interactions[id] = nil
            summary.removed += 1
        }
        tell()
        return RemovalStep(summary, isComplete: true)
    }

    /// Settles the interactions that one item had to do with.
    func settle(_ ids: [InteractionID?]) -> CommitSummary {
        ids.allSatisfy { $0 == nil } ? CommitSummary() : settle(removing: .nothing) { ids.contains($0) }
    }

    /// Works out what each interaction is now, and counts what is different from before.
    ///
    /// - Parameter isMeant: others stay as they are.
    func settle(
        removing removal: Removal,
        where isMeant: (InteractionID) -> Bool = { _ in true }
    ) -> CommitSummary {
        var speakers: [InteractionID: MemoryCopy] = [:]
        var activities: [InteractionID: MemoryCopy] = [:]
        var linked: [InteractionID: Set<PartyLink>] = [:]
        var owned: [InteractionID: [MemoryCopy]] = [:]
        for copy in copies.values.lazy.flatMap(\.values) where isMeant(copy.sighting.interaction.id) {
            let id = copy.sighting.interaction.id
            if copy.stream.kind == .activity {
                let first = activities[id]
                if first.map({ copy.key < $0.key }) ?? true { activities[id] = copy }
                linked[id, default: []].formUnion(copy.sighting.links)
            } else {
                owned[id, default: []].append(copy)
            }
            if let best = speakers[id], best.speaks(before: copy) { continue }
            speakers[id] = copy
        }
        var summary = CommitSummary()
        for (id, copy) in speakers {
            let told = MemoryTold(
                interaction: copy.sighting.interaction.joined(with: owned[id] ?? []),
                decision: copy.decision,
                isInExchange: owned[id] != nil,
                crm: activities[id].map(\.sighting.regarding),
                links: linked[id] ?? []
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
        return summary
    }
}
