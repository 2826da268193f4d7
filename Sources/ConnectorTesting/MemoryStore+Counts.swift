package import Connector
package import Interactions

/// Numbers that stand for addresses, and how many there are of what.
extension MemoryStore {
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
        onlyOf(mailboxes).compactMap { telling.entries[$0]?.number }
    }

    func onlyOf(_ mailboxes: Set<EmailAddress>) -> Set<InteractionID> {
        var owners: [InteractionID: Set<StreamOwner>] = [:]
        for (stream, held) in copies {
            for copy in held.values { owners[copy.sighting.interaction.id, default: []].insert(stream.owner) }
        }
        let own = owners.filter { $1.allSatisfy { $0.mailbox.map { mailboxes.contains($0.address) } ?? false } }
        return Set(own.keys)
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
