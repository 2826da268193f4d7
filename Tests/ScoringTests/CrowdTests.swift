import Interactions
import Testing

@testable import Scoring

/// What many got or sat in: it has its small worth, and nobody was in contact through it.
struct CrowdTests {
    /// Something that many took part in, or few; those beside the contact and Anna are not listed.
    struct Event: Sendable {
        var kind: Interaction.Kind
        var isOurs: Bool
        var ago: Double
        var people: Int
        var answer: Participant.Response?

        func add(to scene: inout Scene) {
            scene.add(kind, from: isOurs, ago: ago, crowd: people - 2, seconds: 600, answer: answer)
        }
    }

    private static let crowds = [
        Event(kind: .meeting, isOurs: true, ago: -3, people: 30, answer: Participant.Response.none),
        Event(kind: .meeting, isOurs: true, ago: -3, people: 30, answer: .accepted),
        Event(kind: .meeting, isOurs: true, ago: -3, people: 23, answer: .accepted),
        Event(kind: .meeting, isOurs: true, ago: 0.5, people: 35, answer: .accepted),
        Event(kind: .meeting, isOurs: false, ago: 0.5, people: 24),
        Event(kind: .email, isOurs: true, ago: 0.5, people: 30),
        Event(kind: .email, isOurs: true, ago: 0.5, people: 11),
        Event(kind: .phoneCall, isOurs: true, ago: 0.5, people: 25),
        Event(kind: .phoneCall, isOurs: true, ago: -2, people: 30),
    ]

    private static let groups = [
        Event(kind: .meeting, isOurs: true, ago: -3, people: 22, answer: Participant.Response.none),
        Event(kind: .meeting, isOurs: true, ago: 0.5, people: 12, answer: .accepted),
        Event(kind: .email, isOurs: true, ago: 0.5, people: 10),
        Event(kind: .phoneCall, isOurs: true, ago: -2, people: 9),
    ]

    private static var six: Scene {
        var scene = Scene()
        for ago in [21.0, 17, 13, 9, 5, 1] { scene.email(from: false, ago: ago) }
        return scene
    }

    private static func lost(since silence: Double = 66) -> Scene {
        var scene = Scene()
        for index in 0..<28 {
            scene.email(from: true, ago: silence + 0.5 + Double(7 * index))
            scene.email(from: false, ago: silence + Double(7 * index), reply: true)
        }
        return scene
    }

    @Test(arguments: crowds)
    func `a crowd answers nothing and calms nothing`(crowd: Event) {
        var scene = Self.six
        crowd.add(to: &scene)
        let needs = scene.score.attention
        #expect(needs.waitingCount == 6 && needs.points == 75 && needs.reason == .waiting)
    }

    @Test(arguments: groups)
    func `a group answers and calms as two do`(group: Event) {
        var scene = Self.six
        group.add(to: &scene)
        #expect(scene.score.attention.waitingCount == 0)
    }

    @Test(arguments: crowds + [Event(kind: .email, isOurs: false, ago: 2, people: 30)], [50.0, 66, 90])
    func `a crowd ends no silence and is no plan`(crowd: Event, silence: Double) {
        let lost = Self.lost(since: silence).score
        var scene = Self.lost(since: silence)
        crowd.add(to: &scene)
        let score = scene.score
        #expect(score.attention.reason == .silent && score.attention.points >= lost.attention.points)
        #expect(score.attention.words(score, at: Scene.now) == "usual rhythm 7 days, silent for \(Int(silence))")
        #expect(score.health.terms.score <= lost.health.terms.score + 16)
    }

    @Test func `what is lost has 49 points, whatever webinar comes`() {
        #expect(Self.lost().score.attention.points == 49)
    }

    @Test func `a webinar ahead plans nothing about a sale`() {
        let today = Scene.now / 86_400_000_000
        func needs(_ people: Int?) -> Attention {
            var scene = Self.lost(since: 20)
            if let people {
                Event(kind: .meeting, isOurs: true, ago: -4, people: people, answer: .accepted).add(to: &scene)
            }
            let sale = ScoredRecords.Record(
                .opportunity,
                interests: [.init(person: Scene.contact)],
                stakes: [Stake(closeDay: today + 20)]
            )
            return Scoreboard(history: scene.history, book: ScoredRecords([sale]), options: .init(), now: Scene.now)
                .scores[0].attention
        }
        #expect(needs(nil).reason == .closing)
        #expect(needs(35).points == needs(nil).points && needs(35).reason == .closing)
        #expect(needs(5).reason != .closing)
    }

    /// Of ours in To and in copy, and of others beside, who are in To.
    @Test(
        arguments: [
            (1, 0, 0, true), (1, 6, 0, true), (1, 11, 0, true), (1, 30, 0, true), (1, 6, 8, true), (1, 6, 9, false),
            (1, 0, 8, true), (1, 0, 9, false),
        ] as [(Int, Int, Int, Bool)]
    )
    func `copies take nothing from a question`(to: Int, copies: Int, others: Int, asks: Bool) {
        var scene = Scene()
        let colleagues = [Scene.anna] + (0..<copies).map { UInt32(20 + $0) }
        for ago in [21.0, 17, 13, 9, 5, 1] { scene.email(from: false, ago: ago, inside: colleagues, crowd: others) }
        let needs = scene.score.attention
        #expect(needs.waitingCount == (asks ? 6 : 0))
        #expect((needs.points == 75) == asks)
        // And our answer with as many copies is one.
        scene.email(from: true, ago: 0.5, inside: colleagues, crowd: others)
        #expect(scene.score.attention.waitingCount == 0)
    }

    @Test func `of whom only a crowd says anything, hardly anything is said`() {
        var scene = Scene()
        for ago in [5.0, 12, 20] {
            Event(kind: .meeting, isOurs: true, ago: ago, people: 30, answer: .accepted).add(to: &scene)
        }
        let score = scene.score
        #expect(score.attention.contact == .none && score.attention.silentDays == nil)
        #expect(
            score.attention.words(score, at: Scene.now)
                == "hardly any contact, health is \(score.health.terms.score) of 100"
        )
    }
}
