import Connector
import Feed
import Interactions
import Testing

@Suite struct `A position in the feed` {
    private func extent(_ digit: String, _ sequence: Int64) throws -> FeedExtent {
        FeedExtent(epoch: try #require(StoreEpoch(String(repeating: digit, count: 32))), sequence: sequence)
    }

    @Test func `is the same after it was written and read`() throws {
        var state = try FeedState().checked(against: extent("a", 9))
        state[.interaction] = ChangePosition(sequence: 7, number: 3)
        state[.person] = ChangePosition(sequence: 8)
        let again = try FeedState(json: Array(try state.json.utf8))
        #expect(again == state)
        #expect(again[.interaction] == ChangePosition(sequence: 7, number: 3))
        #expect(again[.person] == ChangePosition(sequence: 8))
        #expect(again[.record] == .start)
        let text = try state.json
        #expect(text.hasPrefix("{\"store_epoch\":\"aaaa"))
    }

    @Test func `of nothing goes with every store`() throws {
        #expect(try FeedState().checked(against: extent("a", 0)).isStart)
        #expect(try FeedState(json: Array("{}".utf8)).checked(against: extent("b", 5)).isStart)
        #expect(try FeedState(after: 0).checked(against: extent("b", 5)).isStart)
    }

    @Test func `of another epoch is refused, and so is one beyond the store's`() throws {
        let state = try FeedState(after: 3, epoch: String(repeating: "a", count: 32))
        #expect(try state.checked(against: extent("a", 3))[.record] == ChangePosition(sequence: 3))
        for foreign in [try extent("b", 3), try extent("b", 300), try extent("a", 2)] {
            let error = #expect(throws: FeedError.self) { try state.checked(against: foreign) }
            #expect(error?.code == .foreignPosition)
        }
        let bare = try FeedState(after: 3)
        #expect(try bare.checked(against: extent("b", 3))[.record] == ChangePosition(sequence: 3))
        #expect(throws: FeedError.self) { try bare.checked(against: extent("b", 2)) }
        #expect(throws: FeedError.self) { try FeedState(after: -1).checked(against: extent("b", 2)) }
    }

    @Test(arguments: [
        "", "x", "[]", "{\"store_epoch\":\"a\",\"streams\":{}}", "{\"streams\":{\"person\":{}}}",
        "{\"streams\":{\"person\":{\"sequence\":\"1\"}}}",
    ])
    func `that is damaged is refused`(text: String) {
        let error = #expect(throws: FeedError.self) { try FeedState(json: Array(text.utf8)) }
        #expect(error?.code == .badState)
    }
}
