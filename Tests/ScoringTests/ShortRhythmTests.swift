import Interactions
import Testing

@testable import Scoring

/// Rhythms of few days, and signs of life that nobody has answered.
struct ShortRhythmTests {
    /// - Parameter gaps: days between exchanges, the latest first.
    private static func exchanges(_ silence: Double, _ gaps: [Double]) -> Scene {
        var scene = Scene()
        var ago = silence
        for (index, gap) in ([0] + gaps).enumerated() {
            ago += gap
            scene.email(from: true, ago: ago + 0.02, conversation: UInt64(index))
            scene.email(from: false, ago: ago, reply: true, conversation: UInt64(index))
        }
        return scene
    }

    @Test(
        arguments: [
            (10.0, 10, 44), (10, 20, 49), (10, 40, 50), (10, 60, 53), (8, 44, 44),
        ] as [(Double, Int, Int64)]
    )
    func `who talked every day and fell silent is told first`(silence: Double, days: Int, points: Int64) {
        let score = Self.exchanges(silence, Array(repeating: 1, count: days - 1)).score
        #expect(score.interval == 3 && score.usualGap == 1)
        #expect(abs(score.attention.points - points) <= 3)
        #expect(score.attention.words(score, at: Scene.now) == "usual rhythm 1 day, silent for \(Int(silence))")
        let weekly = Self.exchanges(silence + 1, Array(repeating: 7, count: 10)).score
        #expect(score.attention.points > 2 * weekly.attention.points)
    }

    @Test(
        arguments: [
            (9.0, [10, 10, 7, 10, 10, 10], 10, nil), (16, Array(repeating: [5, 9], count: 10).flatMap(\.self), 9, 9),
            (20, [10, 10, 10, 10], 10, 10), (11, Array(repeating: [1, 1, 1, 1, 3], count: 6).flatMap(\.self), 1, 1),
            (40, Array(repeating: 7, count: 8), 7, 7), (45, Array(repeating: 30, count: 5), 30, 30),
        ] as [(Double, [Double], Int64, Int64?)]
    )
    func `the rhythm is the record's own`(silence: Double, gaps: [Double], gap: Int64, told: Int64?) {
        let score = Self.exchanges(silence, gaps).score
        #expect(score.usualGap == gap)
        let words = score.attention.words(score, at: Scene.now)
        let days = Language.english.count(gap, "day", "days")
        #expect(words == told.map { _ in "usual rhythm \(days), silent for \(Int(silence))" })
    }

    /// Days before the clock on which both wrote, long ago, then how long ago they wrote once more.
    private static let revivals: [(days: [Double], sign: Double)] = [
        ([180, 180.3, 180.6], 9), ([150, 157], 9), ((0..<13).map { 100 + Double($0) }, 9),
        ((0..<20).map { 120 + 2 * Double($0) }, 3), ([200, 230, 260], 20),
    ]

    @Test(arguments: revivals)
    func `one sign of life makes no relationship good again`(days: [Double], sign: Double) {
        var scene = Scene()
        for ago in days {
            scene.email(from: true, ago: ago + 0.1)
            scene.email(from: false, ago: ago, reply: true)
        }
        let silent = scene.score
        scene.email(from: false, ago: sign)
        let score = scene.score
        #expect(score.health.state == .poor)
        // What one side does alone is 8 and 7 at most.
        #expect(score.health.terms.score <= silent.health.terms.score + 15)
        #expect(score.attention.reason == .waiting && score.attention.waitingCount == 1)
        #expect(score.interval <= max(7, silent.interval))
    }

    @Test func `the example of the page has five points`() {
        var scene = Scene()
        for ago in [180.0, 180.3, 180.6] {
            scene.email(from: true, ago: ago + 0.1)
            scene.email(from: false, ago: ago, reply: true)
        }
        scene.email(from: false, ago: 9)
        let score = scene.score
        #expect(score.health.terms == Health.Terms(activity: 6_472_041, recency: 6_428_571, waiting: -7_000_000))
        #expect(score.health.score == 5 && score.strength == 15 && score.attention.points == 38)
        #expect(score.attention.words(score, at: Scene.now) == "they wrote once, last 9 days ago, no answer")
    }

    @Test(arguments: [(13, 185.0, 95.0), (20, 185, 95), (8, 200, 60)] as [(Int, Double, Double)])
    func `an exchange after a long silence does not make the silence usual`(days: Int, from: Double, later: Double) {
        var scene = Scene()
        for ago in [later] + (0..<days).map({ from + Double($0) }) {
            scene.email(from: true, ago: ago + 0.02)
            scene.email(from: false, ago: ago, reply: true)
        }
        let score = scene.score
        #expect(score.interval <= 7 && score.health.state == .poor)
        #expect(score.attention.reason == .silent && score.attention.points > 15)
    }

    @Test(arguments: [5.0, 9, 25, 60, 100, 180], [7.0, 30, 60])
    func `our answer never lowers health`(sign: Double, every: Double) {
        for count in 1...6 {
            var scene = Self.exchanges(sign + 15, Array(repeating: every, count: count))
            scene.email(from: false, ago: sign)
            let waiting = scene.score.health.terms.score
            scene.email(from: true, ago: 0.2)
            #expect(scene.score.health.terms.score >= waiting)
        }
    }
}
