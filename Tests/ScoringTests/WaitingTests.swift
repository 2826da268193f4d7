import Interactions
import Testing

@testable import Scoring

/// Whose mails wait for us: the more they are the more so, and only what comes like a newsletter or a report does not.
struct WaitingTests {
    /// - Parameter gaps: days between the mails, the latest first.
    private static func scene(
        _ gaps: some Sequence<Double>,
        since latest: Double = 1,
        ourMail: Double? = nil,
        reply: Int? = nil
    ) -> Scene {
        var scene = Scene()
        if let ourMail { scene.email(from: true, ago: ourMail) }
        var ago = latest
        for (index, gap) in ([0] + Array(gaps)).enumerated() {
            ago += gap
            scene.email(from: false, ago: ago, reply: index == reply)
        }
        return scene
    }

    private static func every(_ days: Double, times: Int) -> [Double] { Array(repeating: days, count: times - 1) }

    /// Many, and not evenly: in bursts, with a long silence, less and less often.
    private static let uneven: [[Double]] = [
        (0..<40).map { (index: Int) -> Double in index % 4 == 3 ? 20 : 1 },
        every(7, times: 14) + [150] + every(7, times: 3), [40, 30, 12, 5, 2, 1],
    ]

    /// For less than a quarter of a year: daily, several a day, every other day, weekly; six in three weeks.
    private static let steady: [[Double]] = [
        every(1, times: 14), every(1, times: 60), every(0.3, times: 40), every(2, times: 40), every(4, times: 6),
        every(1.5, times: 13), every(7, times: 6), every(7, times: 12),
    ]

    @Test(arguments: steady + uneven)
    func `whoever writes again and again is waiting`(gaps: [Double]) {
        for ourMail in [nil, 600.0] {
            let score = Self.scene(gaps, ourMail: ourMail).score
            #expect(score.attention.waitingCount == Int64(gaps.count + 1))
            #expect(score.attention.reason == .waiting && score.attention.points >= 70)
        }
    }

    /// At last reports, on weekdays or twice a week; before them with a week left out, one sent later and a correction
    /// of it an hour after, on other days of the week, and with a reminder each.
    private static let newsletters: [[Double]] = [
        every(7, times: 52), every(7, times: 14), every(6, times: 20), every(14, times: 26), every(30, times: 13),
        (0..<40).map { (index: Int) -> Double in [9: 14, 20: 9, 21: 0.04][index] ?? 7 },
        (0..<51).map { (index: Int) -> Double in [7, 6, 8][index % 3] },
        (0..<30).map { (index: Int) -> Double in index % 3 == 2 ? 2 : 7 },
        (0..<180).map { (index: Int) -> Double in index % 5 == 4 ? 3 : 1 }, every(3.5, times: 100),
        every(1, times: 200), every(2, times: 90),
    ]

    /// Too few to say it by their number: monthly and quarterly ones.
    @Test(
        arguments: [
            every(30.4, times: 12), every(91, times: 4), [31, 28, 31, 30, 31], every(14, times: 8),
        ] as [[Double]]
    )
    func `a few that come evenly are a circular only if we never were in contact`(gaps: [Double]) {
        #expect(Self.scene(gaps).score.attention.waitingCount == 0)
        #expect(Self.scene(gaps).score.attention.points < 20)
        let known = Self.scene(gaps, ourMail: 300).score.attention.waitingCount
        #expect(known == Int64((0...gaps.count).count { 1 + gaps.prefix($0).reduce(0, +) < 300 }))
        #expect(Self.scene(gaps, reply: gaps.count).score.attention.waitingCount > 0)
    }

    @Test(arguments: newsletters)
    func `what comes like a newsletter is one way, whether we once were in contact or not`(gaps: [Double]) {
        for ourMail in [nil, 20.5, 600.0] {
            let score = Self.scene(gaps, ourMail: ourMail).score
            #expect(score.attention.waitingCount == 0)
            #expect(score.attention.reason != .waiting && score.attention.points < 20)
        }
    }

    @Test func `one old answer makes no person of a newsletter, and many do`() {
        #expect(Self.scene(Self.every(7, times: 30), ourMail: 90, reply: 12).score.attention.waitingCount == 0)
        var scene = Scene()
        for week in 0..<30 { scene.email(from: false, ago: 1 + 7 * Double(week), reply: week % 5 == 1) }
        #expect(scene.score.attention.waitingCount == 30)
    }

    @Test func `whom we use to answer is nobody's newsletter`() {
        var scene = Scene()
        for week in 0..<40 {
            scene.email(from: false, ago: 2.5 + 7 * Double(week), conversation: UInt64(week))
            if week > 1 { scene.email(from: true, ago: 2 + 7 * Double(week), conversation: UInt64(week)) }
        }
        #expect(scene.score.attention.waitingCount == 2)
    }

    /// Where nobody knows conversations, as in the CRM.
    @Test(
        arguments: [
            every(7, times: 15), every(14, times: 14), every(7, times: 40),
            [3, 9, 5, 12, 7, 4, 10, 6, 8, 5, 11, 7, 9, 6, 3],
        ] as [[Double]]
    )
    func `who always was answered and is not any more waits, though no conversation is known`(gaps: [Double]) {
        for delay in [0.25, 1, 2.5] {
            var scene = Scene()
            var ago = 10.0
            for gap in [0] + gaps {
                ago += gap
                scene.email(from: false, ago: ago)
                scene.email(from: true, ago: ago - delay)
            }
            #expect(scene.score.attention.waitingCount == 0)
            for ago in [6.0, 4, 2] { scene.email(from: false, ago: ago) }
            let needs = scene.score.attention
            #expect(needs.waitingCount == 3)
            #expect(needs.reason == .waiting)
        }
    }

    @Test func `what answers another person of a company is no answer to its newsletter`() {
        var scene = Scene()
        for week in 0..<30 {
            scene.email(from: false, ago: 3 + 7 * Double(week))
            scene.email(from: false, ago: 5 + 7 * Double(week), with: 200)
            scene.email(from: true, ago: 4.5 + 7 * Double(week), with: 200)
        }
        let company = ScoredRecords([.init(.account, interests: [.init(person: Scene.contact), .init(person: 200)])])
        let board = Scoreboard(history: scene.history, book: company, options: scene.options, now: Scene.now)
        #expect(board.scores[0].attention.waitingCount == 0)
        var answered = Scene()
        for interaction in scene.interactions where interaction.direction == .inbound { answered.copy(interaction) }
        for week in 1..<30 { answered.email(from: true, ago: 2.5 + 7 * Double(week)) }
        #expect(answered.score.attention.waitingCount == 1)
    }

    @Test func `two newsletters of one company are no urgent customer`() {
        var scene = Scene()
        for week in 0..<52 { scene.email(from: false, ago: 1 + 7 * Double(week)) }
        for index in 0..<36 { scene.email(from: false, ago: 4 + 10 * Double(index), with: 200) }
        let company = ScoredRecords([.init(.account, interests: [.init(person: Scene.contact), .init(person: 200)])])
        func waits(_ scene: Scene) -> Int64 {
            Scoreboard(history: scene.history, book: company, options: scene.options, now: Scene.now).scores[0]
                .attention
                .waitingCount
        }
        #expect(waits(scene) == 0)
        for ago in [5.0, 2] { scene.email(from: false, ago: ago, with: 200, as: .sender) }
        scene.email(from: false, ago: 3, with: Scene.contact)
        #expect(waits(scene) == 0)
    }

    @Test(arguments: [0.3, 1, 6, 18, 40, 100, 300])
    func `a call makes no relationship of a newsletter`(ago: Double) {
        for gaps in [Self.every(7, times: 52), Self.every(7, times: 26), Self.every(2, times: 90)] {
            let silent = Self.scene(gaps).score
            var scene = Self.scene(gaps)
            scene.add(.phoneCall, from: true, ago: ago, seconds: 1_200)
            #expect(scene.score.attention.waitingCount == 0)
            #expect(scene.score.health.state == .poor)
            #expect(scene.score.health.terms.score <= silent.health.terms.score + 20)
        }
    }

    @Test(arguments: [0.2, 0.5, 1, 1.7, 2, 3, 5])
    func `one mail more is never less urgent`(gap: Double) {
        var last: Int64 = 0
        for times in 1...60 where Double(times) * gap < 84 {
            let points = Self.scene(Self.every(gap, times: times), since: 3).score.attention.points
            #expect(points >= last)
            last = points
        }
        #expect(last >= 75)
    }

    @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
    func `at any time another unanswered mail is never less urgent`(seed: UInt64) {
        var dice = SystemDice(seed: seed)
        var agos: [Double] = []
        var last: Int64 = 0
        for _ in 0..<40 {
            agos.append(3 + Double(dice.next() % 24_000) / 1_000)
            var scene = Scene()
            for ago in agos { scene.email(from: false, ago: ago) }
            let points = scene.score.attention.points
            #expect(points >= last)
            last = points
        }
    }

    /// The same numbers on every machine.
    private struct SystemDice {
        private var state: UInt64
        init(seed: UInt64) { state = seed }

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 33
        }
    }
}
