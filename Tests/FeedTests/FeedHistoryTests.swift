import Connector
import ConnectorTesting
import Eligibility
import Engine
import Feed
import FoundationEssentials
import Interactions
import SQLiteStore
import Scoring
import Testing

/// A whole export is the replay of increments, whatever happened: pages, links, mergers, purges, erasures, changed
/// settings, a clock that moves, and consumers that lose what they did not keep.
@Suite struct `What follows the feed` {
    private static let seeds = ProcessInfo.processInfo.environment["RAPPORT_TORTURE"] == nil ? 20 : 1_000

    @Test(arguments: 0..<seeds)
    func `holds what a whole export has`(seed: Int) async throws {
        let directory = try TemporaryDirectory()
        var history = StoreHistory(seed: seed)
        var random = SplitMix64(seed: UInt64(seed) &+ 1_000_000)
        // Some of what happens is of this day, and some is still to come.
        let time = MovingTime(.seconds(40))
        let engines = try await SceneEngines.make(directory, time)
        let store = try await SceneEngines.store(of: engines[0])
        var consumer = Consumer()
        for step in 0..<24 {
            try await Self.change(&history, store, &random, step)
            guard Int.random(in: 0..<4, using: &random) == 0 else { continue }
            let engine = engines.randomElement(using: &random) ?? engines[0]
            time.advance(by: Self.steps.randomElement(using: &random) ?? .zero)
            try await engine.refreshFeed(into: store)
            let streams = FeedStream.allCases.filter { _ in Int.random(in: 0..<5, using: &random) > 0 }
            try await Self.follow(engine, streams, &consumer, batch: Int.random(in: 1..<6, using: &random))
            if Int.random(in: 0..<3, using: &random) == 0 {
                consumer.goBack(to: Int.random(in: 0..<consumer.emitted.count, using: &random))
            }
        }
        // From here on nothing is still to come.
        time.advance(by: .seconds(86_400))
        try await engines[0].refreshFeed(into: store)
        try await Self.follow(engines[0], FeedStream.allCases, &consumer, batch: 3)
        // Where nothing happens, nothing is told as long as the day lasts.
        for span in [Duration.zero, .seconds(1), .seconds(3_600), .seconds(40_000)] {
            guard time.staysInDay(after: span) else { break }
            time.advance(by: span)
            let before = (consumer.tables, try await engines[0].installation.reader().extent())
            try await engines[0].refreshFeed(into: store)
            try await Self.follow(engines[0], FeedStream.allCases, &consumer, batch: 100)
            #expect(try await engines[0].installation.reader().extent() == before.1, "seed \(seed)")
            #expect(consumer.tables == before.0)
        }
        try await Self.compareScores(of: consumer, with: engines[0])
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

    private static let steps: [Duration] = [
        .seconds(1), .seconds(25), .seconds(3_600), .seconds(86_400), .seconds(86_400 * 40),
    ]

    /// Each row says what scoring says of the record at the instant that the row names.
    private static func compareScores(of consumer: Consumer, with engine: Engine) async throws {
        var boards: [Int64: Relationships] = [:]
        for line in consumer.rows(.relationship).values {
            let row = try JSONDecoder().decode([String: Scalar].self, from: Data(line.utf8))
            guard case .text(let table)? = row["crm_type"], case .text(let id)? = row["crm_id"] else { continue }
            guard case .text(let instant)? = row["scored_at"], let at = Timestamp(iso8601: instant) else {
                #expect(row["last_at"] == .null && row["next_at"] == .null && row["attention_points"] == .number(0))
                continue
            }
            if boards[at.microseconds] == nil {
                boards[at.microseconds] = try await Relationships(engine, for: .relationshipAnalytics, at: at)
            }
            let scored = try #require(boards[at.microseconds])
            let reference = CRMReference.Table(rawValue: table).flatMap { CRMReference($0, id: id) }
            let record = try #require(scored.index.records.firstIndex { $0.reference == reference })
            let score = scored.board.scores[record]
            let terms = score.health.terms
            for (name, value) in [
                ("health_activity", terms.activity), ("health_recency", terms.recency),
                ("health_balance", terms.balance), ("health_answers", terms.answers),
                ("health_waiting", terms.waiting), ("strength", Int64(score.strength)),
                ("interval_days", score.interval), ("attention_points", score.attention.points),
                ("waiting_count", score.attention.waitingCount), ("emails_received", score.totals.emailsReceived),
                ("meetings_received", score.totals.meetingsReceived),
            ] { #expect(row[name] == .number(Int(value)), "\(name)") }
            let silent = score.attention.silentDays.map { Scalar.number(Int($0)) } ?? Scalar.null
            #expect(row["silent_days"] == silent)
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
        case 3..<6: _ = try await history.nextOfPersons()(store)
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
        let engine = try await SceneEngines.make(directory, MovingTime(.seconds(5 * 86_400)))[0]
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
}
