import Connector
import ConnectorTesting
import Engine
import Feed
import FoundationEssentials
import Interactions
import SQLiteStore
import Settings
import Testing

/// A whole export is the replay of increments, whatever happened: pages, links, mergers, purges, erasures, changed
/// settings, scores that age, and consumers that lose what they did not keep.
@Suite struct `What follows the feed` {
    private static let seeds = ProcessInfo.processInfo.environment["RAPPORT_TORTURE"] == nil ? 20 : 1_000

    @Test(arguments: 0..<seeds)
    func `holds what a whole export has`(seed: Int) async throws {
        let directory = try TemporaryDirectory()
        var history = StoreHistory(seed: seed)
        var random = SplitMix64(seed: UInt64(seed) &+ 1_000_000)
        let engines = try await Self.engines(directory)
        // Makes the log, without which nothing is decided about data.
        _ = try await engines[0].purge(StoreScene.mailbox(0), acceptsClock: true)
        let store = try engines[0].installation.store()
        var consumer = Consumer()
        for step in 0..<24 {
            try await Self.change(&history, store, &random, step)
            guard Int.random(in: 0..<4, using: &random) == 0 else { continue }
            let engine = engines.randomElement(using: &random) ?? engines[0]
            try await engine.refreshFeed(into: store)
            let streams = FeedStream.allCases.filter { _ in Int.random(in: 0..<5, using: &random) > 0 }
            try await Self.follow(engine, streams, &consumer, batch: Int.random(in: 1..<6, using: &random))
            if Int.random(in: 0..<3, using: &random) == 0 {
                consumer.goBack(to: Int.random(in: 0..<consumer.emitted.count, using: &random))
            }
        }
        try await Self.follow(engines[0], FeedStream.allCases, &consumer, batch: 3)
        var whole = Consumer()
        try await Self.follow(engines[0], FeedStream.allCases, &whole, batch: 1_000)
        for stream in FeedStream.allCases {
            #expect(consumer.rows(stream) == whole.rows(stream), "\(stream.rawValue), seed \(seed)")
        }
        for (stream, rows) in whole.tables {
            let schema = try Schema.stored(stream)
            for row in rows.values {
                #expect(try schema.complaints(about: Array(row.utf8)) == [], "\(stream.rawValue)")
            }
        }
    }

    private static func change(
        _ history: inout StoreHistory,
        _ store: SQLiteInteractionStore,
        _ random: inout SplitMix64,
        _ step: Int
    ) async throws {
        switch Int.random(in: 0..<20, using: &random) {
        case 0: _ = try await store.derive("rule \(step)") { StoreScene.Rule.evenInside($0) }
        case 1, 2: _ = try await history.nextRemoval()(store)
        default: _ = try await history.nextReading()(store)
        }
    }

    private static func follow(
        _ engine: Engine,
        _ streams: [FeedStream],
        _ consumer: inout Consumer,
        batch: Int
    ) async throws {
        var request = FeedRequest(streams, after: consumer.state)
        request.batch = batch
        var records = JSONRecords()
        var copy = consumer
        try await engine.feed(request, to: &records) { records, state in
            copy.take(records.take())
            copy.note(state)
        }
        consumer = copy
    }

    @Test func `is refused where the store began anew, and told what to do`() async throws {
        let directory = try TemporaryDirectory()
        let engine = try await Self.engines(directory)[0]
        let store = try engine.installation.store()
        _ = try await store.commit(StoreScene.page([.seen(0, of: 1)]), settings: "s", to: StoreScene.mail(0))
        var consumer = Consumer()
        try await Self.follow(engine, [.interaction], &consumer, batch: 10)
        #expect(consumer.rows(.interaction).count == 1)
        _ = try await store.renewEpoch()
        let error = await #expect(throws: FeedError.self) {
            try await Self.follow(engine, [.interaction], &consumer, batch: 10)
        }
        #expect(error?.code == .foreignPosition)
        #expect(error?.message.contains("load everything from the start") == true)
    }

    /// The same store seen with three settings: everything on, no licence, and a colleague who is not named.
    private static func engines(_ directory: TemporaryDirectory) async throws -> [Engine] {
        let users = (0..<3).map {
            #"{"email":"m\#($0)@contoso.example","enabled":true,"guest":false,"kind":"user","location":"EUR","roles":["Salesperson","System Administrator"],"administratorRoles":["Global Administrator"]}"#
        }
        _ = try directory.write(#"{"users":[\#(users.joined(separator: ","))]}"#, to: "users.json")
        let lifeCycle = #"""
            {"administrator":"m0@contoso.example","premiumFeatures":"1969-12-01T00:00:00Z","enabled":"1969-12-01T00:01:00Z",
            "roles":["Salesperson"],"consentBy":"m0@contoso.example","consent":"1969-12-01T00:02:00Z"}
            """#
        let variants = [
            #""eligibility":{"licenses":["DYN365_SALES_PREMIUM"]}"#,
            #""eligibility":{"licenses":["NONE"]}"#,
            #""eligibility":{"licenses":["DYN365_SALES_PREMIUM"]},"introductions":{"hidden":["m1@contoso.example"]}"#,
        ]
        var engines: [Engine] = []
        for (number, variant) in variants.enumerated() {
            let path = try directory.write(
                #"{"tenant":"t","internalDomains":["contoso.example"],"dataDirectory":"data","directory":"users.json","lifeCycle":\#(lifeCycle),\#(variant)}"#,
                to: "rapport\(number).json"
            )
            let settings = try await RapportSettings.load(path, environment: [:])
            engines.append(Engine(settings, clock: { Timestamp(microseconds: 5 * 86_400_000_000) }))
        }
        return engines
    }
}
