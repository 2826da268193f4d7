import Connector
import ConnectorTesting
import HTTPTransport
import Interactions
import MicrosoftGraph
import Testing

/// Fields that an interaction can do without, in forms that they should not have.
struct LenientTests {
    private static let zoe = #"{"emailAddress":{"address":"zoe@example.com"}}"#
    private static let delta = Graph.host + "/v1.0/x?$deltatoken=1"

    private static func mails(_ more: [String]) async throws -> [SourceMail] {
        let messages = more.enumerated().map { Graph.message("m\($0)", "," + $1) }
        let transport = ScriptedTransport { _ in Graph.page(messages, delta: delta) }
        let source = GraphSource(client: try Graph.client(transport), now: Graph.now)
        let page = try await source.changes(in: Graph.stream, after: nil)
        #expect(await transport.exchanges.count == 1)
        return page.changes.compactMap { change in
            if case .found(_, .mail(let mail)) = change { mail } else { nil }
        }
    }

    @Test(
        arguments: [
            #""internetMessageHeaders":[{"name":"X-Empty","value":null}]"#,
            #""internetMessageHeaders":[null,{"name":"X"},{"value":"x"},5,"x",[]]"#,
            #""internetMessageHeaders":null"#, #""internetMessageHeaders":[]"#, #""conversationIndex":7"#,
            #""conversationIndex":{"a":1}"#, #""from":null"#, #""sender":{"emailAddress":null}"#,
            #""from":\#(zoe),"sender":"zoe""#, #""from":\#(zoe),"sender":{"emailAddress":"x"}"#,
            #""from":5,"sender":\#(zoe)"#, #""singleValueExtendedProperties":null"#,
            #""singleValueExtendedProperties":[{"id":"String 0x001A","value":null},null,{"value":"x"},7]"#,
        ]
    )
    func `What nobody needs spoils no mail`(member: String) async throws {
        let mails = try await Self.mails([member, #""subject":null"#])
        #expect(mails.count == 2)
        #expect(mails.map(\.internetMessageID) == ["m0", "m1"])
    }

    @Test(
        arguments: [
            "null,\(zoe)", #"{"emailAddress":null},\#(zoe)"#, #"{"emailAddress":{"address":null}},\#(zoe)"#,
            #"{},\#(zoe),5"#, #""x",\#(zoe),[]"#, #"{"emailAddress":{"address":5}},\#(zoe)"#,
        ]
    )
    func `Of a list of recipients, those that are there count`(list: String) async throws {
        // A second member of the same name stands for the first.
        let text = Graph.message("m").replacing(#""toRecipients":[]"#, with: #""toRecipients":[\#(list)]"#)
        let transport = ScriptedTransport { _ in Graph.page([text], delta: Self.delta) }
        let page = try await GraphSource(client: try Graph.client(transport), now: Graph.now)
            .changes(in: Graph.stream, after: nil)
        guard case .found(_, .mail(let mail))? = page.changes.first else {
            Issue.record("no mail")
            return
        }
        #expect(mail.to == [.smtp("zoe@example.com")])
    }

    @Test(
        arguments: [
            (#"\ud83d"#, "\u{FFFD}"), (#"\uD83D cut"#, "\u{FFFD} cut"), (#"\ude00\ud83d"#, "\u{FFFD}\u{FFFD}"),
            (#"\ud83d\ude00"#, "\u{1F600}"), (#"\ud83d\ude00\ud83d"#, "\u{1F600}\u{FFFD}"),
            (#"\\ud83d\ud83d"#, #"\ud83d"# + "\u{FFFD}"), (#"\ud83d\n"#, "\u{FFFD}\n"), (#"\ud83d\u0041"#, "\u{FFFD}A"),
        ]
    )
    func `Half a character in a text spoils no page`(written: String, read: String) async throws {
        let mails = try await Self.mails([
            #""internetMessageHeaders":[{"name":"List-Id","value":"\#(written)"}]"#, #""subject":"x""#,
        ])
        #expect(mails.map { $0.headers[.listID] } == [read, nil])
    }

    @Test func `What is no JSON stays none, with half a character or without`() async throws {
        for text in [#"{"value":["\ud83d"#, #"{"value":[],"x":"\ud83d\"}"#, #"{"value":[],"x":"\u12"}"#] {
            let source = try Graph.source { _ in Graph.answer(text) }
            let error = await #expect(throws: SourceError.self) {
                try await source.changes(in: Graph.calendar, after: nil)
            }
            #expect(error?.code == .badAnswer)
        }
    }
}
