package import Connector
import Eligibility
package import Interactions

/// A store that is simple enough to be right at sight: it keeps every copy and works out the rest anew each time.
/// Other stores are compared with it.
package actor MemoryStore: InteractionStore {
    var streams: [StreamID: MemoryStream] = [:]
    var copies: [StreamID: [ItemKey: MemoryCopy]] = [:]
    /// What was told last; without copies it stays here until the rounds end that may find one.
    var interactions: [InteractionID: MemoryTold] = [:]
    var rows: [ItemKey: MemoryRow] = [:]
    var links: [ItemKey: MemoryLink] = [:]
    /// What an item was before it became another interaction, and whose rounds may find it again.
    var left: [InteractionID: Set<MemoryReader>] = [:]
    /// Every one that anything was committed of.
    var readers: Set<MemoryReader> = []
    var erased: Set<Participant.Address> = []
    /// What may be erased people's beside that.
    var claims: Set<MemoryClaim> = []
    /// Those that are still to be decided.
    var openClaims: Set<MemoryClaim> = []
    /// Addresses of others that erased people used in an interaction, for good.
    var uses: [InteractionID: Set<Participant.Address>] = [:]
    /// What the directory says of who is who.
    var directory: [DirectoryEntry] = []
    var plusAddressing = PlusAddressing.none
    /// What services say of the owners of mailboxes.
    var owners: [MemoryReader: [Participant.Address]] = [:]
    /// What is remembered of rounds that ended, and whether another has begun.
    var rounds: [MemoryReader: (memory: RoundMemory, isOpen: Bool)] = [:]
    /// What is kept for mailboxes of which too little is known, and told nobody.
    var untold: Set<InteractionID> = []
    /// What all that is stored was derived with.
    var fingerprint: String?
    /// What readers are told, and when it changed last.
    var telling = MemoryTelling()
    var epoch = MemoryStore.newEpoch()
    /// What derived streams were told last.
    var derived: [FeedStream: [KeyedHash: DerivedRow]] = [:]

    package init() {}

    /// A store that holds what this one holds now, and goes its own way from here.
    package func copy() async -> MemoryStore {
        let copy = MemoryStore()
        await copy.take(streams, copies, interactions, rows, links, left, readers, erased, fingerprint, telling)
        await copy.take(directory, owners, untold, plusAddressing, rounds)
        await copy.take(claims, openClaims, uses)
        return copy
    }

    private func take(
        _ directory: [DirectoryEntry],
        _ owners: [MemoryReader: [Participant.Address]],
        _ untold: Set<InteractionID>,
        _ plusAddressing: PlusAddressing,
        _ rounds: [MemoryReader: (memory: RoundMemory, isOpen: Bool)]
    ) {
        (self.directory, self.owners, self.untold) = (directory, owners, untold)
        (self.plusAddressing, self.rounds) = (plusAddressing, rounds)
    }

    private func take(
        _ claims: Set<MemoryClaim>,
        _ open: Set<MemoryClaim>,
        _ uses: [InteractionID: Set<Participant.Address>]
    ) {
        (self.claims, openClaims, self.uses) = (claims, open, uses)
    }

    private func take(
        _ streams: [StreamID: MemoryStream],
        _ copies: [StreamID: [ItemKey: MemoryCopy]],
        _ interactions: [InteractionID: MemoryTold],
        _ rows: [ItemKey: MemoryRow],
        _ links: [ItemKey: MemoryLink],
        _ left: [InteractionID: Set<MemoryReader>],
        _ readers: Set<MemoryReader>,
        _ erased: Set<Participant.Address>,
        _ fingerprint: String?,
        _ telling: MemoryTelling
    ) {
        (self.streams, self.copies, self.interactions, self.rows) = (streams, copies, interactions, rows)
        (self.left, self.readers, self.erased, self.telling) = (left, readers, erased, telling)
        (self.links, self.fingerprint) = (links, fingerprint)
    }

    package func checkpoint(for stream: StreamID) -> Checkpoint? { streams[stream]?.checkpoint }
    package func postponed(in stream: StreamID) -> [ItemKey] { streams[stream]?.postponed.map(\.item) ?? [] }

    package func isHolding(anythingOf stream: StreamID) -> Bool {
        copies[stream]?.values.contains { $0.presence == .held } == true || rows.values.contains { $0.stream == stream }
    }

    package var content: StoreContent {
        let resolved = resolved
        return StoreContent(
            interactions: resolved.values.map(\.interaction),
            liveSightings: copies.values.reduce(0) { $0 + $1.values.count { $0.presence == .held } },
            postponed: streams.values.reduce(0) { $0 + $1.postponed.count },
            inExchange: Set(resolved.filter(\.value.isInExchange).keys),
            crm: resolved.compactMapValues(\.crm),
            records: rows.values.map { connected($0.row) },
            people: telling.entries.filter { $0.value.told != nil }.mapValues(\.rows)
        )
    }

    package func commit(_ page: StorePage, settings: String, to stream: StreamID) -> CommitSummary {
        let reader = MemoryReader(source: stream.source, owner: stream.owner)
        readers.insert(reader)
        var state = streams[stream] ?? MemoryStream()
        if page.startsRound {
            state.generation += 1
            state.isInRound = true
        }
        if state.isInRound || !page.changes.isEmpty { rounds[reader]?.isOpen = true }
        var summary = CommitSummary()
        var settings = settings
        for change in page.changes {
            let before = interaction(of: change.item, in: stream)
            // What else changes with it is settled at the end of the page.
            defer { summary += settle([before, interaction(of: change.item, in: stream)]) }
            if case .postponed(let item, let code) = change {
                // It is there, if unreadable.
                copies[stream]?[item]?.generation = state.generation
                copies[stream]?[item]?.presence = .held
                if stream.kind == .table {
                    rows[item]?.generation = state.generation
                    links[item]?.generation = state.generation
                }
                state.postpone(item, code)
                continue
            }
            if case .owner(let addresses) = change {
                owners[MemoryReader(source: stream.source, owner: stream.owner)] = addresses
                continue
            }
            state.postponed.removeAll { $0.item == change.item }
            switch change {
            case .seen(let admitted): summary += see(admitted, in: stream, generation: state.generation)
            case .row(let item, let row): summary += see(row, as: item, in: stream, generation: state.generation)
            case .link(let item, let link):
                links[item] = MemoryLink(stream: stream, link: link, generation: state.generation)
                summary += eraseAll()
            case .gone(let item):
                letGo(in: stream) { $0.sighting.item == item }
                if stream.kind == .table { (rows[item], links[item]) = (nil, nil) }
            case .postponed, .unpostponed, .owner: break
            }
        }
        if page.isLast, state.isInRound {
            if page.endsRound, let missing = doubted(page, in: stream, &state) {
                summary.doubted += missing
                settings = ""
            } else if page.endsRound {
                letGo(in: stream) { copy in
                    let isCovered = page.span?.contains(copy.sighting.interaction.occurredAt) ?? true
                    return copy.generation < state.generation && isCovered
                }
                rows = rows.filter { $0.value.stream != stream || $0.value.generation >= state.generation }
                links = links.filter { $0.value.stream != stream || $0.value.generation >= state.generation }
            }
            state.isInRound = false
        }
        state.checkpoint = Checkpoint(cursor: page.cursor, settings: settings)
        streams[stream] = state
        summary += settle(removing: .nothing)
        tell()
        return summary
    }

    private func interaction(of item: ItemKey?, in stream: StreamID) -> InteractionID? {
        item.flatMap { copies[stream]?[$0]?.sighting.interaction.id }
    }

    private func see(_ row: CRMRow, as item: ItemKey, in stream: StreamID, generation: Int) -> CommitSummary {
        rows[item] = MemoryRow(stream: stream, row: row, generation: generation)
        return eraseAll()
    }

    private func see(_ admitted: Admitted<Sighting>, in stream: StreamID, generation: Int) -> CommitSummary {
        let sighting = admitted.value
        let id = sighting.interaction.id
        let before = copies[stream]?[sighting.item]?.sighting.interaction.id
        if let before, before != id {
            left[before, default: []].insert(MemoryReader(source: stream.source, owner: stream.owner))
        }
        claim(sighting.links)
        var summary = CommitSummary()
        if noteUses(sighting.links, in: id) {
            summary += eraseAll()
            summary += settle(removing: .nothing)
        }
        copies[stream]?[sighting.item] = nil
        guard let sighting = withoutErased(sighting) else {
            if before == id { summary += removeIfUnspoken(id) }
            return summary
        }
        copies[stream, default: [:]][sighting.item] = MemoryCopy(
            stream: stream,
            key: SightingKey(sighting.item, in: stream),
            sighting: sighting,
            decision: admitted.decision,
            presence: .held,
            generation: generation
        )
        return summary
    }

    func letGo(in stream: StreamID, _ condition: (MemoryCopy) -> Bool) {
        for (item, copy) in copies[stream] ?? [:] where copy.presence == .held && condition(copy) {
            copies[stream]?[item]?.presence = .leaving
        }
    }

    func removeIfUnspoken(_ id: InteractionID) -> CommitSummary {
        let isSpoken = copies.values.contains { $0.values.contains { $0.sighting.interaction.id == id } }
        guard !isSpoken, interactions.removeValue(forKey: id) != nil else { return CommitSummary() }
        return CommitSummary(removed: 1)
    }
}

extension StoreChange {
    /// Nil for what is about no item.
    fileprivate var item: ItemKey? {
        switch self {
        case .seen(let admitted): admitted.value.item
        case .row(let item, _), .link(let item, _), .gone(let item), .postponed(let item, _),
            .unpostponed(let item):
            item
        case .owner: nil
        }
    }
}
