package import Connector
package import Interactions

extension MemoryStore: InteractionReader {
    func tell() {
        for row in rows.values.map(\.row) {
            for address in row.addresses { _ = telling.number(of: .smtp(address)) }
        }
        telling.update(interactions) { row(of: $0, links: $1) }
    }

    /// Who somebody was: the row that the CRM linked the address to, else the row that has the address.
    private func row(of participant: Participant, links: Set<PartyLink>) -> CRMReference? {
        linked(participant, links) ?? row(of: participant.address)
    }

    /// Of the best rows that an address was linked to, people before companies before rows that nobody read, the one
    /// that all of them became; not against a better one that has the address, nor for a colleague.
    private func linked(_ participant: Participant, _ links: Set<PartyLink>) -> CRMReference? {
        guard case .smtp(let address) = participant.address else { return nil }
        let holder = row(of: participant.address)
        if participant.isInternal, holder?.table.isInternal == true { return nil }
        func worth(_ reference: CRMReference) -> Int {
            [.user, .contact, .lead].contains(reference.table) ? 3 : 2
        }
        var named: [Int: Set<CRMReference>] = [:]
        for link in links where link.address == address {
            guard let master = row(of: .record(link.record)) else { continue }
            let isKnown = rows.values.contains { $0.row.reference == master }
            named[isKnown ? worth(master) : 1, default: []].insert(master)
        }
        guard let best = named.keys.max(), named[best]?.count == 1, holder.map(worth) ?? 0 <= best else { return nil }
        return named[best]?.first
    }

    /// The number of the row's name that an address was linked to, where that row does not have the address.
    private func foreignLink(_ participant: Participant, _ links: Set<PartyLink>) -> Int64? {
        guard case .smtp(let address) = participant.address, let master = linked(participant, links) else { return nil }
        let holders = rows.values.map(\.row).filter { $0.addresses.contains(address) }
        guard !holders.contains(where: { row(of: .record($0.reference)) == master }) else { return nil }
        return links.sorted().first { $0.address == address && row(of: .record($0.record)) == master }
            .map { telling.number(of: .record($0.record)) }
    }

    /// The row with what other rows say of it.
    func connected(_ row: CRMRow) -> CRMRow {
        var row = row
        let said = links.values.map(\.link).filter { $0.record == row.reference }.map(\.other)
        row.connections = Set(row.connections + said).sorted { $0.text < $1.text }
        return row
    }

    /// The row of the CRM that an address belongs to: a colleague's first, then a contact's, a lead's, another's; those
    /// that were not merged and are active before others; and then where mergers lead.
    private func row(of address: Participant.Address) -> CRMReference? {
        func master(_ reference: CRMReference) -> CRMReference {
            var reference = reference
            for _ in 0..<8 {
                let found = rows.values.first { $0.row.reference == reference }
                guard let next = found?.row.mergedInto else { break }
                reference = next
            }
            return reference
        }
        switch address {
        case .directory, .unreadable: return nil
        case .record(let reference): return master(reference)
        case .smtp(let address):
            func rank(_ row: CRMRow) -> [Int] {
                let tables: [CRMReference.Table] = [.user, .contact, .lead]
                return [
                    row.mergedInto == nil ? 0 : 1, row.isActive ? 0 : 1,
                    tables.firstIndex(of: row.reference.table) ?? tables.count,
                ]
            }
            let found = rows.values.map(\.row).filter { $0.addresses.contains(address) }.min {
                let (left, right) = (rank($0), rank($1))
                return left == right ? $0.reference.text < $1.reference.text : left.lexicographicallyPrecedes(right)
            }
            return found.map { master($0.reference) }
        }
    }

    package func interactions(after position: ChangePosition, limit: Int) -> InteractionPage {
        let next = telling.entries.map { (ChangePosition(sequence: $1.sequence, number: $1.number), $0, $1) }
            .filter { $0.0 > position }.sorted { $0.0 < $1.0 }.prefix(limit)
        let records = next.map { position, id, entry in
            let told = entry.told
            return InteractionRecord(
                told.map { .upsert($0.interaction) } ?? .delete(id),
                sequence: position.sequence,
                decision: entry.decision,
                isInExchange: told?.isInExchange ?? false,
                isInCRM: told?.crm != nil,
                regarding: told?.crm ?? nil,
                records: entry.rows,
                mostParticipants: entry.most
            )
        }
        return InteractionPage(records: records, end: next.last?.0 ?? position)
    }

    package func reduce<State: Sendable>(
        into state: State,
        _ body: @escaping @Sendable (inout State, StoredInteraction) -> Void
    ) -> State {
        var state = state
        for entry in telling.entries.values.sorted(by: { $0.number < $1.number }) {
            guard let told = entry.told else { continue }
            body(&state, stored(told, number: entry.number, isInExchange: told.isInExchange))
        }
        return state
    }

    package func reduceCRM<State: Sendable>(
        into state: State,
        _ body: @escaping @Sendable (inout State, StoredInteraction) -> Void
    ) -> State {
        var state = state
        let all = copies.filter { $0.key.kind == .activity }.values.flatMap(\.values)
        for (id, entry) in telling.entries.sorted(by: { $0.value.number < $1.value.number }) {
            guard var told = entry.told, told.crm != nil else { continue }
            if let copy = all.filter({ $0.sighting.interaction.id == id }).min(by: { $0.key < $1.key }) {
                told.interaction = copy.sighting.interaction
            } else if told.isInExchange {
                continue
            }
            body(&state, stored(told, number: entry.number, isInExchange: false))
        }
        return state
    }

    private func stored(_ told: MemoryTold, number: Int64, isInExchange: Bool) -> StoredInteraction {
        let interaction = told.interaction
        return StoredInteraction(
            number: number,
            id: interaction.id,
            kind: interaction.kind,
            direction: interaction.direction,
            occurredAt: interaction.occurredAt,
            durationSeconds: interaction.durationSeconds,
            conversation: interaction.conversation,
            flags: interaction.flags,
            internalCount: interaction.internalCount,
            externalCount: interaction.externalCount,
            isInExchange: isInExchange,
            isInCRM: told.crm != nil,
            regarding: told.crm ?? nil,
            participants: interaction.participants.map {
                StoredInteraction.Part(
                    role: $0.role,
                    address: telling.number(of: $0.address),
                    isInternal: $0.isInternal,
                    record: foreignLink($0, told.links),
                    response: $0.response
                )
            }
        )
    }

    package func rows(after last: CRMReference?, limit: Int) -> [CRMRow] {
        Array(
            rows.values.map { connected($0.row) }.filter { row in last.map { row.reference.text > $0.text } ?? true }
                .sorted { $0.reference.text < $1.reference.text }.prefix(limit)
        )
    }

    package func people(at address: EmailAddress) -> [CRMReference] {
        rows.values.map(\.row).filter { $0.reference.isPerson && $0.addresses.contains(address) }
            .map(\.reference).sorted { $0.text < $1.text }
    }

    package func addressNumbers() -> [Int64] { telling.addresses.map(\.number) }

    package func numbers(of addresses: [Participant.Address]) -> [Participant.Address: Int64] {
        Dictionary(uniqueKeysWithValues: telling.addresses.filter { addresses.contains($0.address) }.map { ($0, $1) })
    }

    package func numbers(at domain: String) -> [Int64] {
        telling.addresses.compactMap { address, number in
            guard case .smtp(let address) = address, address.text.split(separator: "@").last == domain[...] else {
                return nil
            }
            return number
        }
    }

    package func addresses(of numbers: [Int64]) -> [Int64: Participant.Address] {
        Dictionary(uniqueKeysWithValues: telling.addresses.filter { numbers.contains($0.number) }.map { ($1, $0) })
    }

    package func readMailboxes() -> [EmailAddress] {
        let read = streams.filter { $0.value.checkpoint != nil }.keys.compactMap { $0.owner.mailbox?.address }
        return Set(read).sorted { $0.text < $1.text }
    }

    package func isReading() -> Bool { streams.values.contains { $0.isInRound } }

    package func counts() -> StoreCounts {
        func count(_ kind: Interaction.Kind) -> Int { interactions.values.count { $0.interaction.kind == kind } }
        var counts = StoreCounts()
        (counts.emails, counts.meetings, counts.phoneCalls) = (count(.email), count(.meeting), count(.phoneCall))
        counts.removed = telling.entries.values.count { $0.told == nil }
        counts.sightings = content.liveSightings
        for row in rows.values { counts.rows[row.row.reference.table.rawValue, default: 0] += 1 }
        counts.mailboxes = readMailboxes().count
        counts.streams = streams.values.count { $0.checkpoint != nil }
        counts.lastSequence = telling.lastSequence
        for item in streams.values.flatMap(\.postponed) { counts.postponed[item.code, default: 0] += 1 }
        return counts
    }
}
