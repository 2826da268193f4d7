package import Connector
import Interactions

extension ReaderConformance {
    /// Whoever takes over what changed holds what is read from the start, whatever happens.
    func scoringOfChanges() async throws {
        for seed in 0..<12 {
            var history = StoreHistory(seed: seed)
            let store = try await make()
            var held: [Int64: StoredInteraction] = [:]
            var last: Int64 = 0
            for _ in 0..<60 {
                _ = try await history.next()(store)
                guard history.isOne(in: 3) else { continue }
                guard let changes = try await store.changes(since: last, limit: .max) else {
                    return try expect(false, "no limit")
                }
                last = try await store.extent().sequence
                held.take(changes)
                let numbers = changes.interactions.map(\.number)
                try expect(numbers == numbers.sorted(), "in the order of numbers, seed \(seed)")
                let whole = try await store.reduce(into: [:]) { $0[$1.number] = $1 }
                try expect(held == whole, "the same, seed \(seed)")
            }
        }
    }

    func snapshots() async throws {
        let store = try await make()
        let mail = StoreScene.page([.seen(0, of: 1), .seen(1, of: 2)])
        _ = try await store.commit(mail, to: StoreScene.mail(0))
        _ = try await store.commit(StoreScene.page([.row(2, person: 1)]), to: StoreScene.rows)
        let snapshot = try await store.snapshot()
        let before = try await read(store)
        try expect(try await read(snapshot) == before, "as it is")
        _ = try await store.commit(StoreScene.page([.gone(0), .seen(2, of: 3, variant: 2)]), to: StoreScene.mail(0))
        _ = try await store.commit(StoreScene.page([.row(4, person: 3)]), to: StoreScene.rows)
        try expect(try await read(snapshot) == before, "as it was")
        try expect(try await read(store) != before, "what is there now")
    }

    private struct Seen: Equatable {
        let extent: FeedExtent
        let addresses: [Int64]
        let rows: [CRMRow]
        let interactions: [StoredInteraction]
    }

    private func read(_ reader: some InteractionReader) async throws -> Seen {
        Seen(
            extent: try await reader.extent(),
            addresses: try await reader.addressNumbers(),
            rows: try await reader.rows(after: nil, limit: 100),
            interactions: try await reader.reduce(into: []) { $0.append($1) }
        )
    }
}

extension [Int64: StoredInteraction] {
    /// Puts what changed in the place of what was there.
    package mutating func take(_ changes: StoredChanges) {
        for number in changes.removed { self[number] = nil }
        for (number, interaction) in self {
            var interaction = interaction
            for index in interaction.participants.indices {
                let part = interaction.participants[index]
                interaction.participants[index].address = changes.standIns[part.address] ?? part.address
                interaction.participants[index].record = part.record.map { changes.standIns[$0] ?? $0 }
            }
            self[number] = interaction
        }
        for interaction in changes.interactions { self[interaction.number] = interaction }
    }
}
