import Interactions
import Testing

@testable import Scoring

/// What lies ahead: both sides have to plan it, and at an earlier clock nobody knew of calls.
struct PlanTests {
    private static var lost: Scene {
        var scene = Scene()
        for index in 0..<28 {
            scene.email(from: true, ago: 66.5 + Double(7 * index))
            scene.email(from: false, ago: 66 + Double(7 * index), reply: true)
        }
        return scene
    }

    @Test(arguments: [[-5.0], [-1], [-4, -11, -18], Array(stride(from: -100.0, to: 60, by: 7))])
    func `an invitation that they never accepted hides nobody who is lost`(agos: [Double]) {
        var scene = Self.lost
        for ago in agos { scene.add(.meeting, from: true, ago: ago, answer: Participant.Response.none) }
        let score = scene.score
        #expect(score.attention.points == 49 && score.attention.reason == .silent)
        #expect(score.health.terms.recency < 10_000_000)
    }

    @Test(
        arguments: [
            (Interaction.Kind.meeting, true, Participant.Response.accepted), (.meeting, true, .tentative),
            (.meeting, true, nil), (.meeting, false, nil), (.phoneCall, true, nil), (.phoneCall, false, nil),
        ] as [(Interaction.Kind, Bool, Participant.Response?)]
    )
    func `what they accepted, called or have in the CRM is planned`(
        kind: Interaction.Kind,
        us: Bool,
        answer: Participant.Response?
    ) {
        var scene = Self.lost
        let recency = scene.score.health.terms.recency
        scene.add(kind, from: us, ago: -5, answer: answer)
        #expect(scene.score.attention.points == 0)
        #expect(scene.score.health.terms.recency == recency + 10_000_000)
    }

    @Test func `an open invitation is an answer to what waits, and lies ahead of a sale`() {
        var scene = Scene()
        for ago in [9.0, 6, 3] { scene.email(from: false, ago: ago) }
        #expect(scene.score.attention.waitingCount == 3)
        scene.add(.meeting, from: true, ago: -5, answer: Participant.Response.none)
        #expect(scene.score.attention.waitingCount == 0)
        let stake = Stake(closeDay: Scene.now / 86_400_000_000 + 12)
        let sale = ScoredRecords([.init(.opportunity, interests: [.init(person: Scene.contact)], stakes: [stake])])
        let board = Scoreboard(history: scene.history, book: sale, options: scene.options, now: Scene.now)
        #expect(board.scores[0].attention.reason != .closing)
    }

    /// Eight weekly answers of ours, then four mails of theirs that nobody answered before the earlier clock.
    private static var waited: Scene {
        var scene = Scene()
        for index in 0..<8 {
            scene.email(from: false, ago: 40.1 + Double(7 * index), conversation: UInt64(index))
            scene.email(from: true, ago: 40 + Double(7 * index), reply: true, conversation: UInt64(index))
        }
        for ago in [22.0, 25, 28, 31] { scene.email(from: false, ago: ago, conversation: UInt64(ago * 10)) }
        return scene
    }

    @Test(
        arguments: [
            (Interaction.Kind.email, true, nil, 2), (.phoneCall, true, nil, 2), (.phoneCall, false, nil, 2),
            (.meeting, true, Participant.Response.none, 2), (.meeting, true, .accepted, 35),
        ] as [(Interaction.Kind, Bool, Participant.Response?, Int)]
    )
    func `what came later calmed nobody then`(
        kind: Interaction.Kind,
        us: Bool,
        answer: Participant.Response?,
        people: Int
    ) {
        let former = Self.waited.score.attention.formerHealth
        for ago in [10.0, 8, 12] {
            var scene = Self.waited
            scene.add(kind, from: us, ago: ago, crowd: people - 2, conversation: 99, answer: answer)
            #expect(scene.score.attention.formerHealth == former)
            #expect(scene.score.health.trend != .declining || people > 2 || !us)
        }
    }

    @Test func `a meeting that both sides had was planned`() {
        var scene = Self.waited
        scene.add(.meeting, from: true, ago: 10, answer: .accepted)
        #expect((scene.score.attention.formerHealth ?? 0) > (Self.waited.score.attention.formerHealth ?? 0) + 10)
    }
}
