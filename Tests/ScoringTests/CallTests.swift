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
        #expect(score.health.trend == .steady)
        #expect(score.strength == 0)
    }

    @Test func `a call with somebody whom nobody listens to is not theirs`() {
        var scene = Scene()
        for week in 0..<20 { scene.add(.phoneCall, from: true, ago: 4 + 7 * Double(week), seconds: 600, with: 200) }
        #expect(scene.score.health.state == .noActivities)
    }
}
