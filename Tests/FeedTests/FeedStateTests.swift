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
        for state in [try FeedState().checked(against: extent("a", 0)), try FeedState(after: 0)] {
            let state = try state.checked(against: extent("a", 5))
            #expect(FeedStream.allCases.allSatisfy { state[$0] == .start })
        }
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

    private static let epoch = #""store_epoch":"\#(String(repeating: "a", count: 32))""#
    private static let place = #""streams":{"person":{"sequence":1}}"#

    @Test(arguments: [
        "", " ", "x", "[]", "{}", "null", "0", #"{"foo":1}"#, #"{"store_epoch":null}"#, #"{"streams":{}}"#,
        "{\(epoch)}", #"{\#(epoch),"streams":{}}"#, #"{\#(epoch),"streams":{"person":{}}}"#,
        #"{\#(epoch),"streams":{"perso":{"sequence":1}}}"#, #"{\#(epoch),"streams":{"person":{"sequence":"1"}}}"#,
        #"{"store_epoch":"a",\#(place)}"#, "{\(place)}", #"{"store_epoch":null,\#(place)}"#,
        #"{\#(epoch),"sequence":5}"#,
        "{\(epoch),\(place)", #"{"type":"STATE","value":{}}"#, #"{"type":"STATE"}"#,
        #"{"type":"SCHEMA","value":{\#(epoch),\#(place)}}"#, #"{"value":{\#(epoch),\#(place)}}"#,
    ])
    func `that is damaged or of something else is refused, and told what to do`(text: String) {
        let error = #expect(throws: FeedError.self) { try FeedState(json: Array(text.utf8)) }
        #expect(error?.code == .badState)
        #expect(error?.message.contains("load everything from the start") == true)
    }

    @Test func `is understood as Singer's whole line too`() throws {
        let state = "{\(Self.epoch),\(Self.place)}"
        let whole = try FeedState(json: Array(#"{"type":"STATE","value":\#(state)}"#.utf8))
        #expect(try whole == FeedState(json: Array((state + "\n").utf8)))
    }

    @Test func `of another epoch is refused even where it says nothing of the streams that are wanted`() throws {
        let state = try FeedState(json: Array("{\(Self.epoch),\(Self.place)}".utf8))
        #expect(try state.checked(against: extent("a", 1))[.record] == .start)
        #expect(throws: FeedError.self) { try state.checked(against: extent("b", 1)) }
        let none = #"{\#(Self.epoch),"streams":{"person":{"sequence":0}}}"#
        let first = try FeedState(json: Array(none.utf8))
        #expect(throws: FeedError.self) { try first.checked(against: extent("b", 1)) }
    }
}
