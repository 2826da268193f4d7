package import Connector
package import Interactions

/// Who is who, and how that is told.
extension MemoryStore {
    func tell() {
        for row in rows.values.map(\.row) {
            for address in row.addresses { _ = telling.number(of: .smtp(address)) }
        }
        for address in interactions.values.flatMap(\.interaction.participants).map(\.address) {
            _ = telling.number(of: address)
        }
        let persons = persons
        // Of whom nothing but his address tells.
        var known: [Participant.Address: CRMReference?] = [:]
        telling.update(resolved(by: persons)) { participant, links in
            if links.isEmpty, let found = known[participant.address] { return found }
            let found =
                row(of: participant, links: links) { persons.shown[$0] ?? $0 }
                ?? persons.addresses(with: participant.address).sorted { $0.text < $1.text }.compactMap { address in
                    if case .smtp = address { row(of: address) } else { nil }
                }.first
            if links.isEmpty { known[participant.address] = .some(found) }
            return found
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
            owners: owners.mapValues { $0.filter { !erased.contains($0) } },
            rows: rows.values.map(\.row),
            named: named,
            known: telling.known.union(named),
            plusAddressing
        )
    }

    /// What is told of the interactions.
    var resolved: [InteractionID: MemoryTold] { resolved(by: persons) }

    private func resolved(by persons: MemoryPersons) -> [InteractionID: MemoryTold] {
        interactions.compactMapValues { told in
            var told = told
            guard !untold.contains(told.interaction.id),
                let interaction = persons.resolve(told.interaction, by: { persons.shown[$0] ?? $0 })
            else {
                return nil
            }
            told.interaction = interaction
            return told
        }
    }

    package func setDirectory(_ entries: [DirectoryEntry], plusAddressing: PlusAddressing) {
        self.plusAddressing = plusAddressing
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

    package func hold(_ mailboxes: Set<EmailAddress>) {
        untold = onlyOf(mailboxes)
        tell()
    }

    package func person(_ address: Participant.Address) -> StoredPerson {
        let known = Dictionary(uniqueKeysWithValues: telling.addresses.map { ($0.address, $0.number) })
        let row = formerOwner(of: address)
        var addresses = persons.addresses(with: row ?? address).union([address])
        var number = known[address] == nil ? nil : known[persons.person(row ?? address)]
        if number == nil || row != nil, case .record(let reference) = row ?? address {
            let own = self.addresses(of: reference)
            addresses.formUnion(own)
            number = own.first.flatMap { known[persons.person($0)] } ?? number
        }
        var found = Set(addresses.compactMap { if case .record(let reference) = $0 { reference } else { nil } })
        for row in rows.values.map(\.row) where row.addresses.contains(where: { addresses.contains(.smtp($0)) }) {
            found.insert(row.reference)
        }
        addresses.formUnion(formerAddresses(of: found.filter { $0.isPerson }))
        return StoredPerson(
            addresses: addresses,
            number: number,
            rows: found.filter { $0.isPerson }.sorted()
        )
    }

    /// The addresses of whom a row is about: those that no other row has, with all that belong to them.
    private func addresses(of reference: CRMReference) -> [Participant.Address] {
        let persons = persons
        let all = rows.values.map(\.row)
        guard master(reference).isPerson else { return [] }
        let claimed = Set(all.filter { master($0.reference) == master(reference) }.flatMap(\.addresses))
        let alone = claimed.filter { address in
            all.filter { $0.addresses.contains(address) }.allSatisfy { master($0.reference) == master(reference) }
        }.map { Participant.Address.smtp($0) }.sorted { $0.text < $1.text }
        guard Set(alone.map(persons.person)).count > 1 else {
            return alone.first.map { persons.addresses(with: $0).sorted { $0.text < $1.text } } ?? []
        }
        return alone.filter { persons.persons[$0] == nil }
    }

    private func master(_ row: CRMReference) -> CRMReference {
        row.master { row in rows.values.first { $0.row.reference == row }?.row.mergedInto }
    }

    /// Nil unless the address is left of somebody's job before: then the name of the row whose person it is.
    private func formerOwner(of address: Participant.Address) -> Participant.Address? {
        let persons = persons
        let links = interactions.values.flatMap(\.links).filter { .smtp($0.address) == address }
        let rows = Set(links.map { persons.person(.record(master($0.record))) })
        guard rows.count == 1, formerAddresses(of: Set(links.map(\.record))).contains(address) else {
            return nil
        }
        return rows.first
    }

    /// Addresses that the CRM linked to these rows and to no other, and that are nobody's by themselves.
    private func formerAddresses(of people: Set<CRMReference>) -> [Participant.Address] {
        let persons = persons
        let masters = Set(people.map { persons.person(.record($0)) })
        let links = Set(interactions.values.flatMap(\.links))
        return Set(links.map(\.address)).filter { address in
            let isClaimed = rows.values.contains { $0.row.addresses.contains(address) }
            return !isClaimed && persons.persons[.smtp(address)] == nil
                && links.filter { $0.address == address }.allSatisfy {
                    masters.contains(persons.person(.record($0.record)))
                }
        }.map { .smtp($0) }
    }
}
