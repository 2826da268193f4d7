import Connector
import ConnectorTesting
import HTTPTransport
import HTTPTypes
import Interactions
import MicrosoftGraph
import Normalization
import Testing

struct MappingTests {
    /// What a source makes of one message.
    static func record(of body: String, id: String) async throws -> SourceMail {
        let source = try Graph.source { _ in Graph.answer(body) }
        let change = try #require(try await source.changes(of: [ItemKey(id)], in: Graph.stream).first)
        guard case .found(ItemKey(id), .mail(let record)) = change else { throw Unexpected(change: change) }
        return record
    }

    private struct Unexpected: Error {
        let change: Change
    }

    /// Of a message with all it needs; `more` comes first, and so replaces nothing.
    static func record(_ more: String) async throws -> SourceMail {
        try await record(of: Graph.message("id", "," + more), id: "id")
    }

    private static func sample(_ name: String, id: String) async throws -> SourceMail {
        try await record(of: String(decoding: try Fixture.bytes("graph-samples/\(name).json"), as: UTF8.self), id: id)
    }

    static func time(_ text: String) throws -> Timestamp {
        try #require(Timestamp(iso8601: text))
    }

    @Test
    func `The documented mail is read whole`() async throws {
        var record = SourceMail()
        record.internetMessageID =
            "<00535324-5988-4b6a-b9af-d44cf2d0b691@MWHPR2201MB1022.namprd22.prod.outlook.com>"
        record.sentAt = try Self.time("2018-08-12T08:43:20Z")
        record.receivedAt = try Self.time("2018-08-12T08:43:22Z")
        let sender = "MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@contoso.onmicrosoft.com"
        record.from = .smtp(sender)
        record.sender = .smtp(sender)
        record.to = [.smtp("fannyd@contoso.onmicrosoft.com"), .smtp("danas@contoso.onmicrosoft.com")]
        record.subject = "Undeliverable: Meet for lunch?"
        #expect(try await Self.sample("message-moved", id: "AAMkADhAAAW-VPeAAA=") == record)
    }

    @Test
    func `The documented meeting request is read whole`() async throws {
        var record = SourceMail()
        record.itemClass = "IPM.Schedule.Meeting.Request"
        record.internetMessageID = "<MWHPR1301MB2110DCFC@MWHPR1301MB2110.namprd13.prod.outlook.com>"
        record.conversationIndex = "AdN/Xdgnql4N9FlrT0KKlOJGNdA5FQ=="
        record.sentAt = try Self.time("2017-12-27T21:58:36Z")
        record.receivedAt = try Self.time("2017-12-27T21:58:36Z")
        record.from = .smtp("admin@contoso.onmicrosoft.com")
        record.sender = .smtp("admin@contoso.onmicrosoft.com")
        record.to = [.smtp("AlexW@contoso.onmicrosoft.com")]
        record.subject = "Debrief from meetup"
        #expect(try await Self.sample("eventmessage-get", id: "AAMkADYAAAImV_lAAA=") == record)
    }

    @Test
    func `The documented request that was sent on behalf of somebody is read whole`() async throws {
        var record = SourceMail()
        record.itemClass = "IPM.Schedule.Meeting.Request"
        record.internetMessageID =
            "<DM6PR17MB3593711A1C0A098167F5A977A12C0@DM6PR17MB3593.namprd17.prod.outlook.com>"
        record.conversationIndex = "AdW3u1xx5S7TYrbluE2pCXNgAzyNAw=="
        record.sentAt = try Self.time("2019-12-21T04:59:01Z")
        record.receivedAt = try Self.time("2019-12-21T04:59:03Z")
        record.from = .smtp("AlexW@contoso.OnMicrosoft.com")
        record.sender = .smtp("AdeleV@contoso.OnMicrosoft.com")
        record.to = [.smtp("MeganB@contoso.OnMicrosoft.com"), .smtp("ChristieC@contoso.OnMicrosoft.com")]
        record.subject = "Christmas dinner"
        #expect(try await Self.sample("shared-calendar-eventmessage", id: "AAMkADADVj3fyAABZ5hYdAAA=") == record)
    }

    @Test(
        "Every page of the documented round asks for what its items leave out",
        arguments: [
            ("messages-delta-r1-p2", false, ["AQMkADNkNAAAgWkAAAA", "AQMkADNkNAAAgWJAAAA"], []),
            ("messages-delta-r1-p3", true, ["AAMkADk0MGFkODE3LWEAAA="], []),
            (
                "messages-delta-r2-removed", true, ["AAMkADNkNAAASq35xAAA="],
                ["AAMkADk0MGFkODE3LWE4MmYtNDRhOS0Dh_6qB-pB2Sa2pUum19a6YAAKnLuxoAAA="]
            ),
        ] as [(String, Bool, [String], [String])]
    )
    func round(name: String, isLast: Bool, found: [String], gone: [String]) async throws {
        let sample = try Fixture.bytes("graph-samples/\(name).json")
        let source = try Graph.source { exchange in
            let path = exchange.request.path ?? ""
            if path.hasPrefix(Graph.deltaPath) { return HTTPAnswer(contentType: "application/json", body: sample) }
            let id = path.split(separator: "/").last?.split(separator: "?").first ?? ""
            return Graph.answer(Graph.message(id.split(separator: "%3D").joined() + (id.hasSuffix("%3D") ? "=" : "")))
        }
        let page = try await source.changes(in: Graph.stream, after: nil)
        #expect(page.changes == gone.map { .gone(ItemKey($0)) } + found.map { .found($0) })
        #expect(page.isLast == isLast)
        #expect(
            page.cursor.text.split(separator: " ").last?.hasPrefix(
                "https://graph.microsoft.com/v1.0/me/mailfolders('AQMkADNkNAAAgEMAAAA')/messages/delta?$"
            ) == true
        )
    }

    @Test(
        "A page cut off at any byte changes nothing",
        arguments: ["messages-delta-r1-p2", "messages-delta-r2-removed"]
    )
    func cutOff(name: String) async throws {
        try await Graph.refuses(everyPartOf: name, in: Graph.stream)
    }

    @Test(
        "People are known by their address, or by their name in the directory",
        arguments: [
            (#"{"emailAddress":{"name":"A","address":"Anna@Example.com"}}"#, .smtp("Anna@Example.com")),
            (
                #"{"emailAddress":{"name":"A","address":"/O=First/OU=Exchange/cn=Recipients/cn=Anna"}}"#,
                .directory("/o=first/ou=exchange/cn=recipients/cn=anna")
            ), (#"{"emailAddress":{"address":"/o=first/cn=a@b"}}"#, .directory("/o=first/cn=a@b")),
            (#"{"emailAddress":{"name":"Team","address":""}}"#, nil),
            (#"{"emailAddress":{"name":"Team","address":"Team"}}"#, .smtp("Team")),
            (#"{"emailAddress":{"name":"Team","address":" "}}"#, nil),
            (#"{"emailAddress":{"name":"Team","address":null}}"#, nil), (#"{"emailAddress":{}}"#, nil),
            (#"{"emailAddress":null}"#, nil), ("{}", nil), ("null", nil),
        ] as [(String, SourceAddress?)]
    )
    func addresses(json: String, address: SourceAddress?) async throws {
        let record = try await Self.record(#""from":\#(json),"sender":\#(json)"#)
        #expect(record.from == address)
        #expect(record.sender == address)
        guard json != "null" else { return }
        // Lists that name nobody at all are not believed.
        let other = #"{"emailAddress":{"address":"ben@example.com"}}"#
        let body =
            #"{"id":"id","internetMessageId":"m","isDraft":false,"sentDateTime":null,"receivedDateTime":null,"#
            + #""toRecipients":[\#(json),\#(other)],"ccRecipients":[\#(json),\#(json),\#(other)],"#
            + #""bccRecipients":[\#(json),\#(other)]}"#
        let recipients = try await Self.record(of: body, id: "id")
        let expected = [address].compactMap(\.self)
        #expect(recipients.to == expected + [.smtp("ben@example.com")])
        #expect(recipients.cc == expected + expected + [.smtp("ben@example.com")])
        #expect(recipients.bcc == expected + [.smtp("ben@example.com")])
    }

    @Test
    func `Headers tell machines and lists from people, whatever their case; the first of a name counts`() async throws {
        let headers = [
            ("Received", "x"), ("IN-REPLY-TO", "<a@b>"), ("references", "<a@b> <c@d>"), ("Auto-Submitted", ""),
            ("auto-submitted", "auto-generated"), ("Auto-submitted", "no"), ("List-ID", "<l.example.com>"),
            ("List-Unsubscribe", "<mailto:x@example.com>"), ("PRECEDENCE", "bulk"), ("Precedence", "list"),
            ("Sensitivity", " Company-Confidential "),
        ].map { #"{"name":"\#($0)","value":"\#($1)"}"# }.joined(separator: ",")
        let record = try await Self.record(#""internetMessageHeaders":[\#(headers)]"#)
        #expect(record.inReplyTo == "<a@b>")
        #expect(record.references == "<a@b> <c@d>")
        #expect(record.headers[.autoSubmitted] == "auto-generated")
        #expect(record.headers[.listID] == "<l.example.com>")
        #expect(record.headers[.listUnsubscribe] == "<mailto:x@example.com>")
        #expect(record.headers[.precedence] == "bulk")
        #expect(record.sensitivity == .confidential)
    }

    @Test(
        "Sensitivity is what the property says, or else the header; what is unknown is private",
        arguments: [
            (nil, nil, .normal), (nil, "Private", .private), (nil, "personal", .personal), (nil, "odd", .private),
            (nil, "", .normal), ("0", "Private", .normal), ("1", nil, .personal), ("2", nil, .private),
            ("3", nil, .confidential), ("4", nil, .private),
        ] as [(String?, String?, Sensitivity)]
    )
    func sensitivity(property: String?, header: String?, sensitivity: Sensitivity) async throws {
        let properties = property.map { #"{"id":"Integer 0x36","value":"\#($0)"}"# } ?? ""
        let headers = header.map { #"{"name":"Sensitivity","value":"\#($0)"}"# } ?? ""
        let record = try await Self.record(
            #""internetMessageHeaders":[\#(headers)],"singleValueExtendedProperties":[\#(properties)]"#
        )
        #expect(record.sensitivity == sensitivity)
    }

    @Test(
        "A time has a zone and perhaps a fraction; the year 1 means never",
        arguments: [
            ("2026-11-23T10:00:00Z", "2026-11-23T10:00:00Z"),
            ("2026-11-23T10:00:00.1234567Z", "2026-11-23T10:00:00.123456Z"),
            ("2026-11-23T10:00:00+01:00", "2026-11-23T09:00:00Z"), ("0001-01-01T00:00:00Z", nil), ("", nil),
        ] as [(String, String?)]
    )
    func times(text: String, time: String?) async throws {
        let body =
            #"{"id":"id","internetMessageId":"m","isDraft":false,"sentDateTime":"\#(text)","#
            + #""receivedDateTime":"\#(text)","toRecipients":null,"ccRecipients":[],"bccRecipients":[]}"#
        let record = try await Self.record(of: body, id: "id")
        #expect(record.sentAt == time.flatMap { Timestamp(iso8601: $0) })
        #expect(record.receivedAt == record.sentAt)
    }

    @Test(
        "A time that is none spoils nothing where the other is one",
        arguments: [
            ("1-01-01T00:00:00Z", "2026-11-23T10:00:00Z"), ("yesterday", "2026-11-23T10:00:00Z"),
            ("2026-13-45T99:00:00Z", nil), ("yesterday", ""),
        ] as [(String, String?)]
    )
    func oneTime(bad: String, good: String?) async throws {
        for names in [("sentDateTime", "receivedDateTime"), ("receivedDateTime", "sentDateTime")] {
            let body =
                #"{"id":"id","internetMessageId":"m","isDraft":false,"\#(names.0)":"\#(bad)","#
                + #""\#(names.1)":\#(good.map { "\"\($0)\"" } ?? "null"),"toRecipients":null,"ccRecipients":[],"bccRecipients":[]}"#
            guard let good, !good.isEmpty else {
                let source = try Graph.source { _ in Graph.answer(body) }
                let changes = try await source.changes(of: [ItemKey("id")], in: Graph.stream)
                guard case .unreadable? = changes.first else {
                    #expect(Bool(false), "not unreadable")
                    continue
                }
                continue
            }
            let record = try await Self.record(of: body, id: "id")
            #expect([record.sentAt, record.receivedAt].compactMap(\.self) == [Timestamp(iso8601: good)])
        }
    }

    @Test(
        "A message with something of another type is reported, not guessed at",
        arguments: [
            #""from":"anna@example.com""#, #""from":{"emailAddress":{"address":1}}"#, #""sender":[]"#,
            #""internetMessageHeaders":{}"#, #""subject":1"#, #""toRecipients":[{}]"#,
            #""ccRecipients":[{"emailAddress":null},{}]"#,
            #""@odata.type":1"#, #""singleValueExtendedProperties":{}"#,
        ]
    )
    func malformed(property: String) async throws {
        let source = try Graph.source { _ in Graph.answer(Graph.message("id", "," + property)) }
        let changes = try await source.changes(of: [ItemKey("id")], in: Graph.stream)
        guard case .unreadable(ItemKey("id"), let error)? = changes.first else {
            return #expect(Bool(false), "not unreadable")
        }
        #expect(error.code == .unreadableItem)
        #expect(error.scope == .item)
    }
}
