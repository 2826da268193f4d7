import Interactions
@testable import Scoring
import Testing

/// The worked examples of `Documentation/health.md`, computed there by hand.
struct HealthExampleTests {
    @Test func `a living relationship has 98 points`() {
        var scene = Scene()
        scene.email(from: true, ago: 3)
        scene.email(from: false, ago: 2, reply: true)
        scene.add(.meeting, from: false, ago: 10)
        let health = scene.score.health
        #expect(health.terms.activity == 28_922_212)
        #expect(health.terms.recency == 30_000_000)
        #expect(health.terms.balance == 25_000_000)
        #expect(health.terms.answers == 15_000_000)
        #expect(health.score == 98)
        #expect(health.state == .good)
    }

    @Test func `who only writes stays poor`() {
        var scene = Scene()
        for week in 0..<12 { scene.email(from: true, ago: Double(7 * week)) }
        let health = scene.score.health
        #expect(health.terms == Health.Terms(activity: 30_000_000, recency: 7_500_000))
        #expect(health.score == 37)
        #expect(health.state == .poor)
    }

    @Test func `a relationship that cools down declines from 78 to 51`() {
        var scene = Scene()
        scene.email(from: true, ago: 30)
        scene.email(from: false, ago: 29, reply: true)
        scene.add(.meeting, from: true, ago: 33)
        let health = scene.score.health
        #expect(
            health.terms
                == Health.Terms(activity: 13_099_189, recency: 6_000_000, balance: 17_465_586, answers: 15_000_000)
        )
        #expect(health.score == 51)
        #expect(health.state == .fair)
        #expect(health.trend == .declining)
        let earlier = Scoreboard(
            history: scene.history,
            book: scene.book,
            options: scene.options,
            now: Scene.now - 14 * 86_400_000_000
        )
        #expect(earlier.scores[0].health.score == 78)
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

    @Test func `bounds of grades are in order`() {
        #expect(ScoringOptions.Bounds(good: 40, fair: 40) == nil)
        #expect(ScoringOptions.Bounds(good: 101, fair: 40) == nil)
        #expect(ScoringOptions.Bounds(good: 60, fair: 0) == nil)
        #expect(ScoringOptions.Bounds(good: 100, fair: 1) != nil)
    }
}
