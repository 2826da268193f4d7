import Interactions
import Testing

@testable import Scoring

/// The worked examples of `Documentation/health.md`, computed there by hand.
struct HealthExampleTests {
    @Test func `a living relationship has 81 points`() {
        var scene = Scene()
        scene.email(from: true, ago: 3, conversation: 1)
        scene.email(from: false, ago: 2, reply: true, conversation: 1)
        scene.add(.meeting, from: false, ago: 10)
        let score = scene.score
        #expect(score.interval == 7)
        #expect(
            score.health.terms
                == Health.Terms(activity: 16_462_178, recency: 30_000_000, balance: 18_712_406, answers: 15_881_634)
        )
        #expect(score.health.score == 81)
        #expect(score.health.state == .good)
        #expect(score.strength == 33)
        #expect(score.attention.reason == .none)
    }

    @Test(arguments: [true, false])
    func `one way is 15 points and no strength, whichever way`(us: Bool) {
        var scene = Scene()
        for week in 0..<52 { scene.email(from: us, ago: Double(7 * week)) }
        let score = scene.score
        #expect(score.health.terms == Health.Terms(activity: 8_333_333, recency: 7_500_000))
        #expect(score.health.score == 15)
        #expect(score.health.state == .poor)
        #expect(score.strength == 0)
    }

    @Test func `a relationship that cools down declines from 56 to 37`() {
        var scene = Scene()
        scene.email(from: true, ago: 30)
        scene.email(from: false, ago: 29, reply: true)
        scene.add(.meeting, from: true, ago: 33)
        let score = scene.score
        #expect(
            score.health.terms
                == Health.Terms(activity: 11_654_419, recency: 0, balance: 14_571_370, answers: 11_657_096)
        )
        #expect(score.health.score == 37)
        #expect(score.health.state == .poor)
        #expect(score.health.trend == .declining)
        #expect(score.attention.formerHealth == 56)
        let earlier = Scoreboard(
            history: scene.history,
            book: scene.book,
            options: scene.options,
            now: Scene.now - 14 * 86_400_000_000
        )
        #expect(earlier.scores[0].health.score == 56)
    }

    @Test func `six unanswered mails in three weeks leave nothing`() {
        var scene = Scene()
        for ago in [21.0, 17, 13, 9, 5, 1] { scene.email(from: false, ago: ago) }
        let score = scene.score
        #expect(score.health.terms == Health.Terms(activity: 8_333_333, recency: 7_500_000, waiting: -15_833_333))
        #expect(score.health.score == 0)
        #expect(score.attention.points == 75)
        #expect(score.attention.words(score, at: Scene.now) == "they wrote 6 times, last 1 day ago, no answer")
    }

    @Test func `a customer who is visited every quarter is well before the next visit`() {
        let score = Scene.quarterly(since: 60).score
        #expect(score.interval == 89)
        #expect(
            score.health.terms
                == Health.Terms(
                    activity: 21_636_891,
                    recency: 30_000_000,
                    balance: 22_786_387,
                    answers: 17_706_505,
                    waiting: -10_000_000
                )
        )
        #expect(score.health.score == 82)
        #expect(score.strength == 52)
        #expect(score.attention.reason == .none)
    }

    @Test func `who writes on to somebody who fell silent changes nothing, and his rhythm is named`() {
        var scene = Scene()
        for week in 0..<9 {
            scene.email(from: true, ago: 66.25 + 7 * Double(week))
            scene.email(from: false, ago: 66 + 7 * Double(week), reply: true)
        }
        let silent = scene.score
        for ago in [20.0, 10, 3] { scene.email(from: true, ago: ago) }
        let pursued = scene.score
        #expect(pursued.health.terms == silent.health.terms)
        #expect(pursued.interval == 7)
        #expect(pursued.attention.points == silent.attention.points)
        #expect(pursued.attention.words(pursued, at: Scene.now) == "usual rhythm 7 days, silent for 66")
    }

    @Test func `two mails are not enough`() {
        var scene = Scene()
        scene.email(from: true, ago: 3)
        scene.email(from: false, ago: 2)
        #expect(scene.score.health == Health(state: .notEnough, trend: .notEnough, terms: .init()))
        #expect(scene.score.health.score == nil)
    }

    @Test(arguments: [
        (0.0, Health.State.noActivities), (1, .poor), (364.9, .poor), (365.1, .notEnough), (729.9, .notEnough),
        (730.1, .dormant),
    ])
    func `without contact the state says what is missing`(ago: Double, expected: Health.State) {
        var scene = Scene()
        for _ in 0..<3 where ago > 0 { scene.email(from: true, ago: ago) }
        #expect(scene.score.health.state == expected)
    }

    /// Seconds beyond 365 and 730 days.
    @Test(arguments: [
        (365, -1, Health.State.poor), (365, 0, .notEnough), (730, 0, .notEnough), (730, 1, .dormant),
    ])
    func `a year ends at its last instant, and dormancy begins after that of the second`(
        days: Int,
        seconds: Int,
        expected: Health.State
    ) {
        var scene = Scene()
        for _ in 0..<3 { scene.email(from: true, ago: Double(days) + (Double(seconds) + 0.5) / 86_400) }
        #expect(scene.interactions[0].occurredAt.microseconds == Scene.now - Int64(days * 86_400 + seconds) * 1_000_000)
        #expect(scene.score.health.state == expected)
    }

    @Test func `a closed record has no score`() {
        var scene = Scene()
        for _ in 0..<3 { scene.email(from: true, ago: 1) }
        let book = ScoredRecords([.init(.lead, isActive: false, interests: [.init(person: Scene.contact)])])
        let board = Scoreboard(history: scene.history, book: book, options: scene.options, now: Scene.now)
        #expect(board.scores[0].health == Health(state: .notApplicable, trend: .notApplicable, terms: .init()))
        #expect(board.scores[0].totals.emailsSent == 3)
    }

    @Test func `weights and frequency move the score the way their names say`() {
        var scene = Scene()
        scene.email(from: true, ago: 20)
        scene.email(from: false, ago: 19)
        scene.email(from: true, ago: 18)
        let neutral = scene.score.health.terms.score
        scene.options.weights.email = 9
        #expect(scene.score.health.terms.score > neutral)
        scene.options.weights.email = 3
        #expect(scene.score.health.terms.score < neutral)
        scene.options.weights.email = 6
        let scores = ScoringOptions.Frequency.allCases.map { frequency in
            scene.options.frequency = frequency
            return scene.score.health.terms.score
        }
        #expect(scores == scores.sorted())
        #expect(Set(scores).count > 3)
    }

    @Test func `a message on our machine answers nothing`() {
        var scene = Scene()
        for ago in [21.0, 17, 13, 9, 5, 1] { scene.email(from: false, ago: ago) }
        var talked = scene
        talked.add(.phoneCall, from: false, ago: 0.5, seconds: 60)
        #expect(talked.score.attention.waitingCount == 0)
        scene.add(.phoneCall, from: false, ago: 0.5)
        let score = scene.score
        #expect(score.health.score == 0)
        #expect(score.health.terms.waiting == -15_833_333)
        #expect(score.attention.points == 75)
        #expect(
            score.attention.words(score, at: Scene.now)
                == "they wrote 6 times and called once, last less than a day ago, no answer"
        )
        #expect(
            score.attention.words(score, at: Scene.now, in: .german)
                == "sie haben 6-mal geschrieben und einmal angerufen, zuletzt vor weniger als einem Tag, keine Antwort"
        )
    }

    @Test func `a quarter missed is sixteen points`() {
        var scene = Scene()
        for ago in [137.0, 228, 319] { scene.add(.meeting, from: true, ago: ago, answer: .accepted) }
        let score = scene.score
        #expect(score.interval == 91 && score.isRhythmLearnt)
        #expect(score.strength == 35)
        #expect(score.attention.importance == 48)
        #expect(score.attention.points == 16)
        #expect(score.attention.words(score, at: Scene.now) == "usual rhythm 91 days, silent for 137")
    }

    @Test func `bounds of grades are in order`() {
        #expect(ScoringOptions.Bounds(good: 40, fair: 40) == nil)
        #expect(ScoringOptions.Bounds(good: 101, fair: 40) == nil)
        #expect(ScoringOptions.Bounds(good: 60, fair: 0) == nil)
        #expect(ScoringOptions.Bounds(good: 100, fair: 1) != nil)
    }
}
