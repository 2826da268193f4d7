import Interactions
import Testing

@testable import Scoring

/// Reasons in words: they say who did what, and nothing that never was.
struct ReasonWordsTests {
    private static func words(_ score: Score) -> [String?] {
        [Language.english, .german].map { score.attention.words(score, at: Scene.now, in: $0) }
    }

    @Test(arguments: [1, 2, 6])
    func `who waits is said, in either language`(count: Int) {
        var scene = Scene()
        for index in 0..<count { scene.email(from: false, ago: 3.5 + Double(index)) }
        let times = count == 1 ? "once" : "\(count) times"
        let mal = count == 1 ? "einmal" : "\(count)-mal"
        #expect(
            Self.words(scene.score) == [
                "they wrote \(times), last 3 days ago, no answer",
                "sie haben \(mal) geschrieben, zuletzt vor 3 Tagen, keine Antwort",
            ]
        )
    }

    @Test func `nobody is said to have been heard who never was`() {
        var scene = Scene()
        for index in 0..<5 { scene.email(from: true, ago: Double(7 * index + 1)) }
        #expect(
            Self.words(scene.score) == [
                "we wrote 5 times and never heard from them",
                "wir haben 5-mal geschrieben, und sie haben sich nie gemeldet",
            ]
        )
    }

    /// Of somebody who was heard once, while it is not long ago that we wrote and waited; then that it is silent.
    @Test(
        arguments: [
            (9.0, [1, 4, 8], "we wrote 3 times since we last heard from them, no answer"),
            (14, [1, 3, 5, 8, 12], "we wrote 5 times since we last heard from them, no answer"),
            (17, [1, 8, 15], "we wrote 3 times since we last heard from them, no answer"),
            (40, [1, 8, 15, 22, 29], "silent for 40 days, expected every 7 days"),
        ] as [(Double, [Double], String)]
    )
    func `who was heard before we wrote on is said to have been heard`(heard: Double, ours: [Double], words: String) {
        var scene = Scene()
        for ago in ours { scene.email(from: true, ago: ago) }
        scene.email(from: false, ago: heard, crowd: 8)
        #expect(
            Self.words(scene.score) == [
                words,
                heard < 20
                    ? "wir haben \(ours.count)-mal geschrieben, seit sie sich zuletzt gemeldet haben, keine Antwort"
                    : "seit 40 Tagen nichts von ihnen gehört, erwartet alle 7 Tage",
            ]
        )
    }

    @Test func `a cause is told before what it looks like in numbers`() {
        var scene = Scene()
        for index in 0..<20 {
            scene.email(from: true, ago: 14.1 + 6 * Double(index))
            scene.email(from: false, ago: 14 + 6 * Double(index), reply: true)
        }
        let score = scene.score
        #expect(score.health.trend == .declining)
        #expect(Self.words(score)[0] == "usual rhythm 6 days, silent for 14")
    }

    @Test func `who is only copied was not written to`() {
        var scene = Scene()
        for index in 0..<12 { scene.email(from: true, ago: Double(4 * index + 1), crowd: 1, as: .cc) }
        let score = scene.score
        #expect(score.attention.unheardCount == 0)
        #expect(
            Self.words(score) == [
                "only in copy, health is \(score.health.terms.score) of 100",
                "nur in Kopie, Gesundheit ist \(score.health.terms.score) von 100",
            ]
        )
    }

    @Test(arguments: [true, false])
    func `a number is never told alone`(us: Bool) {
        var scene = Scene()
        for week in 0..<30 { scene.add(us ? .phoneCall : .email, from: us, ago: Double(7 * week + 60)) }
        let score = scene.score
        #expect(score.attention.reason == .poor)
        #expect(
            Self.words(score)[0]
                == "only \(us ? "we" : "they") were in contact, health is \(score.health.terms.score) of 100"
        )
    }

    @Test(
        arguments: [
            // Two mails on one day; two days, one gap; a rhythm that another one hides; a real one; one of days.
            ([40.0, 40.1], false), ([40, 45], false), ([40, 42, 45, 47], false),
            (Array(stride(from: 40, to: 110, by: 7)), true),
            (Array(stride(from: 100, to: 360, by: 30)), true), ((0..<200).map { Double($0) + 40 }, true),
        ] as [([Double], Bool)]
    )
    func `a rhythm is named only if there was one`(agos: [Double], isLearnt: Bool) {
        var scene = Scene()
        for ago in agos { scene.email(from: false, ago: ago, reply: true) }
        for ago in agos { scene.email(from: true, ago: ago, reply: true) }
        let score = scene.score
        #expect(score.isRhythmLearnt == isLearnt)
        #expect(score.attention.reason == .silent)
        let (days, silent) = (score.usualGap, Int(agos[0]))
        let (every, alle) = days == 1 ? ("1 day", "jeden Tag") : ("\(days) days", "alle \(days) Tage")
        #expect(
            Self.words(score)
                == (isLearnt
                    ? [
                        "usual rhythm \(every), silent for \(silent)",
                        "sonst \(alle) Kontakt, seit \(silent) Tagen nichts von ihnen",
                    ]
                    : [
                        "silent for \(silent) days, expected every \(days) days",
                        "seit \(silent) Tagen nichts von ihnen gehört, erwartet \(alle)",
                    ])
        )
    }
}
