import Interactions
import Testing

@testable import Scoring

/// The worked example of `Documentation/kpis.md` and that of `Documentation/introductions.md`, and the rules around
/// them.
struct KPIExampleTests {
    private static let hour = 1 / 24.0

    /// The clock stands at 2026-06-30 12:00.
    private static var example: Scene {
        var scene = Scene()
        scene.email(from: true, ago: 10 + 3 * hour, inside: [Scene.anna, Scene.ben], conversation: 1)
        scene.email(from: false, ago: 10 - 3 * hour, reply: true, inside: [Scene.anna, Scene.ben], conversation: 1)
        scene.add(
            .meeting,
            from: false,
            ago: 5 + 2 * hour,
            inside: [Scene.anna, Scene.ben, Scene.carla],
            crowd: 1,
            seconds: 1800
        )
        scene.email(from: false, ago: 2 + 4 * hour, conversation: 2)
        return scene
    }

    @Test func `the example's counts, times and answers are those of the page`() {
        let score = Self.example.score
        #expect(
            score.totals
                == Score.Totals(
                    emailsSent: 1,
                    emailsReceived: 2,
                    repliesReceived: 1,
                    meetingsReceived: 1,
                    teamSeconds: 6300,
                    customerSeconds: 2550
                )
        )
        #expect(score.byThem == Score.Answers(asked: 1, answered: 1, seconds: 21600))
        #expect(score.byUs == Score.Answers(asked: 1, answered: 0, seconds: 0))
        #expect(score.weeks[0] == Score.Week(emailsReceived: 1, meetings: 1))
        #expect(score.weeks[1] == Score.Week(emailsSent: 1, emailsReceived: 1))
        #expect(score.weeks[2...].allSatisfy { $0.total == 0 })
        #expect(score.last?.key == 4)
        #expect(score.next == nil)
        #expect(score.isInExchange)
        #expect(score.mostContacted.map(\.person) == [Scene.contact])
        #expect(score.mostContacted.map(\.emails) == [1])
        #expect(score.mostContactedBy.map(\.person) == [Scene.anna, Scene.ben, Scene.carla])
    }

    @Test(
        arguments: [(0, 0, nil), (1, 0, 100), (0, 1, 0), (1, 2, 33), (2, 1, 66), (199, 1, 99)]
            as [(Int64, Int64, Int64?)]
    )
    func `of a hundred mails so many came from us, and a part of one counts as none`(
        sent: Int64,
        received: Int64,
        percent: Int64?
    ) {
        #expect(Score.Totals(emailsSent: sent, emailsReceived: received).emailsSentPercent == percent)
    }

    @Test func `what is still to come is the next interaction and nothing else`() {
        var scene = Self.example
        let before = scene.score
        scene.add(.meeting, from: true, ago: -1, seconds: 3600)
        scene.add(.meeting, from: true, ago: -2, seconds: 3600)
        var expected = before
        expected.next = Score.Moment(at: Scene.now + 86_400_000_000, key: 5, kind: .meeting, direction: .outbound)
        // Who will be talked with is not waited for.
        (expected.health, expected.attention) = (scene.score.health, scene.score.attention)
        #expect(scene.score == expected)
    }

    @Test(arguments: [
        (0, 1_440, 840, true), (0, 1_440, -840, true), (0, 1_440, 841, false), (0, 1_440, -841, false),
        (0, 1_441, 0, false), (-1, 60, 0, false), (60, 60, 0, false), (60, 61, 0, true),
    ])
    func `business hours lie in one day, at most 14 hours from UTC`(
        opens: Int,
        closes: Int,
        offset: Int,
        isPossible: Bool
    ) {
        #expect((BusinessHours(opens: opens, closes: closes, offset: offset) != nil) == isPossible)
    }

    @Test func `in business hours a night passes in no time`() throws {
        let hours = try #require(BusinessHours(opens: 9 * 60, closes: 17 * 60, offset: 120))
        // Friday 2026-06-26 16:00 at +02:00 to Monday 10:00: an hour and an hour.
        let friday: Int64 = 1_782_482_400_000_000
        #expect(hours.reading(at: friday + 66 * 3_600_000_000) - hours.reading(at: friday) == 7200)
        // A whole week has five times eight hours, from wherever.
        for hour in 0..<168 {
            let start = friday + Int64(hour) * 3_600_000_000
            #expect(hours.reading(at: start + 7 * 86_400_000_000) - hours.reading(at: start) == 5 * 8 * 3600)
        }
        // Long before 1970 it goes on.
        #expect(hours.reading(at: -10_000_000 * 1_000_000) < hours.reading(at: 0))
    }

    @Test func `a meeting with the customer's primary contact counts for the opportunity only if it is regarding it`()
        throws
    {
        var scene = Scene()
        scene.add(.meeting, from: true, ago: 1, seconds: 60)
        scene.email(from: true, ago: 1)
        let opportunity = ScoredRecords.Record(
            .opportunity,
            interests: [.init(person: Scene.contact, meetings: false)],
            team: [Scene.anna]
        )
        let book = ScoredRecords([opportunity])
        func totals(_ history: History) -> Score.Totals {
            Scoreboard(history: history, book: book, options: .init(), now: Scene.now).scores[0].totals
        }
        #expect(totals(scene.history).meetingsSent == 0)
        #expect(totals(scene.history).emailsSent == 1)
        let sale = try #require(CRMReference(.opportunity, id: "00000000-0000-4000-8000-000000000001"))
        var history = History(positions: [sale: 0])
        for interaction in scene.interactions { history.put(interaction) }
        var meeting = scene.interactions[0]
        meeting.regarding = sale
        history.put(meeting)
        #expect(totals(history).meetingsSent == 1)
    }

    @Test func `what a colleague does who is not on the team does not count`() {
        var scene = Scene()
        scene.email(from: true, ago: 1, inside: [Scene.ben])
        scene.email(from: false, ago: 1, inside: [Scene.ben, Scene.anna])
        let lead = ScoredRecords.Record(.lead, interests: [.init(person: Scene.contact)], team: [Scene.anna])
        let board = Scoreboard(history: scene.history, book: ScoredRecords([lead]), options: .init(), now: Scene.now)
        #expect(board.scores[0].totals.emailsSent == 0)
        #expect(board.scores[0].totals.emailsReceived == 1)
    }

    @Test func `the example of who knows whom is in the page's order`() {
        var scene = Scene()
        scene.email(from: true, ago: 3, inside: [Scene.anna])
        scene.email(from: false, ago: 1, reply: true, inside: [Scene.anna])
        scene.add(.meeting, from: true, ago: 40, inside: [Scene.ben], crowd: 4)
        scene.add(.phoneCall, from: true, ago: 5, inside: [Scene.dora], seconds: 1_200)
        scene.email(from: true, ago: 10, inside: [Scene.carla], crowd: 11)
        let found = scene.introducers
        #expect(found.map(\.person) == [Scene.anna, Scene.dora, Scene.ben, Scene.carla])
        #expect(found.map(\.strength) == [20, 20, 12, 3])
        #expect(found.map(\.band) == [.weak, .weak, .weak, .unknown])
        #expect(
            found[0].last == Score.Moment(at: Scene.now - 86_400_000_000, key: 2, kind: .email, direction: .inbound)
        )
    }

    @Test func `on CRM data alone calls introduce nobody`() {
        var scene = Scene()
        scene.add(.phoneCall, from: true, ago: 1)
        scene.add(.phoneCall, from: false, ago: 1)
        #expect(scene.introducers.map(\.calls) == [2])
        scene.options.usesExchange = false
        #expect(scene.introducers.isEmpty)
    }

    @Test func `who was only copied beside the sender knows nobody by it`() {
        var scene = Scene()
        scene.email(from: true, ago: 1, inside: [Scene.anna, Scene.ben])
        #expect(scene.introducers.map(\.person) == [Scene.anna])
    }

    @Test func `who got a mail from outside blindly was reached by it`() {
        var scene = Scene()
        scene.blind(from: false, ago: 1, to: [Scene.anna])
        #expect(scene.introducers.map(\.person) == [Scene.anna])
        #expect(scene.introducers.map(\.isTwoWay) == [false])
        let board = Scoreboard(history: scene.history, book: scene.book, options: .init(), now: Scene.now)
        #expect(board.lastContact(of: 0)?.by == [Scene.anna])
    }

    @Test func `who got a colleague's mail blindly knows nobody by it, nor who got what came through a list`() {
        var scene = Scene()
        scene.blind(from: true, ago: 1, to: [Scene.ben], named: [Scene.anna])
        #expect(scene.introducers.map(\.person) == [Scene.anna])
        for (flags, address) in [(Interaction.Flags.bulk, Scene.anna), ([], 50)] {
            var list = Scene()
            list.blind(from: false, ago: 1, to: [Scene.ben], named: [address], flags: flags)
            #expect(list.introducers.isEmpty)
        }
        var named = Scene()
        named.blind(from: false, ago: 1, to: [Scene.ben], named: [Scene.anna])
        #expect(Set(named.introducers.map(\.person)) == [Scene.anna, Scene.ben])
    }
}
