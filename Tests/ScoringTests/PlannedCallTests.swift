import Interactions
import Testing

@testable import Scoring

/// Calls that are planned: ahead they are the next contact, and once their time has passed they never were.
struct PlannedCallTests {
    private static func scene(_ agos: [Double]) -> Scene {
        var scene = Scene()
        for index in 0..<10 {
            scene.email(from: true, ago: Double(20 + 7 * index))
            scene.email(from: false, ago: Double(20 + 7 * index) - 0.1, reply: true)
        }
        for ago in agos { scene.add(.phoneCall, from: true, ago: ago, flags: .planned, seconds: 1_800) }
        return scene
    }

    @Test func `a call ahead is the next contact, and calms what is silent`() {
        let (silent, planned) = (Self.scene([]).score, Self.scene([-3]).score)
        #expect(silent.attention.reason == .silent && silent.next == nil)
        #expect(planned.attention.reason != .silent)
        #expect(planned.next?.kind == .phoneCall)
        #expect(planned.totals == silent.totals && planned.last == silent.last)
        #expect(planned.health.terms.recency == silent.health.terms.recency + 10_000_000)
        #expect(Summary(planned, at: Scene.now).sentences.contains("The next call is in 3 days."))
    }

    @Test(arguments: [0, 0.001, 1, 13, 200])
    func `a call that was planned for a time that has passed did not happen`(ago: Double) {
        #expect(Self.scene([ago]).score == Self.scene([]).score)
    }

    @Test func `the first that is still ahead is the next one`() {
        let score = Self.scene([2, -5, 0.5, -1]).score
        #expect(score.next?.at == Scene.now + 86_400_000_000)
    }

    @Test func `when its time passes it goes, and when it was held it counts`() throws {
        let scene = Self.scene([-1])
        var board = Scoreboard(history: scene.history, book: scene.book, options: scene.options, now: Scene.now)
        #expect(board.scores[0].next != nil)
        let later = Scene.now + 2 * 86_400_000_000
        board.advance(to: later)
        let without = Scoreboard(
            history: Self.scene([]).history,
            book: scene.book,
            options: scene.options,
            now: later
        )
        #expect(board.scores == without.scores)
        var held = try #require(scene.interactions.last)
        held.flags.remove(.planned)
        board.apply([held])
        #expect(board.scores[0].totals.callsMade == 1)
        held.flags.insert(.planned)
        board.apply([held])
        #expect(board.scores == without.scores)
    }
}
