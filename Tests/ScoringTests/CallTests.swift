import Interactions
import Testing

@testable import Scoring

/// Calls that lasted are both sides', and messages on machines are one side's.
struct CallTests {
    private static func score(seconds: Int, from us: Bool) -> Score {
        var scene = Scene()
        for week in 0..<20 {
            scene.add(.phoneCall, from: us, ago: 4 + 7 * Double(week), seconds: seconds)
        }
        return scene.score
    }

    @Test(arguments: [true, false])
    func `who talks every week is in touch, whoever calls`(us: Bool) {
        let score = Self.score(seconds: 1_200, from: us)
        #expect(score.health.state == .good)
        #expect(score.strength >= 30)
        #expect(score.attention.reason == .none)
    }

    @Test(arguments: [true, false])
    func `messages on a machine are one way`(us: Bool) {
        let score = Self.score(seconds: 0, from: us)
        #expect(score.health.state == .poor)
        #expect(!us || score.health.trend == .steady)
        #expect(score.strength == 0)
    }

    /// Their calls on the days before the clock, by their seconds, after six mails of theirs or none.
    @Test(
        arguments: [
            (6, [0.5: 0], "they wrote 6 times and called once, last less than a day ago, no answer"),
            (6, [2: 0, 3: 0], "they wrote 6 times and called 2 times, last 1 day ago, no answer"),
            (0, [3: 0], "they called once, last 3 days ago, no answer"),
            (0, [3: 0, 5: 0, 9: 0], "they called 3 times, last 3 days ago, no answer"),
            (6, [0.5: 60], nil), (0, [3: 0, 2: 1], nil),
            (6, [7: 60, 0.5: 0], "they wrote 2 times and called once, last less"),
        ] as [(Int, [Double: Int], String?)]
    )
    func `a message of theirs waits like a mail, and talking answers`(mails: Int, calls: [Double: Int], words: String?)
    {
        var scene = Scene()
        for index in 0..<mails { scene.email(from: false, ago: 1.5 + 4 * Double(index)) }
        for (ago, seconds) in calls { scene.add(.phoneCall, from: false, ago: ago, seconds: seconds) }
        let score = scene.score
        #expect((score.attention.reason == .waiting) == (words != nil))
        if let words {
            #expect(score.attention.words(score, at: Scene.now)?.hasPrefix(words) == true)
        }
        scene.add(.phoneCall, from: true, ago: 0.1)
        #expect(scene.score.attention.waitingCount == 0)
    }

    @Test func `a message never is more than a mail, and takes nothing off the list`() {
        for mails in 0...8 {
            func needs(_ more: (inout Scene) -> Void) -> Attention {
                var scene = Scene()
                for index in 0..<mails { scene.email(from: false, ago: 3 + 4 * Double(index)) }
                more(&scene)
                return scene.score.attention
            }
            let (before, called) = (needs { _ in }, needs { $0.add(.phoneCall, from: false, ago: 2.5) })
            let wrote = needs { $0.email(from: false, ago: 2.5) }
            #expect(called.points >= before.points && called.points == wrote.points)
            #expect(called.waitingCount == wrote.waitingCount && called.waitingCalls == 1)
        }
    }

    @Test func `a newsletter's message on the machine waits, and its mails do not`() {
        var scene = Scene()
        for week in 0..<52 { scene.email(from: false, ago: 1 + 7 * Double(week)) }
        scene.add(.phoneCall, from: false, ago: 2)
        #expect(scene.score.attention.waitingCount == 1 && scene.score.attention.waitingCalls == 1)
    }

    @Test func `their reply to us asks nothing after a message either, where no conversation is known`() {
        var scene = Scene()
        scene.email(from: true, ago: 9)
        scene.add(.phoneCall, from: false, ago: 5)
        scene.email(from: false, ago: 4, reply: true)
        #expect(scene.score.attention.waitingCount == 1)
    }

    @Test(arguments: [true, false])
    func `who talks knows them, and who leaves messages does not`(us: Bool) {
        var scene = Scene()
        for week in 0..<10 {
            let ago = 3 + 7 * Double(week)
            scene.add(.phoneCall, from: us, ago: ago, inside: [Scene.anna], seconds: 1_200)
            scene.add(.phoneCall, from: us, ago: ago, inside: [Scene.carla])
        }
        scene.email(from: true, ago: 20, inside: [Scene.ben])
        scene.email(from: false, ago: 19, inside: [Scene.ben])
        let found = scene.introducers
        #expect(found.map(\.person) == [Scene.anna, Scene.ben, Scene.carla])
        #expect(found.map(\.band) == [.strong, .weak, .unknown])
        #expect(found.map(\.calls) == [10, 0, 10])
    }

    @Test func `a call with somebody whom nobody listens to is not theirs`() {
        var scene = Scene()
        for week in 0..<20 { scene.add(.phoneCall, from: true, ago: 4 + 7 * Double(week), seconds: 600, with: 200) }
        #expect(scene.score.health.state == .noActivities)
    }
}
