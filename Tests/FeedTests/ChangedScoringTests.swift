import Connector
import ConnectorTesting
import Eligibility
import Engine
import Interactions
import SQLiteStore
import Scoring
import Testing

/// Scores that go on from what changed are those that are worked out from everything.
@Suite struct ChangedScoringTests {
    private static let seeds = 0..<(Torture.isWhole ? 500 : 12)

    /// An engine, its store, and what one reader of it has read.
    private struct Scene {
        let directory: TemporaryDirectory
        let time = MovingTime(.seconds(400 * 86_400))
        let engine: Engine
        let store: SQLiteInteractionStore
        let eligibility: EligibilityService
        let count = CountingReader.Count()

        init() async throws {
            directory = try TemporaryDirectory()
            engine = try await SceneEngines.make(directory, time)[0]
            store = try await SceneEngines.store(of: engine)
            eligibility = try await engine.eligibility()
        }

        func relationships(after former: Relationships?, standing: Bool = false) async throws -> Relationships {
            try await Relationships(
                engine,
                for: .relationshipAnalytics,
                at: time.now,
                knowing: eligibility,
                after: former,
                standing: standing,
                from: CountingReader(reader: try engine.installation.reader(), count: count)
            )
        }

        /// What is different from everything that is scored from nothing at the same clock.
        func mistakes(in found: Relationships) async throws -> [String] {
            let clock = Timestamp(microseconds: found.board.now)
            let expected = try await Relationships(
                engine,
                for: .relationshipAnalytics,
                at: clock,
                knowing: eligibility
            )
            return Self.differences(found, expected)
        }

        private static func differences(_ one: Relationships, _ other: Relationships) -> [String] {
            func introducers(_ relationships: Relationships) -> [[Introducer]] {
                let targets = relationships.board.book.records.map { $0.interests.map(\.person) }
                return relationships.introductions().introducers(to: targets)
            }
            func contributions(_ board: Scoreboard) -> [[Scoreboard.Contribution]] {
                board.scores.indices.map { board.contributions(to: $0) }
            }
            var differences: [String] = []
            if one.index.records != other.index.records { differences.append("records") }
            if one.board.scores != other.board.scores { differences.append("scores") }
            if one.attentions != other.attentions { differences.append("attentions") }
            if contributions(one.board) != contributions(other.board) { differences.append("contributions") }
            if one.introducers.sorted() != other.introducers.sorted() { differences.append("who may introduce") }
            if introducers(one) != introducers(other) { differences.append("introductions") }
            if one.board.history.presentCount != other.board.history.presentCount { differences.append("count") }
            if one.emptiness != other.emptiness { differences.append("emptiness") }
            if one.sequence != other.sequence { differences.append("sequence") }
            return differences
        }
    }

    @Test(arguments: seeds)
    func `Scores from what changed are those from everything, whatever happens`(seed: Int) async throws {
        let scene = try await Scene()
        var history = RelationshipHistory(seed: seed)
        var last: Relationships?
        var done: [String] = []
        for _ in 0..<40 {
            done.append(try await history.step(scene.store, at: scene.time.now))
            if history.isOne(in: 2) { scene.time.advance(by: .seconds(history.isOne(in: 3) ? 90_000 : 100)) }
            guard !history.isOne(in: 4) else { continue }
            let next = try await scene.relationships(after: last, standing: history.isOne(in: 2))
            let mistakes = try await scene.mistakes(in: next)
            guard mistakes.isEmpty else {
                Issue.record("seed \(seed): \(mistakes) after\n\(done.suffix(4).joined(separator: "\n"))")
                return
            }
            last = next
        }
        #expect(scene.count.now.wholes < 15, "seed \(seed)")
    }

    @Test(arguments: seeds)
    func `Scores of the smallest world go on too`(seed: Int) async throws {
        let scene = try await Scene()
        var history = StoreHistory(seed: seed)
        var last: Relationships?
        for _ in 0..<40 {
            _ = try await history.next()(scene.store)
            guard history.isOne(in: 2) else { continue }
            let next = try await scene.relationships(after: last)
            #expect(try await scene.mistakes(in: next) == [], "seed \(seed)")
            last = next
        }
    }

    private static func mails(_ numbers: Range<Int>, variant: Int = 0) -> StorePage {
        StoreScene.page(numbers.map { .seen($0, of: $0, variant: variant) }, isLast: true)
    }

    @Test func `After a small sync only what changed is read`() async throws {
        let scene = try await Scene()
        _ = try await scene.store.commit(Self.mails(1..<90), settings: "s", to: StoreScene.mail(0))
        _ = try await scene.store.commit(
            StoreScene.page([.row(2, person: 0), .row(4, person: 1)]),
            settings: "s",
            to: StoreScene.rows
        )
        let first = try await scene.relationships(after: nil)
        #expect(scene.count.now == .init(wholes: 1, changed: 0))
        // Others are named by a new one, and the first address of all is new.
        _ = try await scene.store.commit(Self.mails(90..<92, variant: 2), settings: "s", to: StoreScene.mail(0))
        _ = try await scene.store.commit(Self.mails(5..<6, variant: 1), settings: "s", to: StoreScene.mail(0))
        let second = try await scene.relationships(after: first)
        #expect(scene.count.now == .init(wholes: 1, changed: 3))
        #expect(try await scene.mistakes(in: second) == [])
        // Nothing changed but the clock.
        scene.time.advance(by: .seconds(86_400))
        let third = try await scene.relationships(after: second)
        #expect(scene.count.now == .init(wholes: 1, changed: 3))
        #expect(third.board.now == second.board.now + 86_400_000_000)
        #expect(try await scene.mistakes(in: third) == [])
        // Another row has the second person: what names him is told otherwise.
        let row = StoreScene.page([.row(6, person: 1)])
        _ = try await scene.store.commit(row, settings: "s", to: StoreScene.rows)
        let fourth = try await scene.relationships(after: third)
        #expect(scene.count.now == .init(wholes: 1, changed: 6))
        #expect(try await scene.mistakes(in: fourth) == [])
    }

    @Test func `Where sequences mean something else, everything is read`() async throws {
        let scene = try await Scene()
        _ = try await scene.store.commit(Self.mails(1..<9), settings: "s", to: StoreScene.mail(0))
        let first = try await scene.relationships(after: nil)
        _ = try await scene.store.renewEpoch()
        let second = try await scene.relationships(after: first)
        #expect(scene.count.now.wholes == 2)
        scene.time.advance(by: .seconds(-1))
        _ = try await scene.relationships(after: second)
        #expect(scene.count.now.wholes == 3)
    }

    @Test func `A clock that may stand still moves when something happened after it`() async throws {
        let scene = try await Scene()
        _ = try await scene.store.commit(Self.mails(1..<9), settings: "s", to: StoreScene.mail(0))
        let first = try await scene.relationships(after: nil)
        scene.time.advance(by: .seconds(60))
        _ = try await scene.store.commit(Self.mails(9..<12), settings: "s", to: StoreScene.mail(0))
        let second = try await scene.relationships(after: first, standing: true)
        #expect(second.board.now == first.board.now)
        #expect(try await scene.mistakes(in: second) == [])
        let now = Int(scene.time.now.microseconds / 1_000_000)
        let late = StoreScene.page([.seen(50, of: now - 30, variant: 1)], isLast: true)
        _ = try await scene.store.commit(late, settings: "s", to: StoreScene.mail(0))
        let third = try await scene.relationships(after: second, standing: true)
        #expect(third.board.now == scene.time.now.microseconds)
        #expect(try await scene.mistakes(in: third) == [])
    }
}
