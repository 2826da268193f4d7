import Connector
import Feed
import Interactions
import Testing

/// What a host of the Airbyte protocol kept, and what it may lack.
@Suite struct `A state of Airbyte` {
    private static let catalog = #"""
        {"streams":[{"stream":{"name":"person"},"sync_mode":"incremental"},
        {"stream":{"name":"record"},"sync_mode":"full_refresh"}]}
        """#
    private static let epoch = String(repeating: "a", count: 32)
    private static let kept = #"{"store_epoch":"\#(epoch)","streams":{"person":{"sequence":7}}}"#
    private static let nothing = #"{"type":"STREAM","stream":{"stream_descriptor":{"name":"person"}}}"#

    private static func message(_ state: String, of stream: String = "person") -> String {
        #"{"type":"STREAM","stream":{"stream_descriptor":{"name":"\#(stream)"},"stream_state":\#(state)}}"#
    }

    private func input(_ state: String?) throws -> AirbyteInput {
        try AirbyteInput(catalog: Array(Self.catalog.utf8), state: state.map { Array($0.utf8) })
    }

    @Test func `goes on where it says, and begins where it says nothing`() throws {
        for state in [nil, "[]", "[\(Self.message("null"))]", "[\(Self.nothing)]"] {
            #expect(try input(state).streams.allSatisfy { $0.state == FeedState() })
        }
        let streams = try input("[\(Self.message(Self.kept))]").streams
        #expect(streams.map(\.stream) == [.person, .record])
        #expect(streams[0].state[.person] == ChangePosition(sequence: 7))
        #expect(streams[1].state == FeedState())
    }

    @Test(arguments: [
        "", "{}", "no list", "[{}]", #"[{"type":"LEGACY","data":{"person":5}}]"#, #"[{"type":"GLOBAL","global":{}}]"#,
        "[\(message("{}"))]", "[\(message(#"{"foo":1}"#))]", "[\(message(#"{"store_epoch":"00","sequence":5}"#))]",
        "[\(message(kept, of: "record"))]", "[\(message(kept, of: "persons"))]", "[\(message("[]"))]",
        "[\(message(kept)),{}]",
    ])
    func `that is none of ours is refused, and told what to do`(text: String) {
        let error = #expect(throws: FeedError.self) { try input(text) }
        #expect(error?.code == .badState)
        #expect(error?.message.contains("loads everything from the start") == true)
    }
}
