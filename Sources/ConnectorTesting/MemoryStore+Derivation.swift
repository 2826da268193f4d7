package import Connector
import Interactions

extension MemoryStore {
    package func derivation() -> String? { fingerprint }

    package func derive(
        _ fingerprint: String,
        limit: Int,
        _ rule: @escaping @Sendable (StoredCopy) -> StoredCopy
    ) -> RemovalStep {
        guard self.fingerprint != fingerprint else { return RemovalStep(CommitSummary(), isComplete: true) }
        self.fingerprint = fingerprint
        let spoken = Set(copies.values.flatMap(\.values).map(\.sighting.interaction.id))
        copies = copies.mapValues { $0.mapValues { $0.derived(rule) } }
        var summary = CommitSummary()
        for (id, told) in interactions where !spoken.contains(id) {
            var now = told
            now.interaction =
                rule(StoredCopy(interaction: told.interaction, rank: .received, mailbox: nil)).interaction
            guard now != told else { continue }
            interactions[id] = now
            summary.changed += 1
        }
        summary += settle(removing: .nothing)
        tell()
        return RemovalStep(summary, isComplete: true)
    }
}

extension MemoryCopy {
    fileprivate func derived(_ rule: (StoredCopy) -> StoredCopy) -> MemoryCopy {
        MemoryCopy(
            stream: stream,
            key: key,
            sighting: sighting.derived(rule),
            decision: decision,
            presence: presence,
            generation: generation
        )
    }
}

extension Sighting {
    /// What a copy would be if it came by the rule.
    func derived(_ rule: (StoredCopy) -> StoredCopy) -> Sighting {
        let copy = rule(StoredCopy(interaction: interaction, rank: rank, mailbox: owner.mailbox?.address))
        return Sighting(
            owner: owner,
            item: item,
            interaction: copy.interaction,
            rank: copy.rank,
            regarding: regarding,
            links: links,
            changedAt: changedAt,
            lacksMessageID: lacksMessageID
        )
    }
}
