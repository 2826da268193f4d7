package import Connector
import Eligibility
import Interactions

/// The exam that every store must pass: the laws of `InteractionStore`, each as a check that throws if it is broken.
package struct StoreConformance<Store: InteractionStore>: Sendable {
    /// A broken law.
    package struct Violation: Error, CustomStringConvertible {
        package let description: String
    }

    private let make: @Sendable () async throws -> Store
    private let content: @Sendable (Store) async throws -> StoreContent

    /// - Parameters:
    ///   - make: an empty store.
    ///   - content: what it holds.
    package init(
        make: @escaping @Sendable () async throws -> Store,
        content: @escaping @Sendable (Store) async throws -> StoreContent
    ) {
        self.make = make
        self.content = content
    }

    package static var laws: [String] { law.map(\.name) }

    /// - Throws: `Violation`, or what the store throws.
    package func check(_ name: String) async throws {
        guard let law = Self.law.first(where: { $0.name == name }) else {
            throw Violation(description: "no law \(name)")
        }
        try await law.check(self)
    }

    private static var law: [(name: String, check: @Sendable (Self) async throws -> Void)] {
        [
            ("A page committed twice changes nothing more", { try await $0.idempotence() }),
            ("Copies are one interaction, whatever their order", { try await $0.orderOfCopies() }),
            ("An item that becomes another interaction leaves the first", { try await $0.reinterpretation() }),
            ("A round sweeps what it did not name, also when interrupted", { try await $0.sweep() }),
            ("A postponed item is not swept and is listed until it is read", { try await $0.postponement() }),
            ("A removed meeting comes back when it is seen again", { try await $0.revival() }),
            ("A checkpoint is what was committed last", { try await $0.checkpoints() }),
        ]
    }

    private func idempotence() async throws {
        let store = try await make()
        let page = StoreScene.page([.seen(0, of: 1), .seen(1, of: 2), .gone(2)], startsRound: true, isLast: true)
        let first = try await store.commit(page, to: StoreScene.mail(0))
        try expect(first == CommitSummary(added: 2), "added 2, not \(first)")
        let before = try await content(store)
        let second = try await store.commit(page, to: StoreScene.mail(0))
        try expect(second == CommitSummary(), "nothing new, not \(second)")
        try expect(try await content(store) == before, "the same content")
    }

    private func orderOfCopies() async throws {
        let own = StoreScene.News.seen(0, of: 1, variant: 1, rank: .own)
        let arrivals: [(StreamID, StoreScene.News)] = [
            (StoreScene.mail(0), own), (StoreScene.mail(1), .seen(0, of: 1, variant: 2)),
            (StoreScene.mail(2), .seen(7, of: 1, variant: 3)), (StoreScene.mail(2), .seen(8, of: 1, variant: 2)),
        ]
        var contents: Set<StoreContent> = []
        for rotation in arrivals.indices {
            let store = try await make()
            for (stream, news) in arrivals[rotation...] + arrivals[..<rotation] {
                _ = try await store.commit(StoreScene.page([news]), to: stream)
            }
            contents.insert(try await content(store))
        }
        try expect(contents.count == 1, "one content, not \(contents.count)")
        let told = contents.first?.interactions.first
        try expect(told == StoreScene.interaction(1, variant: 1), "the sender's copy speaks")
    }

    private func reinterpretation() async throws {
        let store = try await make()
        _ = try await store.commit(StoreScene.page([.seen(0, of: 1)]), to: StoreScene.mail(0))
        _ = try await store.commit(StoreScene.page([.seen(0, of: 2)]), to: StoreScene.mail(0))
        let end = try await finish(store, [StoreScene.mail(0)])
        try expect(end == CommitSummary(removed: 1), "one removed, not \(end)")
        try expect(
            try await content(store).interactions.map(\.id) == [StoreScene.interaction(2).id],
            "the second stays"
        )
    }

    private func sweep() async throws {
        let store = try await make()
        let stream = StoreScene.calendar(0)
        let all = (0..<6).map { StoreScene.News.seen($0, of: 100 + $0) }
        _ = try await store.commit(StoreScene.page(all, startsRound: true, isLast: true), to: stream)
        _ = try await store.commit(StoreScene.page(Array(all[0..<2]), startsRound: true), to: stream)
        try expect(try await finish(store, [stream]) == CommitSummary(), "an unfinished round sweeps nothing")
        _ = try await store.commit(StoreScene.page(Array(all[4..<5]), isLast: true), to: stream)
        try expect(try await content(store).liveSightings == 3, "three are left in the calendar")
        try expect(try await finish(store, [stream]) == CommitSummary(removed: 3), "three meetings are removed")
    }

    private func postponement() async throws {
        let store = try await make()
        let stream = StoreScene.calendar(0)
        let first = StoreScene.page([.seen(0, of: 100), .postponed(1)], startsRound: true, isLast: true)
        _ = try await store.commit(first, to: stream)
        let second = StoreScene.page([.postponed(0), .postponed(1)], startsRound: true, isLast: true)
        _ = try await store.commit(second, to: stream)
        try expect(try await finish(store, [stream]) == CommitSummary(), "an unreadable item is still there")
        try expect(
            try await store.postponed(in: stream) == [1, 0].map(StoreScene.item),
            "both are listed, oldest first"
        )
        _ = try await store.commit(StoreScene.page([.seen(1, of: 101), .gone(0)]), to: stream)
        try expect(try await store.postponed(in: stream).isEmpty, "none is listed any more")
    }

    private func revival() async throws {
        let store = try await make()
        let stream = StoreScene.calendar(0)
        _ = try await store.commit(StoreScene.page([.seen(0, of: 100)]), to: stream)
        _ = try await store.commit(StoreScene.page([.gone(0)]), to: stream)
        try expect(try await finish(store, [stream]) == CommitSummary(removed: 1), "removed")
        let again = try await store.commit(StoreScene.page([.seen(5, of: 100)]), to: stream)
        try expect(again == CommitSummary(added: 1), "added again, not \(again)")
        try expect(try await content(store).interactions == [StoreScene.interaction(100)], "complete again")
    }

    private func checkpoints() async throws {
        let store = try await make()
        try expect(try await store.checkpoint(for: StoreScene.mail(0)) == nil, "none before the first page")
        for cursor in ["a", String(repeating: "long", count: 10_000)] {
            _ = try await store.commit(StoreScene.page([], cursor: cursor), to: StoreScene.mail(0))
            let stored = try await store.checkpoint(for: StoreScene.mail(0))
            try expect(stored == Checkpoint(cursor: Cursor(cursor), settings: "s"), "the last one")
        }
        try expect(try await store.checkpoint(for: StoreScene.mail(1)) == nil, "none for another stream")
        _ = try await finish(store, [])
        try expect(try await store.checkpoint(for: StoreScene.mail(0)) == nil, "none for a dropped stream")
    }

    private func finish(_ store: Store, _ streams: [StreamID]) async throws -> CommitSummary {
        try await store.finishRound(of: StoreScene.mail(0).mailbox, source: "t", streams: streams, deletedMail: .keep)
    }

    private func expect(_ condition: Bool, _ law: String) throws {
        guard condition else { throw Violation(description: "expected: \(law)") }
    }
}
