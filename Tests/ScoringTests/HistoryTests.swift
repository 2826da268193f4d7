import Interactions
import Testing

@testable import Scoring

/// What is put into a history is in the order of its numbers.
struct HistoryTests {
    private static func interaction(_ number: Int64) -> StoredInteraction {
        StoredInteraction(
            number: number,
            id: InteractionID(KeyedHash(high: UInt64(number), low: 0)),
            kind: .email,
            direction: .outbound,
            occurredAt: Timestamp(microseconds: Scene.now - number),
            internalCount: 1,
            externalCount: 1,
            participants: []
        )
    }

    @Test(
        arguments: [
            ([], true), ([1], true), ([2, 5], true), ([6, 9], true), ([3], false), ([0], false), ([6, 4], false),
        ] as [([Int64], Bool)]
    )
    func `It takes what it has and what comes after all of it, and nothing between`(numbers: [Int64], isTaken: Bool) {
        var history = History()
        for number: Int64 in [1, 2, 5] { history.put(Self.interaction(number)) }
        #expect(history.takes(numbers.map(Self.interaction)) == isTaken)
    }

    @Test func `An empty one takes anything`() {
        #expect(History().takes([9, 3].map(Self.interaction)))
    }
}
