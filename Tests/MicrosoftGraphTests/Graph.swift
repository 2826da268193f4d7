import Connector
import ConnectorTesting
import HTTPTransport
import HTTPTypes
import Interactions
import MicrosoftGraph
import OData
import Testing

/// Answers for scripts: what Microsoft Graph would write, as text.
enum Graph {
    static let host = "https://graph.microsoft.com"
    static let owner: StreamOwner = EmailAddress("anna@example.com").map { .mailbox(Mailbox(address: $0)) } ?? .crm
    static let stream = StreamID(source: "graph", owner: owner, kind: .mail, folder: "AAMk/folder=")
    static let calendar = StreamID(source: "graph", owner: owner, kind: .calendar, folder: "AAMk/calendar=")
    static let viewPath = "/v1.0/users/anna%40example.com/calendars/AAMk%2Fcalendar%3D/calendarView"
    static let eventSelect =
        "$select=iCalUId,type,start,end,originalStart,isAllDay,isCancelled,sensitivity,organizer,attendees,"
        + "responseStatus,lastModifiedDateTime"
    /// The time of every test: 2026-11-23T12:00:00Z.
    static let now: @Sendable () -> Timestamp = { Timestamp(microseconds: 1_795_435_200_000_000) }
    static let select =
        "$select=internetMessageId,conversationIndex,from,sender,toRecipients,ccRecipients,bccRecipients,"
        + "sentDateTime,receivedDateTime,isDraft,internetMessageHeaders"
    static let deltaPath = "/v1.0/users/anna%40example.com/mailFolders/AAMk%2Ffolder%3D/messages/delta"

    /// A cursor of a round that began at `now`.
    static func cursor(_ link: String) -> Cursor {
        Cursor("\(link.contains("deltatoken") ? "c" : "r") \(now().microseconds) \(link)")
    }

    static func client(
        _ transport: ScriptedTransport,
        pageSize: Int? = nil,
        token: @escaping ODataClient.Token = { _ in "token-1" }
    ) throws -> GraphClient {
        let root = try #require(ODataRoot(url: host + "/v1.0"))
        let configuration = ODataClient.Configuration(root: root, pageSize: pageSize ?? 200)
        return GraphClient(
            configuration: configuration,
            transport: WithoutOwner(transport: transport),
            token: token,
            requestID: { "request-1" }
        )
    }

    static func source(
        _ configuration: GraphSource.Configuration = GraphSource.Configuration(),
        answer: @escaping @Sendable (HTTPExchange) async throws -> HTTPAnswer
    ) throws -> GraphSource {
        GraphSource(client: try client(ScriptedTransport(answer: answer)), configuration: configuration, now: now)
    }

    /// Expects that a documented answer changes nothing where it is cut off, though less and less is asked for.
    static func refuses(everyPartOf name: String, in stream: StreamID) async throws {
        var sample = try Fixture.bytes("graph-samples/\(name).json")
        while let last = sample.last, last <= 0x20 { sample.removeLast() }
        for length in Torture.lengths(below: sample.count) {
            let body = Array(sample[..<length])
            let transport = ScriptedTransport { _ in HTTPAnswer(contentType: "application/json", body: body) }
            let source = GraphSource(client: try client(transport), now: now)
            let error = await #expect(throws: SourceError.self) { try await source.changes(in: stream, after: nil) }
            #expect(error?.code == .badAnswer, "of \(length) bytes")
            #expect(await transport.exchanges.count <= 12)
        }
    }

    static func answer(_ body: String, status: Int = 200, fields: HTTPFields = [:]) -> HTTPAnswer {
        HTTPAnswer(
            status: HTTPResponse.Status(code: status),
            contentType: "application/json;odata.metadata=minimal",
            fields: fields,
            body: Array(body.utf8)
        )
    }

    static func failure(_ status: Int, _ code: String, fields: HTTPFields = [:]) -> HTTPAnswer {
        answer(#"{"error":{"code":"\#(code)","message":"secret@example.com"}}"#, status: status, fields: fields)
    }

    static func page(_ items: [String], next: String? = nil, delta: String? = nil) -> HTTPAnswer {
        let links = [("nextLink", next), ("deltaLink", delta)].compactMap { name, link in
            link.map { #","@odata.\#(name)":"\#($0)""# }
        }
        return answer(#"{"value":[\#(items.joined(separator: ","))]\#(links.joined())}"#)
    }

    /// A message with everything that is asked for; its Message-ID is its id unless `more` says that it has none.
    static func message(_ id: String, messageID: String? = nil, _ more: String = "") -> String {
        let messageID = messageID ?? #""\#(id)""#
        return #"{"id":"\#(id)","internetMessageId":\#(messageID),"toRecipients":[],"ccRecipients":[],"#
            + #""bccRecipients":[],"sentDateTime":null,"receivedDateTime":null,"isDraft":false\#(more)}"#
    }

    /// A single meeting with everything that is asked for.
    ///
    /// - Parameter more: members with a comma behind each; they stand in place of those that it would have.
    static func event(_ id: String, start: String, _ more: String = "") -> String {
        let time = #"{"dateTime":"\#(start):00:00.0000000","timeZone":"UTC"}"#
        let members = [
            ("id", #""\#(id)""#), ("iCalUId", #""\#(id)""#), ("type", #""singleInstance""#), ("start", time),
            ("end", time), ("isAllDay", "false"), ("isCancelled", "false"), ("sensitivity", #""normal""#),
            ("organizer", "null"), ("attendees", "[]"),
        ]
        // An object inside of `more` never has such a name behind a comma.
        let others = members.filter { !("," + more).contains(#","\#($0.0)":"#) }
        return "{" + more + others.map { #""\#($0)":\#($1)"# }.joined(separator: ",") + "}"
    }

    /// All pages of the list of a mailbox's streams.
    static func list(_ source: GraphSource) async throws -> (streams: [StreamID], failures: [SourceError]) {
        let mailbox = Mailbox(address: try #require(EmailAddress("Anna@example.com")))
        return try await source.wholeList(of: .mailbox(mailbox))
    }

    static func removed(_ id: String, reason: String = "deleted") -> String {
        ##"{"@odata.type":"#microsoft.graph.message","id":"\##(id)","@removed":{"reason":"\##(reason)"}}"##
    }
}

extension Change {
    /// What `Graph.message` comes to.
    static func found(_ id: String) -> Change {
        var record = SourceMail()
        record.internetMessageID = id
        return .found(ItemKey(id), .mail(record))
    }
}
