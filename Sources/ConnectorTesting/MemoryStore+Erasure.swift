package import Connector
package import Interactions

extension MemoryStore {
    package func erase(_ person: Participant.Address, limit: Int) -> RemovalStep {
        erased.insert(person)
        var summary = eraseAll()
        summary += settle(removing: .nothing)
        tell()
        return RemovalStep(summary, isComplete: true)
    }

    package func scrub() {}

    /// Takes everybody who was erased out of everything; a person's row with an erased address is erased as well, and
    /// so are the rows that are one with it by mergers.
    func eraseAll() -> CommitSummary {
        guard !erased.isEmpty else { return CommitSummary() }
        eraseRows()
        rows = rows.compactMapValues { entry in
            withoutErased(entry.row).map { MemoryRow(stream: entry.stream, row: $0, generation: entry.generation) }
        }
        for sighting in copies.values.flatMap(\.values).map(\.sighting) { claim(sighting.links) }
        for told in interactions.values { claim(told.links) }
        links = links.filter { withoutErased($0.value.link.record) != nil && withoutErased($0.value.link.other) != nil }
        let spoken = Set(copies.values.flatMap(\.values).map(\.sighting.interaction.id))
        for sighting in copies.values.flatMap(\.values).map(\.sighting) {
            _ = noteUses(sighting.links, in: sighting.interaction.id)
        }
        for (id, told) in interactions where !spoken.contains(id) { _ = noteUses(told.links, in: id) }
        for stream in copies.keys {
            copies[stream] = copies[stream]?.compactMapValues { copy in
                withoutErased(copy.sighting).map { sighting in
                    MemoryCopy(
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
        var summary = CommitSummary()
        for id in spoken { summary += removeIfUnspoken(id) }
        // What no copy speaks for says what the last one said.
        for (id, told) in interactions where !spoken.contains(id) {
            let used = uses[id] ?? []
            guard let left = told.interaction.erasing({ used.contains($0) || erased.contains($0) }) else {
                summary += removeIfUnspoken(id)
                continue
            }
            var now = told
            now.interaction = left
            now.crm = told.crm.map(withoutErased)
            now.links = withoutErased(told.links)
            guard now != told else { continue }
            interactions[id] = now
            summary.changed += 1
        }
        return summary
    }

    func withoutErased(_ sighting: Sighting) -> Sighting? {
        let used = uses[sighting.interaction.id] ?? []
        return sighting.interaction.erasing { used.contains($0) || erased.contains($0) }.map {
            Sighting(
                owner: sighting.owner,
                item: sighting.item,
                interaction: $0,
                rank: sighting.rank,
                regarding: withoutErased(sighting.regarding),
                links: withoutErased(sighting.links),
                changedAt: sighting.changedAt
            )
        }
    }

    private func withoutErased(_ links: Set<PartyLink>) -> Set<PartyLink> {
        links.filter { !erased.contains(.smtp($0.address)) && !erased.contains(.record($0.record)) }
    }

    private func withoutErased(_ reference: CRMReference?) -> CRMReference? {
        reference.flatMap { $0.isPerson && erased.contains(.record($0)) ? nil : $0 }
    }

    /// Nil for a person of whom nothing may be known.
    private func withoutErased(_ row: CRMRow) -> CRMRow? {
        guard withoutErased(row.reference) != nil else { return nil }
        var left = row
        left.addresses = row.addresses.filter { !erased.contains(.smtp($0)) }
        left.parent = withoutErased(row.parent)
        left.contact = withoutErased(row.contact)
        left.origin = withoutErased(row.origin)
        left.owner = withoutErased(row.owner)
        left.customer = withoutErased(row.customer)
        left.connections = row.connections.compactMap(withoutErased)
        left.mergedInto = withoutErased(row.mergedInto)
        return left
    }
}
