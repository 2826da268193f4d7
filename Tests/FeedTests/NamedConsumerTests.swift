import Connector
import ConnectorTesting
import Engine
import Feed
import FoundationEssentials
import Interactions
import SQLiteStore
import Settings
import Testing

/// A consumer whose position is kept here gets everything, whatever happens to its deliveries.
@Suite struct `A named consumer` {
    private struct Interruption: Error {}

    private let directory: TemporaryDirectory
    private let engine: Engine
    private let store: SQLiteInteractionStore

    init() async throws {
        directory = try TemporaryDirectory()
        let path = try directory.write(
            #"{"tenant":"t","internalDomains":["contoso.example"],"directory":"users.json","dataDirectory":"data"}"#,
            to: "rapport.json"
        )
        engine = Engine(
            try await RapportSettings.load(path, environment: [:]),
            clock: { Timestamp(microseconds: 1_795_428_000_000_000) }
        )
        store = try engine.installation.store()
        _ = try await store.commit(
            StoreScene.page([.seen(1, of: 1), .seen(2, of: 2, variant: 1)]),
            settings: "s",
            to: StoreScene.mail(0)
        )
    }

    private static func name(_ text: String) throws -> ConsumerName { try #require(ConsumerName(text)) }

    /// Delivers row by row; after `limit` rows it is interrupted.
    private func deliver(
        to name: String,
        _ consumer: inout Consumer,
        _ streams: [FeedStream] = [.interaction, .participant],
        interruptedAfter limit: Int = .max
    ) async throws {
        var copy = consumer
        defer { consumer = copy }
        try await engine.delivery(to: Self.name(name)).deliver(streams) { start in
            var request = FeedRequest(streams, after: start)
            request.batch = 1
            var (records, count) = (JSONRecords(), 0)
            return try await engine.feed(request, to: &records) { records, state in
                copy.take(records.take())
                count += 1
                if count > limit { throw Interruption() }
            }
        }
    }

    private func whole() async throws -> Consumer {
        var consumer = Consumer()
        var records = JSONRecords()
        try await engine.feed(FeedRequest([.interaction, .participant]), to: &records) { records, _ in
            consumer.take(records.take())
        }
        return consumer
    }

    @Test func `gets what changed since the delivery before`() async throws {
        var first = Consumer()
        try await deliver(to: "w", &first)
        #expect(try await first.tables == whole().tables)
        var second = Consumer()
        try await deliver(to: "w", &second)
        #expect(second.tables.isEmpty)
        _ = try await store.commit(StoreScene.page([.seen(3, of: 3)]), settings: "s", to: StoreScene.mail(0))
        try await deliver(to: "w", &second)
        #expect(second.rows(.interaction).count == 1)
        var other = Consumer()
        try await deliver(to: "other", &other)
        #expect(other.rows(.interaction).count == 3)
    }

    @Test func `interrupted after any row, loses nothing and gets again only what it puts in its place`() async throws {
        var consumer = Consumer()
        for limit in 0..<4 {
            await #expect(throws: Interruption.self) {
                try await deliver(to: "w", &consumer, interruptedAfter: min(limit, 2))
            }
            let known = try await engine.consumers()
            #expect(known.map(\.deliveredAt) == [nil])
            #expect(known.map { Set($0.streams.values) } == [[0]])
        }
        try await deliver(to: "w", &consumer)
        #expect(try await consumer.tables == whole().tables)
        // Increments with a deletion, interrupted too.
        let changes: [StoreScene.News] = [.gone(1), .seen(4, of: 4), .seen(2, of: 2, variant: 0)]
        for change in changes {
            _ = try await store.commit(StoreScene.page([change]), settings: "s", to: StoreScene.mail(0))
        }
        _ = try await store.finishRound(
            of: StoreScene.mail(0).owner,
            source: "t",
            streams: [StoreScene.mail(0)],
            deletedMail: .remove
        )
        for limit in 0..<3 {
            await #expect(throws: Interruption.self) {
                try await deliver(to: "w", &consumer, interruptedAfter: limit)
            }
        }
        try await deliver(to: "w", &consumer)
        #expect(try await consumer.tables == whole().tables)
    }

    /// After `limit` flushes of interactions and participants, which are four rows of two interactions.
    @Test(arguments: 0..<4)
    func `gets told what was deleted after a first delivery that it has only a part of`(limit: Int) async throws {
        var consumer = Consumer()
        await #expect(throws: Interruption.self) {
            try await deliver(to: "w", &consumer, interruptedAfter: min(limit, 3))
        }
        let stream = StoreScene.mail(0)
        _ = try await store.commit(StoreScene.page([.gone(1), .seen(3, of: 3)]), settings: "s", to: stream)
        _ = try await store.finishRound(of: stream.owner, source: "t", streams: [stream], deletedMail: .remove)
        try await deliver(to: "w", &consumer)
        #expect(try await consumer.tables == whole().tables)
        #expect(consumer.rows(.interaction).count == 2)
    }

    @Test func `gets a stream that it did not have before from the start`() async throws {
        var consumer = Consumer()
        try await deliver(to: "w", &consumer, [.interaction])
        #expect(consumer.rows(.participant).isEmpty)
        try await deliver(to: "w", &consumer)
        #expect(try await consumer.tables == whole().tables)
    }

    @Test func `is served by one at a time, and another beside it`() async throws {
        let delivery = try engine.delivery(to: Self.name("w"))
        #expect(throws: EngineError.self) { try engine.delivery(to: Self.name("w")) }
        var other = Consumer()
        try await deliver(to: "other", &other)
        try await delivery.deliver([.interaction]) { $0 }
    }

    @Test(arguments: ["epoch", "", "{}", "\u{0}", #"{"deliveredAtMicroseconds":1,"position":{}}"#])
    func `with a position on which nothing follows is told to start over, and how`(damage: String) async throws {
        var consumer = Consumer()
        try await deliver(to: "w", &consumer)
        if damage == "epoch" {
            _ = try await store.renewEpoch()
        } else {
            _ = try directory.write(damage, to: "data/consumers/w.json")
        }
        let error = await #expect(throws: FeedError.self) { try await deliver(to: "w", &consumer) }
        #expect(error.flatMap { EngineError($0)?.code } == .foreignPosition)
        #expect(error?.message.contains("'rapport feed forget w'") == true)
        #expect(try await engine.consumers().map(\.isOurs) == [false])
        try engine.forget(Self.name("w"))
        var anew = Consumer()
        try await deliver(to: "w", &anew)
        #expect(try await anew.tables == whole().tables)
    }

    @Test func `is listed with how far it is, until it is forgotten`() async throws {
        var consumer = Consumer()
        try await deliver(to: "w", &consumer)
        _ = try await store.commit(StoreScene.page([.seen(3, of: 3)]), settings: "s", to: StoreScene.mail(0))
        try await deliver(to: "b", &consumer, [.interaction])
        let all = try await engine.consumers()
        #expect(all.map(\.name.text) == ["b", "w"])
        #expect(all.map(\.behind) == [0, 1])
        #expect(all.map { $0.streams.keys.count } == [1, 2])
        #expect(ConsumerListing(all).rows.map(\.state) == ["current", "behind"])
        #expect(all[0].deliveredAt == Timestamp(microseconds: 1_795_428_000_000_000))
        try engine.forget(Self.name("b"))
        #expect(try await engine.consumers().map(\.name.text) == ["w"])
        #expect(throws: EngineError.self) { try engine.forget(Self.name("b")) }
    }

    @Test(arguments: [
        ("w", true), ("snow-flake_2.x", true), ("9", true), (String(repeating: "a", count: 64), true),
        ("", false), (".", false), ("..", false), ("-w", false), ("_w", false), ("a/b", false), ("W", false),
        ("a b", false), ("a\u{301}", false), ("a\n", false), (String(repeating: "a", count: 65), false), ("ä", false),
    ])
    func `has a name that is good for a file`(text: String, isGood: Bool) {
        #expect((ConsumerName(text) != nil) == isGood)
    }
}
