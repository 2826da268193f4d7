package import Connector
package import Interactions

extension MemoryStore: InteractionReader {
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
                mostParticipants: entry.most,
                partition: entry.partition
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

    package func snapshot() async -> any InteractionReader {
        let snapshot = await copy()
        await snapshot.take(epoch, derived)
        return snapshot
    }

    private func take(_ epoch: StoreEpoch, _ derived: [FeedStream: [KeyedHash: DerivedRow]]) {
        (self.epoch, self.derived) = (epoch, derived)
    }

    /// Tells everything again, because it does not remember who was who.
    package func changes(since sequence: Int64, limit: Int) -> StoredChanges? {
        guard telling.entries.count <= limit else { return nil }
        let persons = persons
        let addresses = telling.addresses.map { (number: $0.number, person: persons.person($0.address)) }
        let joined = addresses.map { ($0.number, telling.number(of: $0.person)) }.filter { $0 != $1 }
        return StoredChanges(
            interactions: reduce(into: []) { $0.append($1) },
            removed: telling.entries.values.filter { $0.told == nil }.map(\.number),
            standIns: Dictionary(uniqueKeysWithValues: joined)
        )
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
}
