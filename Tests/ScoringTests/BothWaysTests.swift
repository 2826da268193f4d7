import Interactions
import Testing

@testable import Scoring

/// How far what passed is both sides', whichever side it is that hardly ever was in contact.
struct BothWaysTests {
    @Test func `what passed a year ago makes nothing both ways, and a microsecond later it does`() {
        func balance(_ age: Int64?) -> Int64 {
            var scene = Scene()
            for day in 1...20 { scene.email(from: false, ago: Double(day), reply: true) }
            scene.email(from: true, ago: 10.5)
            if let age {
                var old = scene.interactions[20]
                old.occurredAt = Timestamp(microseconds: Scene.now - age)
                scene.copy(old)
            }
            return scene.score.health.terms.balance
        }
        #expect(balance(Span.year) == balance(nil))
        #expect(balance(Span.year - 1) > 2 * balance(nil))
    }

    /// One side's mails, weekly; of the other side and of both what is told.
    private static func scene(many: Int, from us: Bool, calls: [Double] = [], mails: [Double] = []) -> Scene {
        var scene = Scene()
        for week in 0..<many { scene.email(from: us, ago: Double(7 * week)) }
        for ago in calls { scene.add(.phoneCall, from: us, ago: ago, seconds: 1_200) }
        for ago in mails { scene.email(from: !us, ago: ago) }
        return scene
    }

    @Test(arguments: [true, false])
    func `a newsletter and one call are twenty-five points, whichever way`(us: Bool) {
        let score = Self.scene(many: 52, from: us, calls: [1]).score
        #expect(
            score.health.terms
                == Health.Terms(activity: 10_841_502, recency: 7_500_000, balance: 2_931_999, answers: 4_198_767)
        )
        #expect(score.health.score == 25)
        #expect(score.health.state == .poor)
    }

    @Test(arguments: [true, false])
    func `one contact more of the side that has fewer is never worth less, and four of sixty are enough`(us: Bool) {
        var last = 0
        for count in 0...8 {
            let mails = (0..<count).map { 1.5 + 10 * Double($0) }
            let points = Self.scene(many: 52, from: !us, mails: mails).score.health.terms.score
            #expect(points >= last)
            #expect(count > 1 || points < 40)
            #expect(count < 4 || points >= 60)
            last = points
        }
    }

    @Test(arguments: [(1, 1), (1, 4), (2, 16), (3, 36), (5, 100), (10, 10)] as [(Int, Int)])
    func `who has half the square root of the other's is a side like any`(fewer: Int, more: Int) {
        #expect(Self.evenness(fewer, more).part(of: 1_000_003) == 1_000_003)
        #expect(Self.evenness(more, fewer).part(of: 1_000_003) == 1_000_003)
        #expect(Self.evenness(fewer, more + 1).part(of: 1_000_003) < 1_000_003 || 4 * fewer * fewer > more)
    }

    @Test(arguments: [(0, 0, 0), (0, 9, 0), (1, 8, 500), (1, 53, 75), (2, 32, 500)] as [(Int, Int, Int64)])
    func `less than that makes little of it`(fewer: Int, more: Int, left: Int64) {
        #expect(Self.evenness(fewer, more).part(of: 1_000) == left)
        #expect(Self.evenness(more, fewer).part(of: 1_000) == left)
    }

    @Test func `what was a year ago is no side of this year`() {
        var scene = Self.scene(many: 52, from: false)
        for ago in 366...420 { scene.email(from: true, ago: Double(ago)) }
        #expect(scene.score.health.terms.balance == 0)
    }

    private static func evenness(_ ours: Int, _ theirs: Int) -> Evenness {
        var scene = Scene()
        for _ in 0..<ours { scene.email(from: true, ago: 1) }
        for _ in 0..<theirs { scene.email(from: false, ago: 1) }
        let board = Scoreboard(history: scene.history, book: scene.book, options: scene.options, now: Scene.now)
        var evenness = Evenness()
        for one in board.all(of: 0) { evenness.add(Weighed(one, board.history.rows[one.position], value: 6)) }
        return evenness
    }
}
