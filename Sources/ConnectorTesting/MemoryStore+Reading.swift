package import Connector
package import Interactions

extension MemoryStore: InteractionReader {
    func tell() {
        for row in rows.values.map(\.row) {
            for address in row.addresses { _ = telling.number(of: .smtp(address)) }
        }
        for address in interactions.values.flatMap(\.interaction.participants).map(\.address) {
            _ = telling.number(of: address)
        }
        let persons = persons
        telling.update(resolved) { participant, links in
            row(of: participant, links: links) { persons.shown[$0] ?? $0 }
                ?? persons.addresses(with: participant.address).sorted { $0.text < $1.text }.compactMap { row(of: $0) }
                .first
        }
    }

    /// Who is who by all that is known now.
    var persons: MemoryPersons {
        let named = Set(interactions.values.flatMap(\.interaction.participants).map(\.address))
        let known = directory.filter { !erased.contains($0.primary) }.map { entry in
            DirectoryEntry(
                entry.primary,
                aliases: entry.addresses.subtracting(erased),
                isInside: entry.isInside,
                isResource: entry.isResource
            )
        }
        return MemoryPersons(
            known,
            owners: owners.mapValues { $0.filter { !erased.contains(.smtp($0)) } },
            rows: rows.values.map(\.row),
            named: named
        )
    }

    /// What is told of the interactions.
    var resolved: [InteractionID: MemoryTold] {
        let persons = persons
        return interactions.compactMapValues { told in
            var told = told
            guard let interaction = persons.resolve(told.interaction, by: { persons.shown[$0] ?? $0 }) else {
                return nil
            }
            told.interaction = interaction
            return told
        }
    }

    package func setDirectory(_ entries: [DirectoryEntry]) {
        let gone = entries.filter { entry in entry.addresses.contains { erased.contains($0) } }
        for entry in gone { erased.formUnion(entry.addresses) }
        directory = entries.filter { !gone.contains($0) }
        for entry in directory {
            for address in entry.addresses { _ = telling.number(of: address) }
        }
        _ = eraseAll()
        _ = settle(removing: .nothing)
        tell()
    }

    package func person(_ address: Participant.Address) -> StoredPerson {
        let addresses = persons.addresses(with: address)
        var found = Set(addresses.compactMap { if case .record(let reference) = $0 { reference } else { nil } })
        for row in rows.values.map(\.row) where row.addresses.contains(where: { addresses.contains(.smtp($0)) }) {
            found.insert(row.reference)
        }
        let known = Dictionary(uniqueKeysWithValues: telling.addresses.map { ($0.address, $0.number) })
        return StoredPerson(
            addresses: addresses,
            number: known[address] == nil ? nil : known[persons.person(address)],
            rows: found.filter { $0.isPerson }.sorted()
        )
    }

    /// Who somebody was: the row that the CRM linked the address to, else the row that has the address.
    ///
    /// - Parameter named: what is told in place of an address that was linked.
    private func row(
        of participant: Participant,
        links: Set<PartyLink>,
        _ named: (Participant.Address) -> Participant.Address
    ) -> CRMReference? {
        linked(participant, links, named) ?? row(of: participant.address)
    }

    /// Of the best rows that an address was linked to, people before companies before rows that nobody read, the one
    /// that all of them became; not against a better one that has the address, nor for a colleague.
    private func linked(
        _ participant: Participant,
        _ links: Set<PartyLink>,
        _ named: (Participant.Address) -> Participant.Address
    ) -> CRMReference? {
        guard case .smtp = participant.address else { return nil }
        let holder = row(of: participant.address)
        if participant.isInternal, holder?.table.isInternal == true { return nil }
        func worth(_ reference: CRMReference) -> Int {
            [.user, .contact, .lead].contains(reference.table) ? 3 : 2
        }
        var found: [Int: Set<CRMReference>] = [:]
        for link in links where named(.smtp(link.address)) == participant.address {
            guard let master = row(of: .record(link.record)) else { continue }
            let isKnown = rows.values.contains { $0.row.reference == master }
            found[isKnown ? worth(master) : 1, default: []].insert(master)
        }
        guard let best = found.keys.max(), found[best]?.count == 1, holder.map(worth) ?? 0 <= best else { return nil }
        return found[best]?.first
    }

    /// The number of the row's name that an address was linked to, where that row does not have the address.
    private func foreignLink(
        _ participant: Participant,
        _ links: Set<PartyLink>,
        _ named: (Participant.Address) -> Participant.Address
    ) -> Int64? {
        guard case .smtp(let address) = participant.address, let master = linked(participant, links, named) else {
            return nil
        }
        let holders = rows.values.map(\.row).filter { $0.addresses.contains(address) }
        guard !holders.contains(where: { row(of: .record($0.reference)) == master }) else { return nil }
        return links.sorted().first {
            named(.smtp($0.address)) == participant.address && row(of: .record($0.record)) == master
        }
        .map { telling.number(of: named(.record($0.record))) }
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
        let persons = persons
        for entry in telling.entries.values.sorted(by: { $0.number < $1.number }) {
            guard let told = entry.told else { continue }
            body(&state, stored(told, persons, number: entry.number, isInExchange: told.isInExchange))
        }
        return state
    }

    package func reduceCRM<State: Sendable>(
        into state: State,
        _ body: @escaping @Sendable (inout State, StoredInteraction) -> Void
    ) -> State {
        var state = state
        let persons = persons
        let all = copies.filter { $0.key.kind == .activity }.values.flatMap(\.values)
        for (id, entry) in telling.entries.sorted(by: { $0.value.number < $1.value.number }) {
            guard var told = entry.told, told.crm != nil else { continue }
            if let copy = all.filter({ $0.sighting.interaction.id == id }).min(by: { $0.key < $1.key }) {
                guard
                    let interaction = persons.resolve(
                        copy.sighting.interaction,
                        by: { persons.shown[$0] ?? $0 }
                    )
                else { continue }
                told.interaction = interaction
            } else if told.isInExchange {
                continue
            }
            body(&state, stored(told, persons, number: entry.number, isInExchange: false))
        }
        return state
    }

    private func stored(
        _ told: MemoryTold,
        _ persons: MemoryPersons,
        number: Int64,
        isInExchange: Bool
    ) -> StoredInteraction {
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
            participants: interaction.participants.map { part in
                let person = Participant(
                    role: part.role,
                    address: persons.person(part.address),
                    isInternal: part.isInternal,
                    response: part.response
                )
                return StoredInteraction.Part(
                    role: part.role,
                    address: telling.number(of: person.address),
                    isInternal: part.isInternal,
                    record: foreignLink(person, told.links) { persons.person($0) },
                    response: part.response
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

    package func addressNumbers() -> [Int64] { telling.addresses.map(\.number) }

    package func numbers(of addresses: [Participant.Address]) -> [Participant.Address: Int64] {
        let persons = persons
        let known = telling.addresses.filter { addresses.contains($0.address) }.map(\.address)
        return Dictionary(uniqueKeysWithValues: known.map { ($0, telling.number(of: persons.person($0))) })
    }

    package func numbers(at domain: String) -> [Int64] {
        let persons = persons
        let numbers = telling.addresses.compactMap { address, _ -> Int64? in
            guard case .smtp(let text) = address, text.text.split(separator: "@").last == domain[...] else {
                return nil
            }
            return telling.number(of: persons.person(address))
        }
        return Set(numbers).sorted()
    }

    package func addresses(of numbers: [Int64]) -> [Int64: Participant.Address] {
        Dictionary(uniqueKeysWithValues: telling.addresses.filter { numbers.contains($0.number) }.map { ($1, $0) })
    }

    package func readMailboxes() -> [EmailAddress] {
        let read = streams.filter { $0.value.checkpoint != nil }.keys.compactMap { $0.owner.mailbox?.address }
        return Set(read).sorted { $0.text < $1.text }
    }

    package func numbers(onlyOf mailboxes: Set<EmailAddress>) -> [Int64] {
        var owners: [InteractionID: Set<StreamOwner>] = [:]
        for (stream, held) in copies {
            for copy in held.values { owners[copy.sighting.interaction.id, default: []].insert(stream.owner) }
        }
        let own = owners.filter { $1.allSatisfy { $0.mailbox.map { mailboxes.contains($0.address) } ?? false } }
        return own.keys.compactMap { telling.entries[$0]?.number }
    }

    package func count(before instant: Timestamp) -> Int {
        interactions.values.count { $0.interaction.occurredAt < instant }
    }

    package func mailboxes(holding interactions: [Int64]) -> [EmailAddress] {
        let ids = Set(telling.entries.filter { interactions.contains($0.value.number) }.keys)
        let owners = copies.values.flatMap(\.values).filter { ids.contains($0.sighting.interaction.id) }
        return Set(owners.compactMap { $0.stream.owner.mailbox?.address }).sorted()
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
