import Interactions
import Testing

@testable import Scoring

/// What is at stake, and sales that close: the seventh example of `Documentation/health.md`, and the rules around it.
struct ImportanceTests {
    private static let today = Scene.now / 86_400_000_000

    /// An opportunity of Anna's with one contact, beside four others.
    private static func board(
        closesIn days: Int64?,
        value: Int64? = 5_000_000,
        options: ScoringOptions = ScoringOptions(),
        with scene: Scene
    ) -> Scoreboard {
        func sale(_ person: UInt32, _ stake: Stake) -> ScoredRecords.Record {
            ScoredRecords.Record(.opportunity, interests: [.init(person: person)], team: [Scene.anna], stakes: [stake])
        }
        let stake = Stake(value: value, closeDay: days.map { today + $0 })
        let others = [100_000, 2_000_000, 8_000_000, 9_000_000].enumerated().map { index, value in
            sale(500 + UInt32(index), Stake(value: value))
        }
        return Scoreboard(
            history: scene.history,
            book: ScoredRecords([sale(Scene.contact, stake)] + others),
            options: options,
            now: Scene.now
        )
    }

    private static var example: Scene {
        var scene = Scene()
        scene.email(from: true, ago: 21)
        scene.email(from: false, ago: 20, reply: true)
        return scene
    }

    @Test func `the example has an importance of 65 and 59 points, and says why`() {
        let score = Self.board(closesIn: 12, with: Self.example).scores[0]
        #expect(score.strength == 11)
        #expect(score.circle == Score.Circle(outside: 1, inside: 1))
        #expect(score.attention.importance == 65)
        #expect(score.attention.points == 59)
        #expect(score.attention.reason == .closing)
        // The clock is 28 May 2026.
        #expect(
            score.attention.words(score, at: Scene.now)
                == "closes on 9 June, no meeting planned, only one contact involved, silent for 20 days"
        )
        #expect(
            score.attention.words(score, at: Scene.now, in: .german)
                == "Abschluss am 9. Juni, kein Termin geplant, nur ein Kontakt beteiligt, seit 20 Tagen still"
        )
    }

    @Test(
        arguments: [
            (-31, false), (-30, true), (0, true), (45, true), (46, false), (nil, false),
        ] as [(Int64?, Bool)]
    )
    func `a sale is named from 45 days before its date to 30 days after it`(days: Int64?, isNamed: Bool) {
        let needs = Self.board(closesIn: days, with: Self.example).scores[0].attention
        #expect((needs.reason == .closing) == isNamed)
        #expect((needs.closeDay != nil) == isNamed)
    }

    @Test func `a meeting ahead calms a sale that closes, and what is over says so`() {
        var scene = Self.example
        let over = Self.board(closesIn: -5, with: scene).scores[0]
        #expect(over.attention.words(over, at: Scene.now)?.hasPrefix("was to close on 23 May, no meeting") == true)
        scene.add(.meeting, from: true, ago: -40, answer: .accepted)
        #expect(Self.board(closesIn: 12, with: scene).scores[0].attention.reason != .closing)
    }

    @Test func `nobody involved is said, and several are no cause`() {
        let empty = Self.board(closesIn: 12, with: Scene()).scores[0]
        #expect(
            empty.attention.words(empty, at: Scene.now) == "closes on 9 June, no meeting planned, nobody involved yet"
        )
        var scene = Scene()
        for person in [Scene.contact, 101, 102] { scene.email(from: true, ago: 1, with: person) }
        let sale = ScoredRecords.Record(
            .opportunity,
            interests: [Scene.contact, 101, 102].map { .init(person: $0) },
            stakes: [Stake(closeDay: Self.today + 12)]
        )
        let several = Scoreboard(
            history: scene.history,
            book: ScoredRecords([sale]),
            options: ScoringOptions(),
            now: Scene.now
        ).scores[0]
        #expect(several.circle.outside == 3)
        #expect(several.attention.words(several, at: Scene.now) == "closes on 9 June, no meeting planned")
    }

    @Test func `more value, a nearer date and more people matter more, and each can be left out`() {
        func importance(_ days: Int64?, _ value: Int64?, _ change: (inout ScoringOptions) -> Void = { _ in }) -> Int64 {
            var options = ScoringOptions()
            change(&options)
            return Self.board(closesIn: days, value: value, options: options, with: Self.example).scores[0].attention
                .importance
        }
        #expect(importance(12, 5_000_000) < importance(12, 50_000_000))
        #expect(importance(12, 5_000_000) < importance(3, 5_000_000))
        #expect(importance(nil, nil) == 38)
        #expect(importance(12, nil) == importance(12, 5_000_000) { $0.importance.value = 0 })
        #expect(importance(nil, 5_000_000) == importance(12, 5_000_000) { $0.importance.closeDate = 0 })
        #expect(importance(nil, nil) { $0.importance.strength = 0 } == 30)
        #expect(importance(12, .max) <= 100)
        #expect(importance(12, -5) == importance(12, nil))
    }

    @Test func `without values and dates an account is weighed as before, and with them it is weighed by its sales`() {
        func importance(_ stakes: [Stake]) -> Int64 {
            let account = ScoredRecords.Record(.account, interests: [.init(person: Scene.contact)], stakes: stakes)
            let sales = stakes.map { ScoredRecords.Record(.opportunity, interests: [], stakes: [$0]) }
            let book = ScoredRecords([account] + sales)
            return Scoreboard(history: Scene().history, book: book, options: ScoringOptions(), now: Scene.now)
                .scores[0].attention.importance
        }
        #expect(importance([]) == 20)
        #expect(importance([Stake()]) == 20)
        #expect(importance([Stake(value: 100), Stake(value: 100)]) == 20 + 13)
        #expect(importance([Stake(closeDay: Self.today), Stake(closeDay: Self.today + 60)]) == 40)
    }

    /// Points and reasons of contacts and of what they belong to, and what is told of each.
    @Test func `a relationship is told once, and what closes is told beside it`() {
        var scene = Self.example
        for ago in [9.0, 5] { scene.email(from: false, ago: ago, with: 200) }
        let people: [ScoredRecords.Interest] = [.init(person: Scene.contact)]
        let book = ScoredRecords([
            .init(.account, interests: people),
            .init(.contact, interests: people),
            .init(.opportunity, interests: people, team: [Scene.anna], stakes: [Stake(closeDay: Self.today + 5)]),
            .init(.opportunity, interests: people, team: [Scene.anna]),
            .init(.contact, interests: people),
            .init(.contact, interests: [.init(person: 200)]),
            .init(.account, interests: [.init(person: 200), .init(person: 201)]),
        ])
        let board = Scoreboard(history: scene.history, book: book, options: scene.options, now: Scene.now)
        for record in [0, 1] { #expect(board.scores[record].attention.reason == .silent) }
        #expect(board.scores[2].attention.reason == .closing)
        let told = board.attentions().map(\.reason)
        #expect(told[2] == .closing)
        // The sale that closes is the most urgent of the first four and speaks for them.
        for record in [0, 1, 3, 4] { #expect(told[record] == .none) }
        #expect(told[5] == .waiting)
        #expect(told[6] == .none)
    }
}
