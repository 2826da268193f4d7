import Connector
import Interactions

extension StoreConformance {
    private static var day: Int64 { 86_400_000_000 }

    private static func seen(_ numbers: some Sequence<Int>) -> [StoreScene.News] {
        numbers.map { .seen($0, of: 100 + $0) }
    }

    /// A round that names these items of a calendar and nothing else.
    private func round(
        _ store: Store,
        _ news: [StoreScene.News],
        at now: Int64?,
        of stream: StreamID = StoreScene.calendar(0),
        span: Range<Timestamp>? = nil
    ) async throws -> Int {
        var first = StoreScene.page(Array(news.prefix(1)), startsRound: true, span: span)
        first.doubt = nil
        _ = try await store.commit(first, to: stream)
        var last = StoreScene.page(Array(news.dropFirst()), isLast: true, span: span)
        last.doubt = RoundDoubt(now: now.map { Timestamp(microseconds: $0) })
        return try await store.commit(last, to: stream).doubted
    }

    func doubts() async throws {
        for left in [0, 1, 3] {
            let store = try await make()
            let stream = StoreScene.calendar(0)
            let all = Self.seen(0..<6)
            try expect(try await round(store, all, at: 0) == 0, "nothing is missing at first")
            _ = try await finish(store, [stream])
            let before = try await content(store)
            let few = Array(all.prefix(left))
            for now in [nil, 5, 6, nil, Self.day + 4] {
                try expect(try await round(store, few, at: now) == 6 - left, "what is missing is counted")
                try expect(try await store.checkpoint(for: stream)?.settings == "", "it is to be read from the start")
                try expect(try await finish(store, [stream]) == CommitSummary(), "nothing is removed")
                try expect(try await content(store) == before, "everything stays")
            }
            // It was there, so the next doubt begins anew.
            try expect(try await round(store, all, at: Self.day + 4) == 0, "everything is named")
            try expect(try await store.checkpoint(for: stream)?.settings == "s", "the checkpoint is good")
            try expect(try await round(store, few, at: Self.day + 5) == 6 - left, "doubted again")
            try expect(try await round(store, few, at: nil) == 6 - left, "nobody knows what time it is")
            try expect(try await round(store, few, at: 2 * Self.day + 5) == 0, "and believed a day later")
            let gone = CommitSummary(removed: 6 - left)
            try expect(try await finish(store, [stream]) == gone, "what was missing is removed")
        }
    }

    func littleIsBelieved() async throws {
        let store = try await make()
        let (stream, other) = (StoreScene.calendar(0), StoreScene.mail(0))
        let all = Self.seen(0..<9)
        _ = try await round(store, all, at: 0)
        try expect(try await round(store, Array(all.dropLast(3)), at: 0) == 0, "a third is believed")
        try expect(try await finish(store, [stream]) == CommitSummary(removed: 3), "and removed")
        try expect(try await round(store, Array(all.prefix(3)), at: 0) == 3, "half of them is not")
        _ = try await round(store, Array(all.prefix(6)), at: 0)
        _ = try await round(store, Array(all.prefix(2)), at: 0, span: Self.span(100..<103))
        let (named, moved) = ((0..<6).map { StoreScene.News.seen($0 + 20, of: 100 + $0) }, Self.seen(0..<6))
        try expect(try await round(store, named, at: 0) == 0, "other names for the same are no loss")
        try expect(try await finish(store, [stream]) == CommitSummary(), "nothing is lost")
        _ = try await round(store, moved, at: 0, of: other)
        try expect(try await round(store, [], at: 0) == 0, "what is in another folder is no loss")
        try expect(try await round(store, Array(moved.prefix(4)), at: 0, of: other) == 0, "two are believed")
        _ = try await store.commit(StoreScene.page((0..<4).map { .gone($0) }, isLast: true), to: other)
        try expect(try await content(store).liveSightings == 0, "what is said to be gone is")
    }

    func unpostponement() async throws {
        let store = try await make()
        let stream = StoreScene.calendar(0)
        _ = try await round(store, Self.seen(0..<2), at: 0)
        let page = StoreScene.page([.postponed(0), .postponed(9)], isLast: true)
        _ = try await store.commit(page, to: stream)
        let before = try await content(store)
        var answer = StoreScene.page([])
        answer.changes = [0, 9].map { .unpostponed(StoreScene.item($0)) }
        _ = try await store.commit(answer, to: stream)
        try expect(try await store.postponed(in: stream) == [], "neither is read again")
        try expect(try await content(store).liveSightings == before.liveSightings, "what was held is")
        _ = try await round(store, Self.seen(1..<2), at: 0)
        try expect(try await finish(store, [stream]) == CommitSummary(removed: 1), "the next round decides")
    }

    private static func span(_ seconds: Range<Int64>) -> Range<Timestamp> {
        Timestamp(
            microseconds: seconds.lowerBound * 1_000_000
        )..<Timestamp(microseconds: seconds.upperBound * 1_000_000)
    }
}
