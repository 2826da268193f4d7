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

    @Test func `the example has an importance of 70 and 56 points, and says why`() {
        let score = Self.board(closesIn: 12, with: Self.example).scores[0]
        #expect(score.strength == 11)
        #expect(score.circle == Score.Circle(outside: 1, inside: 1))
        #expect(score.attention.importance == 70)
        #expect(score.attention.points == 56)
        #expect(score.attention.reason == .closing)
        // The clock is 28 May 2026.
        #expect(
            score.attention.words(score, at: Scene.now)
                == "closes on 9 June, no meeting planned, only one known contact involved, silent for 20 days"
        )
        #expect(
            score.attention.words(score, at: Scene.now, in: .german)
                == "Abschluss am 9. Juni, kein Termin geplant, nur ein bekannter Kontakt beteiligt, seit 20 Tagen still"
        )
    }

    @Test(
        arguments: [
            (-90, false), (-50, true), (-30, true), (0, true), (30, true), (60, false), (nil, false),
        ] as [(Int64?, Bool)]
    )
    func `a sale is named from two months before its date to three after it`(days: Int64?, isNamed: Bool) {
        // Nothing is silent that goes on.
        var scene = Self.example
        for ago in [3.0, 1] { scene.email(from: ago == 3, ago: ago, reply: true) }
        let needs = Self.board(closesIn: days, with: scene).scores[0].attention
        #expect((needs.reason == .closing) == isNamed)
        #expect((needs.closeDay != nil) == isNamed)
    }

    @Test func `what closes slopes: no day makes more than a few points`() {
        let points = (Int64(-100)...100).map { Self.board(closesIn: $0, with: Self.example).scores[0].attention.points }
        for (one, next) in zip(points, points.dropFirst()) { #expect(abs(one - next) <= 4) }
    }

    @Test func `a meeting ahead calms a sale that closes, and what is over says so`() {
        let scene = Self.example
        let over = Self.board(closesIn: -5, with: scene).scores[0]
        #expect(over.attention.words(over, at: Scene.now)?.hasPrefix("was to close on 23 May, no meeting") == true)
        var late = scene
        late.add(.meeting, from: true, ago: -40, answer: .accepted)
        let missed = Self.board(closesIn: 12, with: late).scores[0]
        #expect(missed.attention.words(missed, at: Scene.now)?.contains("no meeting planned before it closes") == true)
        #expect(Self.board(closesIn: 45, with: late).scores[0].attention.reason != .closing)
        for ago in [-3.0, -12] {
            var calm = scene
            calm.add(.meeting, from: true, ago: ago, answer: .accepted)
            #expect(Self.board(closesIn: 12, with: calm).scores[0].attention.reason != .closing)
        }
    }

    @Test(arguments: [nil, -200, 3, 80, 300] as [Int64?])
    func `an open sale that nobody is involved in is never forgotten`(days: Int64?) {
        let score = Self.board(closesIn: days, with: Scene()).scores[0]
        #expect(score.attention.reason == .closing && score.attention.points > 0)
        let words = score.attention.words(score, at: Scene.now)
        #expect(words?.hasSuffix("no meeting planned, nobody involved yet") == true)
        var scene = Scene()
        scene.add(.meeting, from: true, ago: -90)
        #expect(Self.board(closesIn: days, with: scene).scores[0].attention.isUntouched == false)
    }

    @Test func `what a colleague beside the owner does is no neglect`() {
        var scene = Scene()
        for week in 0..<10 {
            scene.email(from: true, ago: Double(7 * week) + 2.2, inside: [Scene.ben])
            scene.email(from: false, ago: Double(7 * week) + 2, reply: true, inside: [Scene.ben])
        }
        let known = Self.board(closesIn: 12, with: scene).scores[0]
        #expect(known.attention.words(known, at: Scene.now) == "closes on 9 June, no meeting planned")
        #expect(Self.board(closesIn: nil, with: scene).scores[0].attention.reason == .none)
        scene.add(.meeting, from: true, ago: -3, inside: [Scene.ben])
        #expect(Self.board(closesIn: 12, with: scene).scores[0].attention.reason == .none)
        // What they ask him waits for us all the same.
        var asked = Scene()
        for ago in [9.0, 6, 3] { asked.email(from: false, ago: ago, inside: [Scene.ben]) }
        let waiting = Self.board(closesIn: nil, with: asked).scores[0]
        #expect(waiting.attention.reason == .waiting && waiting.attention.waitingCount == 3)
        #expect(waiting.totals.emailsReceived == 0)
    }

    @Test func `values are told apart, however great the importance`() {
        var scene = Scene()
        for index in 0..<28 {
            scene.email(from: true, ago: 5.5 + 7 * Double(index))
            scene.email(from: false, ago: 5 + 7 * Double(index), reply: true)
        }
        let values: [Int64?] = [nil, 1_000_000, 5_000_000, 20_000_000, 700_000_000]
        let importances = values.map { Self.board(closesIn: 10, value: $0, with: scene).scores[0].attention.importance }
        #expect(zip(importances, importances.dropFirst()).allSatisfy { $0 < $1 })
        #expect(importances.allSatisfy { $0 < 100 })
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
        #expect(importance([Stake(value: 100), Stake(value: 100)]) == 20 + 26)
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
