import Interactions
import Testing

@testable import Scoring

/// Sales that name nobody but the company that buys: whether anybody of us is in touch with its people.
struct CompanySaleTests {
    private static let employee: UInt32 = 101
    private static let today = Scene.now / 86_400_000_000

    private static func board(
        _ scene: Scene,
        closesIn days: Int64? = 12,
        interests: [UInt32] = [],
        buyers: [Int] = [0]
    ) -> Scoreboard {
        let stake = Stake(closeDay: days.map { today + $0 })
        let book = ScoredRecords([
            .init(.account, interests: [.init(person: employee)], stakes: [stake]),
            .init(
                .opportunity,
                interests: interests.map { .init(person: $0) },
                team: [Scene.anna],
                buyers: buyers,
                stakes: [stake]
            ),
        ])
        return Scoreboard(history: scene.history, book: book, options: scene.options, now: Scene.now)
    }

    private static func words(_ board: Scoreboard, in language: Language = .english) -> String? {
        board.scores[1].attention.words(board.scores[1], at: Scene.now, in: language)
    }

    private static func exchange(since days: Double) -> Scene {
        var scene = Scene()
        scene.email(from: true, ago: days + 0.1, inside: [Scene.ben], with: employee)
        scene.email(from: false, ago: days, reply: true, inside: [Scene.ben], with: employee)
        return scene
    }

    @Test func `the example of the page has thirty points`() {
        let board = Self.board(Self.exchange(since: 2))
        let needs = board.scores[1].attention
        #expect(needs.importance == 47)
        #expect(needs.points == 30)
        #expect(Self.words(board) == "closes on 9 June, no meeting planned")
        #expect(board.scores[1].health.state == .noActivities)
        #expect(board.scores[1].totals == Score.Totals())
    }

    @Test(
        arguments: [(2.0, nil), (6.9, nil), (20, "silent for 20 days"), (300, "silent for 300 days")]
            as [(Double, String?)]
    )
    func `silence is the company's`(days: Double, ending: String?) {
        let board = Self.board(Self.exchange(since: days))
        #expect(Self.words(board) == "closes on 9 June, no meeting planned" + (ending.map { ", " + $0 } ?? ""))
        #expect(board.scores[1].attention.silentDays == Int64(days))
    }

    @Test(arguments: [Interaction.Kind.meeting, .phoneCall])
    func `what is planned with the company is not about the sale, and is not nothing`(kind: Interaction.Kind) {
        var scene = Scene()
        scene.add(kind, from: true, ago: -3, with: Self.employee)
        let board = Self.board(scene)
        #expect(Self.words(board) == "closes on 9 June, no meeting about it planned")
        #expect(Self.words(board, in: .german) == "Abschluss am 9. Juni, kein Termin dazu geplant")
        #expect(Self.board(scene, closesIn: nil).scores[1].attention.reason == .none)
    }

    @Test func `nobody is involved where nobody is in touch, or with a stranger to the sale`() {
        let nobody = "closes on 9 June, no meeting planned, nobody involved yet"
        #expect(Self.words(Self.board(Scene())) == nobody)
        #expect(Self.words(Self.board(Self.exchange(since: 2), buyers: [])) == nobody)
        var crowd = Scene()
        crowd.add(.email, from: true, ago: 1, crowd: 60, with: Self.employee)
        #expect(Self.words(Self.board(crowd)) == nobody)
        #expect(Self.board(Self.exchange(since: 2), closesIn: nil).scores[1].attention.reason == .none)
        #expect(Self.board(Scene(), closesIn: nil).scores[1].attention.reason == .closing)
    }

    @Test func `where the sale has contacts of its own, the company says nothing`() {
        var scene = Self.exchange(since: 2)
        scene.email(from: true, ago: 30)
        scene.email(from: false, ago: 29.5, reply: true)
        for ago in [9.0, 6, 3] { scene.email(from: false, ago: ago, with: Self.employee) }
        let sale = Self.board(scene, interests: [Scene.contact]).scores[1]
        #expect(sale == Self.board(scene, interests: [Scene.contact], buyers: []).scores[1])
        #expect(sale.attention.silentDays == 29 && sale.attention.waitingCount == 0)
    }

    @Test(arguments: [2.0, 9, 40])
    func `a meeting with others of the company is said, where the sale has contacts too`(since: Double) {
        var scene = Scene()
        scene.email(from: true, ago: since + 0.2)
        scene.email(from: false, ago: since, reply: true)
        let alone = Self.board(scene, interests: [Scene.contact])
        #expect(Self.words(alone)?.hasPrefix("closes on 9 June, no meeting planned, only one known contact") == true)
        scene.add(.meeting, from: true, ago: -6, with: Self.employee)
        let beside = Self.board(scene, interests: [Scene.contact])
        #expect(Self.words(beside)?.hasPrefix("closes on 9 June, no meeting about it planned, only one") == true)
        #expect(beside.scores[1].attention.points == alone.scores[1].attention.points)
        scene.add(.meeting, from: true, ago: -30)
        #expect(
            Self.words(Self.board(scene, interests: [Scene.contact]))?.contains("no meeting planned before it closes")
                == true
        )
    }

    @Test func `a change of the company's contacts changes the sale, as scoring anew does`() {
        let scene = Self.exchange(since: 2)
        var board = Self.board(Scene())
        #expect(board.apply(scene.interactions) == [0, 1])
        #expect(board.scores == Self.board(scene).scores)
        let at = board.clocks(through: Scene.now)
        #expect(board.dated(at).map(\.score) == board.scores)
        board.apply([], removed: scene.interactions.map(\.number))
        #expect(board.scores == Self.board(Scene()).scores)
    }
}
