import Interactions
import Testing

@testable import Scoring

/// Who opted out counts for nobody, also by an address that is somebody else's now.
struct LeftOutTests {
    /// Of the person who opted out; the contact has the address.
    private static let former: Int64 = 200

    private static func history(linked record: Int64?, leavesOut isOut: Bool) -> History {
        var scene = Scene()
        scene.email(from: false, ago: 4)
        scene.email(from: true, ago: 3)
        scene.add(.meeting, from: true, ago: 2, answer: .accepted)
        var persons = (0..<300).map { UInt32($0) }
        if isOut { persons[Int(former)] = .max }
        var history = History(persons: persons)
        for var interaction in scene.interactions {
            for index in interaction.participants.indices
            where interaction.participants[index].address == Int64(Scene.contact) {
                interaction.participants[index].record = record
            }
            history.put(interaction)
        }
        return history
    }

    @Test(
        arguments: [(nil, false, 1), (nil, true, 1), (former, false, 0), (former, true, 0)] as [(Int64?, Bool, Int64)]
    )
    func `whose address it is now has nothing of what another did by it`(record: Int64?, isOut: Bool, count: Int64) {
        let history = Self.history(linked: record, leavesOut: isOut)
        let book = ScoredRecords(
            [Scene.contact, UInt32(Self.former)].map { .init(.contact, interests: [.init(person: $0)]) }
        )
        let scores = Scoreboard(history: history, book: book, options: ScoringOptions(), now: Scene.now).scores
        let totals = scores.map(\.totals)
        #expect(totals[0].emailsReceived == count)
        #expect(totals[0].emailsSent == count)
        #expect(totals[0].meetingsSent == count)
        let own: Int64 = record == nil || isOut ? 0 : 1
        #expect(totals[1].emailsReceived == own)
        #expect(totals[1].meetingsSent == own)
        let introducers = Introductions(
            history: history,
            book: book,
            options: ScoringOptions(),
            now: Scene.now,
            nameable: [Scene.anna]
        )
        .introducers(to: [[Scene.contact], [UInt32(Self.former)]])
        #expect(introducers.map(\.count) == [Int(count), Int(own)])
    }
}
