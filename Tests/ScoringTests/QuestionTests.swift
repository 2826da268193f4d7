import Interactions
import Testing

@testable import Scoring

/// What asks us, since when, and what is an answer.
struct QuestionTests {
    private static let now = Scene.now

    /// In touch every week until ten days ago, our mail and their answer.
    private static func scene(until last: Double = 10) -> Scene {
        var scene = Scene()
        for week in 0..<10 {
            scene.email(from: true, ago: last + 0.2 + 7 * Double(week), conversation: UInt64(900 + week))
            scene.email(from: false, ago: last + 7 * Double(week), reply: true, conversation: UInt64(900 + week))
        }
        return scene
    }

    @Test(arguments: [0.1, 1, 1.9])
    func `the wait begins with the mail that asks, and not with the answer before it`(ago: Double) {
        var scene = Self.scene()
        scene.email(from: false, ago: ago)
        let needs = scene.score.attention
        #expect(needs.waitingCount == 1)
        #expect(needs.waitingSince == scene.interactions.last?.occurredAt.microseconds)
        #expect(needs.reason != .waiting)
        var late = Self.scene()
        late.email(from: false, ago: 2.1)
        #expect(late.score.attention.reason == .waiting)
    }

    @Test(arguments: [1, 2, 3, 5])
    func `whoever answers all that we asked asks for nothing`(count: Int) {
        var scene = Self.scene(until: 14)
        for thread in 0..<count { scene.email(from: true, ago: 5 + Double(thread) / 10, conversation: UInt64(thread)) }
        for thread in 0..<count {
            scene.email(from: false, ago: 3 + Double(thread) / 10, reply: true, conversation: UInt64(thread))
        }
        #expect(scene.score.attention.waitingCount == 0)
        // What follows in one of the conversations asks.
        scene.email(from: false, ago: 2.5, reply: true, conversation: 0)
        #expect(scene.score.attention.waitingCount == 1)
    }

    @Test func `two people whom we asked may both answer`() {
        var scene = Scene()
        scene.email(from: true, ago: 5, conversation: 1)
        for (index, person) in [Scene.contact, 200].enumerated() {
            scene.email(from: false, ago: 4 - Double(index) / 10, reply: true, conversation: 1, with: person)
        }
        let book = ScoredRecords([.init(.account, interests: [.init(person: Scene.contact), .init(person: 200)])])
        func waits() -> Int64 {
            Scoreboard(history: scene.history, book: book, options: scene.options, now: Self.now).scores[0].attention
                .waitingCount
        }
        #expect(waits() == 0)
        scene.email(from: false, ago: 3, reply: true, conversation: 1, with: 200)
        #expect(waits() == 1)
    }

    @Test func `a question that is asked again counts from the first time`() {
        var scene = Scene()
        scene.email(from: false, ago: 9, conversation: 1)
        for ago in [6.0, 3] { scene.email(from: false, ago: ago, reply: true, conversation: 1) }
        #expect(scene.score.attention.waitingCount == 3)
        #expect(scene.score.attention.waitingSince == Self.now - 9 * 86_400_000_000)
    }

    @Test(
        arguments: [
            ([Participant.Role.cc], false), ([.to], true), ([.cc, .to], true), ([.bcc], true), ([.cc, .bcc], true),
            ([.cc, .cc], false), ([], true),
        ] as [([Participant.Role], Bool)]
    )
    func `what we only read along asks somebody else`(roles: [Participant.Role], asks: Bool) {
        var parts = [
            StoredInteraction.Part(role: .sender, address: Int64(Scene.contact), isInternal: false),
            StoredInteraction.Part(role: .to, address: 300, isInternal: false),
        ]
        for (index, role) in roles.enumerated() {
            parts.append(StoredInteraction.Part(role: role, address: Int64(index + 1), isInternal: true))
        }
        var history = History()
        for (index, ago) in [12.0, 8, 5].enumerated() {
            history.put(
                StoredInteraction(
                    number: Int64(index + 1),
                    id: InteractionID(KeyedHash(high: UInt64(index + 1) << 1, low: 0)),
                    kind: .email,
                    direction: .inbound,
                    occurredAt: Timestamp(microseconds: Self.now - Int64(ago * 86_400_000_000)),
                    internalCount: roles.count,
                    externalCount: 2,
                    participants: parts
                )
            )
        }
        let board = Scoreboard(history: history, book: Scene().book, options: ScoringOptions(), now: Self.now)
        #expect(board.scores[0].attention.waitingCount == (asks ? 3 : 0))
        #expect(board.scores[0].totals.emailsReceived == 3)
    }

    @Test(arguments: [(0, 3), (8, 3), (9, 0), (16, 0), (36, 0)] as [(Int, Int64)])
    func `what many got asks nobody`(crowd: Int, waits: Int64) {
        var scene = Scene()
        for ago in [12.0, 8, 5] { scene.email(from: false, ago: ago, crowd: crowd) }
        #expect(scene.score.attention.waitingCount == waits)
    }

    @Test(
        arguments: [
            (Interaction.Kind.meeting, true, -2.0, true), (.meeting, true, -6.9, true), (.meeting, true, -7.1, false),
            (.meeting, false, -2, true), (.phoneCall, true, -2, true), (.email, true, -2, false),
        ] as [(Interaction.Kind, Bool, Double, Bool)]
    )
    func `a meeting or call of ours within a week is an answer`(
        kind: Interaction.Kind,
        us: Bool,
        ago: Double,
        isAnswered: Bool
    ) {
        var scene = Scene()
        for ago in [12.0, 8, 5] { scene.email(from: false, ago: ago) }
        scene.add(kind, from: us, ago: ago)
        #expect((scene.score.attention.waitingCount == 0) == isAnswered)
    }

    @Test(arguments: [(Participant.Response.none, false), (.accepted, true), (.tentative, true)])
    func `their invitation is an answer of ours once we accept it`(answer: Participant.Response, isAnswered: Bool) {
        var scene = Scene()
        for ago in [12.0, 8, 5] { scene.email(from: false, ago: ago) }
        scene.add(.meeting, from: false, ago: -2, ourAnswer: answer)
        #expect((scene.score.attention.waitingCount == 0) == isAnswered)
    }

    /// 2026-05-28 is a Thursday, 20:26 UTC.
    @Test func `with business hours we are late by the hours in which we could have answered`() {
        var scene = Scene()
        scene.options.businessHours = BusinessHours(opens: 540, closes: 1020, offset: 0)
        // Answered after a week, again and again.
        for round in 1...6 {
            let ago = 30 + 14 * Double(round)
            scene.email(from: false, ago: ago, conversation: UInt64(round))
            scene.email(from: true, ago: ago - 7, reply: true, conversation: UInt64(round))
        }
        var early = scene
        early.email(from: false, ago: 5)
        #expect(early.score.attention.waitingCount == 1)
        #expect(early.score.attention.reason != .waiting)
        var late = scene
        late.email(from: false, ago: 8)
        #expect(late.score.attention.reason == .waiting)
    }

    @Test(arguments: [1, 3, 6])
    func `who waits is forgotten little by little`(count: Int) {
        let points = (0...140).map { day -> Int64 in
            var scene = Scene()
            for index in 0..<count { scene.email(from: false, ago: Double(day) + 3 + 0.1 * Double(index * index)) }
            let needs = scene.score.attention
            return needs.reason == .waiting ? needs.points : 0
        }
        #expect(zip(points, points.dropFirst()).allSatisfy { abs($0 - $1) <= 5 || $0 < $1 })
        #expect(points[27] > 0 && points.last == 0)
        #expect((points[50] > 0) == (count > 1))
    }
}
