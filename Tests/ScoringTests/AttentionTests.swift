import Interactions
import Testing

@testable import Scoring

/// What a seller expects to read: the situations that the formulas were made for, with their order and bounds.
struct AttentionTests {
    private enum Case {
        static let needy: UInt32 = 100
        static let series: UInt32 = 101
        static let webinar: UInt32 = 102
        static let bystander: UInt32 = 103
        static let lecture: UInt32 = 104
        static let quarterly: UInt32 = 105
        static let strong: UInt32 = 106
        static let faded: UInt32 = 107
        static let main: UInt32 = 108
        static let all = needy...main
    }

    private static let scores: [UInt32: Score] = {
        var scene = Scene()
        for ago in [21.0, 17, 13, 9, 5, 1] { scene.email(from: false, ago: ago, with: Case.needy) }
        for week in 0..<52 { scene.email(from: false, ago: Double(7 * week + 3), with: Case.series) }
        for ago in [4.0, 11, 18] {
            scene.add(.meeting, from: true, ago: ago, crowd: 39, answer: Participant.Response.none, with: Case.webinar)
        }
        for index in 0..<12 {
            let ago = Double(4 * index + 2)
            scene.email(from: true, ago: ago, with: Case.main)
            scene.email(from: false, ago: ago - 0.1, reply: true, with: Case.main)
            scene.email(from: true, ago: ago, crowd: 1, with: Case.bystander, as: .cc)
            scene.email(from: false, ago: ago - 0.1, crowd: 1, with: Case.bystander, as: .cc)
        }
        scene.add(.meeting, from: true, ago: 20, crowd: 199, answer: Participant.Response.none, with: Case.lecture)
        for ago in [5.0, 9] { scene.email(from: true, ago: ago, with: Case.lecture) }
        for quarter in 0..<4 {
            let ago = 60 + Double(91 * quarter)
            scene.add(.meeting, from: true, ago: ago, answer: .accepted, with: Case.quarterly)
            scene.email(from: true, ago: ago - 1, with: Case.quarterly)
            scene.email(from: false, ago: ago - 2, with: Case.quarterly)
        }
        for index in 0..<28 {
            let ago = 66 + Double(7 * index)
            scene.email(from: true, ago: ago + 0.5, with: Case.strong)
            scene.email(from: false, ago: ago, reply: true, with: Case.strong)
        }
        for ago in [300.0, 302] { scene.email(from: false, ago: ago, with: Case.faded) }
        scene.email(from: true, ago: 301, with: Case.faded)
        let scores = scene.scores(of: Case.all)
        return Dictionary(uniqueKeysWithValues: zip(Case.all, scores))
    }()

    private func score(_ contact: UInt32) throws -> Score { try #require(Self.scores[contact]) }

    private func points(_ contact: UInt32) throws -> Int { try #require(try score(contact).health.score) }

    @Test func `six unanswered mails are the most urgent of all`() throws {
        let needy = try score(Case.needy)
        #expect(needy.health.state == .poor)
        #expect(needy.attention.reason == .waiting)
        for (contact, other) in Self.scores where contact != Case.needy {
            #expect(other.attention.points < needy.attention.points)
        }
    }

    @Test func `what is lost is told before what hardly was, and a rhythm is named`() throws {
        let (strong, faded) = (try score(Case.strong), try score(Case.faded))
        #expect(strong.strength >= 60)
        #expect(faded.strength < 10)
        #expect(strong.attention.reason == .silent)
        #expect(strong.attention.points > 3 * faded.attention.points)
        #expect(strong.attention.words(strong, at: Scene.now) == "usual rhythm 7 days, silent for 66")
        let order = Self.scores.sorted { $0.value.attention.points > $1.value.attention.points }.map(\.key)
        #expect(Array(order.prefix(2)) == [Case.needy, Case.strong])
    }

    @Test func `a series of mails that nobody answers is one way`() throws {
        let series = try score(Case.series)
        #expect(try points(Case.series) < 40)
        #expect(series.attention.waitingCount == 0)
        #expect(series.strength == 0)
    }

    @Test func `a webinar and a lecture say next to nothing`() throws {
        #expect(try points(Case.webinar) <= 5)
        #expect(try points(Case.lecture) < 25)
        #expect(try score(Case.webinar).strength == 0)
    }

    @Test func `who only reads along has far less than who writes`() throws {
        #expect(try points(Case.bystander) * 2 < points(Case.main))
        #expect(try points(Case.main) >= 60)
    }

    @Test(arguments: [10.0, 30, 60, 88])
    func `a quarterly customer is fine until the next visit is due`(since: Double) {
        let score = Scene.quarterly(since: since).score
        #expect(score.health.state == .good)
        #expect(score.attention.reason != .silent)
    }

    @Test func `long after it was due a quarterly customer is missed`() {
        let score = Scene.quarterly(since: 200).score
        #expect(score.attention.reason == .silent)
        #expect(score.health.state != .good)
    }

    @Test func `a meeting ahead calms what is silent, and a mail ahead does not`() {
        var scene = Scene()
        for index in 0..<10 {
            scene.email(from: true, ago: Double(40 + 7 * index))
            scene.email(from: false, ago: Double(40 + 7 * index) - 0.1, reply: true)
        }
        let silent = scene.score
        #expect(silent.attention.reason == .silent)
        var mailed = scene
        mailed.email(from: true, ago: -3)
        #expect(mailed.score.attention.reason == .silent)
        #expect(mailed.score.next == nil)
        scene.add(.meeting, from: true, ago: -3, answer: .accepted)
        #expect(scene.score.attention.reason != .silent)
        #expect(scene.score.health.terms.recency == silent.health.terms.recency + 10_000_000)
        #expect(scene.score.next?.kind == .meeting)
    }

    @Test func `a thank-you is no question, another mail after it is`() {
        var scene = Scene()
        for ago in [20.0, 10] { scene.email(from: true, ago: ago) }
        scene.email(from: false, ago: 9.9, reply: true)
        #expect(scene.score.attention.waitingCount == 0)
        scene.email(from: false, ago: 8, reply: true)
        #expect(scene.score.attention.waitingCount == 1)
        #expect(scene.score.attention.reason == .waiting)
        scene.email(from: true, ago: 1)
        #expect(scene.score.attention.waitingCount == 0)
    }

    @Test(
        arguments: [
            (Participant.Response.accepted, true), (.tentative, true), (.none, false), (.declined, nil),
        ] as [(Participant.Response, Bool?)]
    )
    func `an invitation is both ways only if it is accepted`(answer: Participant.Response, isMutual: Bool?) {
        var scene = Scene()
        for ago in [1.0, 8, 15] { scene.add(.meeting, from: true, ago: ago, answer: answer) }
        let score = scene.score
        #expect((score.health.terms.balance > 0) == (isMutual == true))
        #expect((score.totals.meetingsSent == 0) == (isMutual == nil))
    }

    @Test func `fast answers count for more than slow ones, from either side`() {
        func answers(_ delay: Double, byUs: Bool) -> Int64 {
            var scene = Scene()
            for index in 0..<4 {
                let ago = Double(10 + 7 * index)
                scene.email(from: !byUs, ago: ago, conversation: UInt64(index + 1))
                scene.email(from: byUs, ago: ago - delay, reply: true, conversation: UInt64(index + 1))
            }
            return scene.score.health.terms.answers
        }
        for byUs in [true, false] {
            #expect(answers(0.5, byUs: byUs) > answers(2.5, byUs: byUs))
            #expect(answers(2.5, byUs: byUs) > answers(5.5, byUs: byUs))
        }
    }

    @Test func `a contact and its account are not told twice`() {
        var scene = Scene()
        for ago in [21.0, 17, 13, 9, 5, 1] { scene.email(from: false, ago: ago) }
        let book = ScoredRecords([
            .init(.account, interests: [.init(person: Scene.contact), .init(person: 200)]),
            .init(.contact, interests: [.init(person: Scene.contact)]),
        ])
        let board = Scoreboard(history: scene.history, book: book, options: scene.options, now: Scene.now)
        #expect(board.scores.map(\.attention.points) == [75, 75])
        #expect(board.attentions().map(\.points) == [0, 75])
        #expect(board.attentions()[0].words(board.scores[0], at: Scene.now) == nil)
    }

    /// How a mail of theirs may be answered, or not.
    @Test(
        arguments: [
            (Interaction.Kind.email, true, Participant.Role?.none, Participant.Response?.none, 0, true),
            (.email, true, .cc, nil, 0, true), (.email, true, nil, nil, 40, false),
            (.phoneCall, true, nil, nil, 0, true), (.phoneCall, false, nil, nil, 0, false),
            (.meeting, true, nil, .accepted, 0, true),
            (.meeting, true, nil, Participant.Response.none, 0, true), (.meeting, true, nil, .declined, 0, false),
            (.meeting, false, nil, nil, 0, true),
        ] as [(Interaction.Kind, Bool, Participant.Role?, Participant.Response?, Int, Bool)]
    )
    func `a mail of theirs is answered by whatever reaches them`(
        kind: Interaction.Kind,
        us: Bool,
        role: Participant.Role?,
        answer: Participant.Response?,
        crowd: Int,
        isAnswered: Bool
    ) {
        var scene = Scene()
        for ago in [12.0, 8, 5] { scene.email(from: false, ago: ago) }
        scene.add(kind, from: us, ago: 2, inside: [Scene.ben], crowd: crowd, answer: answer, as: role)
        #expect((scene.score.attention.waitingCount == 0) == isAnswered)
    }

    @Test(arguments: [Interaction.Flags.automated, .bulk, .private])
    func `what a machine sent asks nothing and answers nothing`(flag: Interaction.Flags) {
        var scene = Scene()
        for ago in [12.0, 8, 5] { scene.email(from: false, ago: ago) }
        scene.add(.email, from: true, ago: 2, flags: flag)
        #expect(scene.score.attention.waitingCount == 3)
        scene.email(from: true, ago: 1)
        scene.add(.email, from: false, ago: 0.5, flags: flag)
        #expect(scene.score.attention.waitingCount == 0)
    }

    @Test func `an opportunity does not wait for what a colleague beside its owner answered`() {
        var scene = Scene()
        for ago in [12.0, 8, 5] { scene.email(from: false, ago: ago) }
        let sale = ScoredRecords.Record(.opportunity, interests: [.init(person: Scene.contact)], team: [Scene.anna])
        func score(_ scene: Scene) -> Score {
            Scoreboard(history: scene.history, book: ScoredRecords([sale]), options: scene.options, now: Scene.now)
                .scores[0]
        }
        let before = score(scene)
        #expect(before.attention.waitingCount == 3)
        scene.email(from: true, ago: 2, inside: [Scene.ben])
        let after = score(scene)
        #expect(after.attention.waitingCount == 0)
        // It is an answer, and counts for nothing else.
        #expect(after.totals == before.totals)
        #expect(after.last == before.last)
        #expect(after.health.terms.balance == 0)
        scene.email(from: false, ago: 1)
        #expect(score(scene).attention.waitingCount == 1)
    }

    @Test func `a reply long after our mail is an answer to it, and asks for nothing`() {
        var scene = Scene()
        for ago in [200.0, 120] { scene.email(from: true, ago: ago) }
        scene.email(from: false, ago: 20, reply: true)
        #expect(scene.score.attention.waitingCount == 0)
    }

    @Test func `one mail of a stranger waits less urgently than a strong relationship is lost, many more so`() {
        func points(_ mails: Int) -> Int64 {
            var scene = Scene()
            for index in 0..<mails { scene.email(from: false, ago: Double(10 + index)) }
            return scene.score.attention.points
        }
        let lost = Self.scores[Case.strong]?.attention.points ?? 0
        #expect(points(1) < lost)
        #expect(points(6) > lost)
        #expect((1..<6).allSatisfy { points($0) <= points($0 + 1) })
    }
}
