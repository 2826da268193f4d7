import Interactions
import Testing

@testable import Scoring

/// What the numbers of a relationship say.
struct SummaryTests {
    private static func sentences(_ score: Score, _ language: Language = .english) -> [String] {
        Summary(score, at: Scene.now, in: language).sentences
    }

    @Test func `a relationship without anything says nothing`() {
        #expect(Self.sentences(Score()) == [])
    }

    @Test func `who did more is said with the numbers`() {
        var score = Score()
        (score.totals.meetingsSent, score.totals.meetingsReceived) = (5, 2)
        (score.totals.emailsSent, score.totals.emailsReceived) = (1, 2)
        (score.totals.callsMade, score.totals.callsReceived) = (3, 3)
        #expect(
            Self.sentences(score) == [
                "They sent 1 more mail than you did (2 and 1).", "You called 3 more meetings than they did (5 and 2).",
                "You made as many calls as they did: 3.",
            ]
        )
        #expect(
            Self.sentences(score, .german) == [
                "Die Gegenseite hat 1 Mail mehr geschickt als Ihr (2 und 1).",
                "Ihr habt 3 Besprechungen mehr angesetzt als die Gegenseite (5 und 2).",
                "Ihr habt ebenso viele Anrufe gemacht wie die Gegenseite: 3.",
            ]
        )
    }

    @Test func `answers, time and what comes next are said in both languages`() {
        var score = Score()
        score.byUs = Score.Answers(asked: 5, answered: 4, seconds: 4 * 11_520)
        score.byThem = Score.Answers(asked: 1, answered: 1, seconds: 3_960)
        (score.totals.teamSeconds, score.totals.customerSeconds) = (45_000, 14_400)
        score.circle = Score.Circle(outside: 4, inside: 2)
        score.attention.waitingCount = 1
        (score.usualGap, score.isRhythmLearnt) = (7, true)
        score.last = Score.Moment(at: Scene.now - 12 * 86_400_000_000, key: 1, kind: .email, direction: .inbound)
        score.next = Score.Moment(at: Scene.now + 86_400_000_000, key: 2, kind: .meeting, direction: .outbound)
        #expect(
            Self.sentences(score) == [
                "You answered 4 of 5 conversations that they began, on average after 3.2 hours.",
                "They answered 1 of 1 conversation that you began, on average after 1.1 hours.",
                "They answer 2.1 hours faster than you do.", "Your team spent 12.5 hours, they spent 4.0 hours.",
                "4 known contacts of theirs and 2 of yours took part.", "One mail of theirs waits for your answer.",
                "The last contact was 12 days ago; usual is one every 7 days.", "The next meeting is tomorrow.",
            ]
        )
        #expect(
            Self.sentences(score, .german) == [
                "Ihr habt 4 von 5 Unterhaltungen beantwortet, die sie begonnen hat, im Schnitt nach 3,2 Stunden.",
                "Die Gegenseite hat 1 von 1 Unterhaltung beantwortet, die Ihr begonnen habt, im Schnitt nach 1,1 Stunden.",
                "Die Gegenseite antwortet 2,1 Stunden schneller als Ihr.",
                "Euer Team hat 12,5 Stunden aufgewendet, die Gegenseite 4,0 Stunden.",
                "Beteiligt waren 4 bekannte Kontakte der Gegenseite und 2 von Euch.",
                "Eine Mail der Gegenseite wartet auf Eure Antwort.",
                "Der letzte Kontakt war vor 12 Tagen; üblich ist einer alle 7 Tage.",
                "Die nächste Besprechung ist morgen.",
            ]
        )
    }

    @Test(
        arguments: [
            (30, "within a minute", "innerhalb einer Minute"), (60, "after 1 minute", "nach 1 Minute"),
            (120, "after 2 minutes", "nach 2 Minuten"), (3_599, "after 59 minutes", "nach 59 Minuten"),
            (3_600, "after 1.0 hours", "nach 1,0 Stunden"), (11_520, "after 3.2 hours", "nach 3,2 Stunden"),
        ] as [(Int64, String, String)]
    )
    func `times below an hour are minutes`(seconds: Int64, english: String, german: String) {
        var score = Score()
        score.byUs = Score.Answers(asked: 5, answered: 5, seconds: 5 * seconds)
        #expect(
            Self.sentences(score) == ["You answered 5 of 5 conversations that they began, on average \(english)."]
        )
        #expect(Self.sentences(score, .german)[0].hasSuffix("die sie begonnen hat, im Schnitt \(german)."))
        score.byThem = Score.Answers(asked: 1, answered: 1, seconds: seconds + 1_000)
        #expect(Self.sentences(score).contains("You answer 16 minutes faster than they do."))
    }

    @Test(
        arguments: [
            (300, 150, nil), (359, 359, nil), (360, 0, "Your team spent 6 minutes, they spent 0 minutes."),
            (450, 5_400, "Your team spent 7 minutes, they spent 1.5 hours."),
        ] as [(Int64, Int64, String?)]
    )
    func `time is told where one side spent six minutes`(ours: Int64, theirs: Int64, sentence: String?) {
        var score = Score()
        (score.totals.teamSeconds, score.totals.customerSeconds) = (ours, theirs)
        #expect(Self.sentences(score) == [sentence].compactMap(\.self))
    }

    @Test(arguments: [(1, 1, "1 known contact of theirs and 1"), (2, 1, "2 known contacts of theirs and 1")])
    func `who takes part is who is known`(outside: Int, inside: Int, beginning: String) {
        var score = Score()
        score.circle = Score.Circle(outside: outside, inside: inside)
        #expect(Self.sentences(score) == ["\(beginning) of yours took part."])
    }

    /// 2026-06-10 is a Wednesday, 19:20 in UTC.
    @Test(
        arguments: [
            (0, 0.1, "today", "heute"), (0, 0.3, "tomorrow", "morgen"), (0, 1.1, "tomorrow", "morgen"),
            (0, 2.7, "in 3 days", "in 3 Tagen"), (9, 0.1, "today", "heute"), (9, 1, "tomorrow", "morgen"),
            (9, 0.9, "tomorrow", "morgen"), (-8, 0.4, "today", "heute"), (-8, 2.7, "in 3 days", "in 3 Tagen"),
        ] as [(Int64, Double, String, String)]
    )
    func `what comes next is told by the days of the reader's calendar`(
        hours: Int64,
        ahead: Double,
        english: String,
        german: String
    ) {
        let now: Int64 = 1_781_119_200_000_000
        var score = Score()
        let at = now + Int64(ahead * 86_400_000_000)
        score.next = Score.Moment(at: at, key: 2, kind: .meeting, direction: .outbound)
        func sentences(_ language: Language) -> [String] {
            Summary(score, at: now, in: language) { ($0 + hours * 3_600_000_000) / 86_400_000_000 }.sentences
        }
        #expect(sentences(.english) == ["The next meeting is \(english)."])
        #expect(sentences(.german) == ["Die nächste Besprechung ist \(german)."])
    }

    @Test func `without anything ahead that is said, and never that nobody is there`() {
        var scene = Scene()
        scene.email(from: true, ago: 0.5)
        let sentences = Self.sentences(scene.score)
        #expect(sentences.contains("No meeting or call is planned."))
        #expect(sentences.contains("The last contact was within the last 24 hours; expected is one every 7 days."))
    }

    @Test func `days and colleagues add up to the totals`() {
        var scene = Scene()
        scene.email(from: true, ago: 3, inside: [Scene.anna, Scene.ben])
        scene.email(from: false, ago: 3.5)
        scene.add(.meeting, from: true, ago: 59.9, inside: [Scene.anna, Scene.carla], seconds: 1800)
        scene.add(.phoneCall, from: false, ago: 60.1, seconds: 600)
        scene.email(from: true, ago: 366)
        let board = Scoreboard(history: scene.history, book: scene.book, options: scene.options, now: Scene.now)
        let days = board.days(of: 0)
        #expect(days[3] == Score.Day(emailsSent: 1, emailsReceived: 1))
        #expect(days[59] == Score.Day(meetings: 1))
        #expect(days.map(\.total).reduce(0, +) == 3)
        let shares = board.colleagues(of: 0)
        #expect(shares.map(\.person) == [Scene.anna, Scene.carla, Scene.ben])
        #expect(shares.map(\.seconds) == [2850, 1800, 150] as [Int64])
        #expect(shares.map(\.emailsSent) == [1, 0, 0])
        #expect(shares.map(\.emailsReceived) == [1, 0, 0])
        #expect(shares.map(\.seconds).reduce(0, +) == board.scores[0].totals.teamSeconds)
    }
}
