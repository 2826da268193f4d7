import Interactions
import Testing

@testable import Scoring

/// One person, day or invitation more never turns a relationship around.
struct SlopeTests {
    private static func health(crowd: Int, meetings: Int = 6, mails: [Double] = []) -> Int {
        var scene = Scene()
        for index in 0..<meetings {
            scene.add(.meeting, from: true, ago: 6 + 28 * Double(index), crowd: crowd, answer: .accepted)
        }
        for ago in mails { scene.email(from: true, ago: ago) }
        return scene.score.health.score ?? 0
    }

    @Test(arguments: [(6, []), (1, [4, 2]), (3, [5])] as [(Int, [Double])])
    func `the more took part the less it says, step by step`(meetings: Int, mails: [Double]) {
        let points = (0...60).map { Self.health(crowd: $0, meetings: meetings, mails: mails) }
        for (fewer, more) in zip(points, points.dropFirst()) {
            #expect(more <= fewer && fewer - more <= 9)
        }
        #expect(points[0] - (points.last ?? 0) > 20)
    }

    @Test func `monthly meetings of twenty-five are no good relationship, and of three they are`() {
        #expect(Self.health(crowd: 23) < 60)
        #expect(Self.health(crowd: 1) >= 60)
        #expect(Self.health(crowd: 10) + 15 <= Self.health(crowd: 1))
    }

    @Test func `a lecture and a meeting of thirty say as little`() {
        for crowd in [28, 29, 30, 199] { #expect(Self.health(crowd: crowd, meetings: 1, mails: [4, 2]) < 40) }
    }

    /// 2026-06-01 is a Monday; daily from Monday to Friday until the Friday before.
    @Test(arguments: [(0, true), (2, false), (3, false), (7, false)] as [(Int64, Bool)])
    func `who talks every day has not fallen silent on Monday morning`(days: Int64, isFine: Bool) {
        let monday: Int64 = 1_780_304_400_000_000
        let friday = Double(Scene.now - (monday - 3 * Span.day + 3 * 3_600_000_000)) / 86_400_000_000
        var scene = Scene()
        scene.options.frequency = .day
        for day in 0..<120 where day % 7 < 5 {
            scene.email(from: true, ago: friday + 0.1 + Double(day), conversation: UInt64(day))
            scene.email(from: false, ago: friday + Double(day), reply: true, conversation: UInt64(day))
        }
        let board = Scoreboard(
            history: scene.history,
            book: scene.book,
            options: scene.options,
            now: monday + days * Span.day
        )
        let score = board.scores[0]
        #expect(score.interval < 3)
        #expect((score.attention.reason == .none) == isFine)
        #expect((score.health.state == .good) == isFine || !isFine)
    }

    /// Of what happened since, the earlier clock of the trend must not make a plan.
    @Test(arguments: [0, 1, 10, 20, 30])
    func `who meets every month as ever does not decline`(crowd: Int) {
        for since in [1.0, 6, 12, 20, 26] {
            var scene = Scene()
            for index in 0..<9 {
                scene.add(.meeting, from: true, ago: since + 28 * Double(index), crowd: crowd, answer: .accepted)
            }
            #expect(scene.score.health.trend == .steady)
            #expect(scene.score.attention.reason != .declining)
        }
    }

    @Test func `a plan counts now and at the earlier clock alike`() {
        var scene = Scene()
        for index in 0..<8 {
            scene.email(from: true, ago: 45.5 + 7 * Double(index))
            scene.email(from: false, ago: 45 + 7 * Double(index), reply: true)
        }
        let (former, now) = (scene.score.attention.formerHealth ?? 0, scene.score.health.terms.score)
        scene.add(.meeting, from: true, ago: -4, answer: .accepted)
        let planned = scene.score
        #expect(planned.health.terms.score == now + 10)
        #expect(planned.attention.formerHealth == former + 10)
        #expect(planned.health.trend == .declining)
    }

    @Test func `a silence without a rhythm is forgotten little by little`() {
        let needs = (0...300).map { day -> Attention in
            var scene = Scene()
            scene.add(.meeting, from: true, ago: Double(day) + 2.5, answer: .accepted)
            scene.email(from: true, ago: Double(day) + 1.5)
            scene.email(from: false, ago: Double(day) + 0.5, reply: true)
            return scene.score.attention
        }
        let points = needs.map(\.points)
        #expect(zip(points[90...], points[91...]).allSatisfy { $0 >= $1 && $0 - $1 <= 2 })
        #expect(points[60] >= 10 && points[280] * 2 <= points[60])
        #expect(needs[180].reason == .silent && needs[280].reason == .poor)
    }

    @Test(arguments: [40.0, 66, 120, 300])
    func `writing on to somebody who is silent helps nothing`(silence: Double) {
        func score(_ chases: [Double]) -> Score {
            var scene = Scene()
            for index in 0..<28 {
                scene.email(from: true, ago: silence + 0.2 + 2 * Double(index))
                scene.email(from: false, ago: silence + 2 * Double(index), reply: true)
            }
            for ago in chases { scene.email(from: true, ago: ago) }
            return scene.score
        }
        let silent = score([])
        for chases in [[1.0], [1, 4, 8, 12], Array(stride(from: 0.5, to: silence - 25, by: 3))] {
            let chased = score(chases)
            #expect(chased.health.terms.score <= silent.health.terms.score)
            #expect(chased.interval == silent.interval)
            #expect(chased.attention.points >= silent.attention.points)
            #expect(chased.attention.reason == silent.attention.reason)
        }
    }
}
