import Connector
import ConnectorTesting
import HTTPTransport
import Interactions
import Testing

@testable import EWS

/// Lists and machines on servers that keep no header as a property of its own.
struct TransportHeaderTests {
    private static let stream = StreamID(source: "ews", owner: .mailbox(Exchange.mailbox), kind: .mail, folder: "f")

    private static func property(_ tag: String, _ value: String) -> String {
        "<t:ExtendedProperty><t:ExtendedFieldURI PropertyTag=\"\(tag)\" PropertyType=\"String\"/><t:Value>\(value)"
            + "</t:Value></t:ExtendedProperty>"
    }

    private static let named = """
        <t:ExtendedProperty><t:ExtendedFieldURI DistinguishedPropertySetId="InternetHeaders" PropertyName="precedence" \
        PropertyType="String"/><t:Value>bulk</t:Value></t:ExtendedProperty>
        """

    /// What is read of mails `a` and `b`, and how often all headers were asked for.
    private static func read(
        _ usual: [String: String] = [:],
        headers: @escaping @Sendable (Question) -> HTTPAnswer
    ) async throws -> (mails: [SourceMail], asked: Int) {
        let transport = ScriptedTransport { exchange in
            let question = Question(exchange)
            switch question.operation {
            case "SyncFolderHierarchy": return Exchange.fault("ErrorAccessDenied")
            case "ResolveNames":
                return Exchange.answer("ResolveNames", [Exchange.error("ResolveNames", "ErrorNameResolutionNoResults")])
            default: break
            }
            if question.text.contains("0x007D") { return headers(question) }
            let items = question.itemIDs.map { id in
                Exchange.item(id, "<t:InternetMessageId>\(id)</t:InternetMessageId>" + (usual[id] ?? ""))
            }
            return Exchange.answer("GetItem", items)
        }
        let source = EWSSource(client: Exchange.client(transport), configuration: .init()) {
            Timestamp(microseconds: 0)
        }
        let changes = try await source.changes(of: [ItemKey("a"), ItemKey("b")], in: stream)
        let mails = changes.compactMap { if case .found(_, .mail(let mail)) = $0 { mail } else { nil } }
        return (mails, await transport.exchanges.count { Question($0).text.contains("0x007D") })
    }

    @Test(
        arguments: [
            ("List-Id: <news.example>&#13;&#10;Subject: s", "<news.example>"),
            ("Received: from x&#10; by y&#10;LIST-ID:&#10;&#9;&lt;news.example&gt;&#10;", "<news.example>"),
            ("list-id : n&#13;&#10;List-Id: other", "n"), ("Subject: List-Id: x", nil), ("List-Id:", nil), ("", nil),
            ("X: y&#13;&#10;&#13;&#10;List-Id: n", "n"), ("List Id: n", nil), (":", nil),
        ] as [(String, String?)]
    )
    func `are told by the text of all headers`(text: String, list: String?) async throws {
        let text = text.replacing("<news.example>", with: "&lt;news.example&gt;")
        let (mails, asked) = try await Self.read { question in
            let items = question.itemIDs.map { Exchange.item($0, $0 == "b" ? Self.property("0x7d", text) : "") }
            return Exchange.answer("GetItem", items)
        }
        #expect(mails.map { $0.headers[.listID] } == [nil, list])
        #expect(mails.map(\.internetMessageID) == ["a", "b"])
        #expect(asked == 1)
    }

    @Test func `are told by the property of its own too, where the text says nothing`() async throws {
        let (mails, asked) = try await Self.read(["a": Self.property("0x1045", "&lt;mailto:off@example.com&gt;")]) {
            Exchange.answer("GetItem", $0.itemIDs.map { Exchange.item($0, "") })
        }
        #expect(mails.map { $0.headers[.listUnsubscribe] } == ["<mailto:off@example.com>", nil])
        #expect(asked == 1)
    }

    @Test func `are not asked about where a property of one mail shows that there are any`() async throws {
        let (mails, asked) = try await Self.read(["a": Self.named]) { _ in Exchange.fault("ErrorInternalServerError") }
        #expect(mails.map { $0.headers[.precedence] } == ["bulk", nil])
        #expect(asked == 0)
    }

    @Test(arguments: ["ErrorInvalidPropertyRequest", "ErrorInternalServerError", "ErrorCorruptData"])
    func `are no reason to lose a mail`(code: String) async throws {
        for answer in [Exchange.fault(code), Exchange.answer("GetItem", [Exchange.error("GetItem", code)])] {
            let (mails, asked) = try await Self.read { _ in answer }
            #expect(mails.map(\.internetMessageID) == ["a", "b"])
            #expect(asked == 1)
        }
    }
}
