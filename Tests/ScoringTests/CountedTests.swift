import Interactions
import Scoring
import Testing

/// What counts for a relationship at all: `Documentation/kpis.md`, "What counts at all".
struct CountedTests {
    private static let flags: [(flags: Interaction.Flags, counted: Int)] = [
        (.bulk, 0), (.automated, 0), (.private, 0), ([.bulk, .reply], 0), ([], 1), (.reply, 1),
        (.truncated, 1), (.recurring, 1),
    ]

    @Test(arguments: flags)
    func `newsletters, machines and what is private count for nobody`(flags: Interaction.Flags, counted: Int) {
        var scene = Scene()
        scene.email(from: false, ago: 2)
        scene.add(.email, from: false, ago: 1, flags: flags)
        #expect(scene.score.totals.emailsReceived == 1 + counted)
    }

    private static let answers: [(answer: Participant.Response?, counted: Int)] = [
        (.declined, 0), (.accepted, 1), (.tentative, 1), (Participant.Response.none, 1), (nil, 1),
    ]

    @Test(
        arguments: [
            (Participant.Response.declined, [], 0), (.declined, [.truncated], 1), (.accepted, [], 1),
            (Participant.Response.none, [], 1), (nil, [], 1),
        ] as [(Participant.Response?, Interaction.Flags, Int)]
    )
    func `a meeting of theirs that all of ours declined is none`(
        answer: Participant.Response?,
        flags: Interaction.Flags,
        counted: Int
    ) {
        var scene = Scene()
        scene.add(.meeting, from: false, ago: 1, flags: flags, ourAnswer: answer)
        #expect(scene.score.totals.meetingsReceived == counted)
    }

    @Test(arguments: answers)
    func `who declined was not met`(answer: Participant.Response?, counted: Int) {
        var scene = Scene()
        scene.add(.meeting, from: true, ago: 2, answer: .accepted)
        scene.add(.meeting, from: true, ago: 1, answer: answer)
        #expect(scene.score.totals.meetingsSent == 1 + counted)
    }
}
