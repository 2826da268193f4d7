import Connector
import Interactions

extension StoreConformance {
    func idempotence() async throws {
        let store = try await make()
        let page = StoreScene.page([.seen(0, of: 1), .seen(1, of: 2), .gone(2)], startsRound: true, isLast: true)
        let first = try await store.commit(page, to: StoreScene.mail(0))
        try expect(first == CommitSummary(added: 2), "added 2, not \(first)")
        let before = try await content(store)
        let second = try await store.commit(page, to: StoreScene.mail(0))
        try expect(second == CommitSummary(), "nothing new, not \(second)")
        try expect(try await content(store) == before, "the same content")
    }

    func orderOfCopies() async throws {
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

    func ownersKnowledge() async throws {
        // Three who got a mail that names none of them, and one who declined what another never answered.
        let arrivals: [(StreamID, StoreScene.News)] = [
            (StoreScene.mail(0), .seen(0, of: 1, variant: 4)), (StoreScene.mail(1), .seen(0, of: 1, variant: 8)),
            (StoreScene.mail(2), .seen(0, of: 1, variant: 12)), (StoreScene.calendar(0), .seen(9, of: 101, variant: 1)),
            (StoreScene.calendar(1), .seen(9, of: 101, variant: 9)),
        ]
        func told(_ store: Store) async throws -> [String] {
            try await content(store).interactions.map { interaction in
                "\(interaction.internalCount) "
                    + interaction.participants.map { $0.response.map { "\($0)" } ?? $0.address.text }
                    .joined(separator: " ")
            }
        }
        for rotation in arrivals.indices {
            let store = try await make()
            for (stream, news) in arrivals[rotation...] + arrivals[..<rotation] {
                let mailbox = StoreScene.mailboxes.firstIndex { .mailbox($0) == stream.owner } ?? 0
                _ = try await store.commit(StoreScene.page([news], mailbox: mailbox), to: stream)
            }
            let first = StoreScene.person(0).text
            let blind = ["b12@contoso.example", "b4@contoso.example", "b8@contoso.example"]
            let all = try await told(store)
            try expect(all == ["3 \(first) " + blind.joined(separator: " "), "0 declined declined"], "not \(all)")
            while try await !store.purge(StoreScene.mailbox(1).id, limit: 1).isComplete {}
            let left = try await told(store)
            try expect(
                left == ["2 \(first) \(blind[0]) \(blind[1])", "0 \(first) \(StoreScene.person(1).text)"],
                "not \(left)"
            )
        }
    }

    func newestCopy() async throws {
        let arrivals: [(mailbox: Int, variant: Int)] = [(0, 1), (1, 6), (2, 5)]
        for rotation in arrivals.indices {
            let store = try await make()
            for (mailbox, variant) in arrivals[rotation...] + arrivals[..<rotation] {
                let page = StoreScene.page([.seen(0, of: 101, variant: variant)], mailbox: mailbox)
                _ = try await store.commit(page, to: StoreScene.calendar(mailbox))
            }
            let told = try await content(store).interactions.first
            let newest = StoreScene.interaction(101, variant: 6)
            try expect(told?.subject == newest.subject, "order \(rotation): \(told?.subject ?? .none)")
            try expect(
                told.map { Set($0.participants.map(\.address)) } == Set(newest.participants.map(\.address)),
                "its people"
            )
            // An older one is changed in its turn.
            let page = StoreScene.page([.seen(0, of: 101, variant: 7)], mailbox: 2)
            _ = try await store.commit(page, to: StoreScene.calendar(2))
            let now = try await content(store).interactions.first
            try expect(now?.subject == StoreScene.interaction(101, variant: 7).subject, "order \(rotation), later")
        }
    }

    func reinterpretation() async throws {
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

    func postponement() async throws {
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

    func checkpoints() async throws {
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
}
