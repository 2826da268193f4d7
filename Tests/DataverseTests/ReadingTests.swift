import Connector
import ConnectorTesting
import Dataverse
import HTTPTransport
import HTTPTypes
import Interactions
import Testing

/// Pages, cursors and what goes wrong.
struct ReadingTests {
    private static let contact = #"{"contactid":"\#(Dynamics.id)1","statecode":0}"#

    @Test func `A tracked table is read page by page, then what changed meanwhile, and then by what changed`()
        async throws
    {
        let (source, transport) = try Dynamics.source { path, _ in
            switch path.split(separator: "?").last {
            case "$skiptoken=2": return Dynamics.delta(Self.contact, token: "d1")
            case "$deltatoken=d1": return Dynamics.delta("", token: "d2")
            case "$skiptoken=m": return Dynamics.answer(#"{"value":[]}"#)
            case let query? where query.contains("modifiedon"):
                return Dynamics.answer(
                    #"{"value":[\#(Self.contact)],"@odata.nextLink":"\#(Dynamics.root)/contacts?$skiptoken=m"}"#
                )
            default:
                return Dynamics.answer(#"{"value":[],"@odata.nextLink":"\#(Dynamics.root)/contacts?$skiptoken=2"}"#)
            }
        }
        let stream = Dynamics.stream("contacts")
        let first = try await source.changes(in: stream, after: nil)
        #expect((first.isLast, first.startsRound, first.changes.count) == (false, true, 0))
        let second = try await source.changes(in: stream, after: first.cursor)
        #expect((second.isLast, second.startsRound, second.changes.count) == (false, false, 1))
        // The token may be of the last page's time.
        let meanwhile = try await source.changes(in: stream, after: second.cursor)
        #expect((meanwhile.isLast, meanwhile.startsRound, meanwhile.changes.count) == (false, false, 1))
        let rest = try await source.changes(in: stream, after: meanwhile.cursor)
        #expect((rest.isLast, rest.startsRound, rest.changes.count) == (true, false, 0))
        let third = try await source.changes(in: stream, after: rest.cursor)
        #expect((third.isLast, third.startsRound, third.changes.count) == (true, false, 0))
        #expect(third.cursor != rest.cursor)
        #expect(await transport.exchanges.count == 6)
    }

    @Test(arguments: [(7 * 86_400 - 1, false), (7 * 86_400, true)])
    func `A week after it was read whole a tracked table is read whole again, as old tokens tell no deletions`(
        seconds: Int,
        startsRound: Bool
    ) async throws {
        let clock = ManualTime()
        let (source, _) = try Dynamics.source(now: { clock.now }) { _, _ in Dynamics.delta(Self.contact) }
        let stream = Dynamics.stream("contacts")
        var page = try await source.changes(in: stream, after: nil)
        clock.advance(by: .seconds(3_600))
        page = try await source.changes(in: stream, after: page.cursor)
        #expect(!page.startsRound)
        clock.advance(by: .seconds(seconds - 3_600))
        #expect(try await source.changes(in: stream, after: page.cursor).startsRound == startsRound)
    }

    @Test(arguments: [400, 404, 410, 412])
    func `A link that the service does not know any more means to start again`(status: Int) async throws {
        let (source, _) = try Dynamics.source { path, _ in
            path.contains("deltatoken") ? Dynamics.failure(status, "0x80060888") : Dynamics.delta("")
        }
        let stream = Dynamics.stream("contacts")
        let page = try await source.changes(in: stream, after: nil)
        let error = await #expect(throws: SourceError.self) { try await source.changes(in: stream, after: page.cursor) }
        #expect(error?.code == .cursorExpired)
        #expect(error?.scope == .stream)
        for text in [
            "t 1 https://evil.example/x", "c \(Dynamics.now().microseconds) https://evil.example/x", "m 1 x", "x", "",
            "f 1", "p 1 2", "r 1 x",
        ] {
            let foreign = await #expect(throws: SourceError.self) {
                try await source.changes(in: stream, after: Cursor(text))
            }
            #expect(foreign?.code == .cursorExpired, "\(text)")
        }
    }

    @Test func `A table that is not tracked is listed whole, then by date of change, and whole again after a day`()
        async throws
    {
        let clock = ManualTime()
        let (source, transport) = try Dynamics.source(tracked: ["account"], now: { clock.now }) { path, _ in
            path.contains("$skiptoken") || path.contains("modifiedon")
                ? Dynamics.answer(#"{"value":[\#(Self.contact)]}"#)
                : Dynamics.answer(#"{"value":[],"@odata.nextLink":"\#(Dynamics.root)/contacts?$skiptoken=2"}"#)
        }
        let stream = Dynamics.stream("contacts")
        let first = try await source.changes(in: stream, after: nil)
        #expect((first.isLast, first.startsRound) == (false, true))
        let second = try await source.changes(in: stream, after: first.cursor)
        #expect((second.isLast, second.startsRound, second.changes.count) == (true, false, 1))
        clock.advance(by: .seconds(3_600))
        let third = try await source.changes(in: stream, after: second.cursor)
        #expect((third.isLast, third.startsRound, third.changes.count) == (true, false, 1))
        let question = try #require(await transport.exchanges.last?.request.path)
        #expect(question.hasSuffix("&$filter=modifiedon%20ge%202026-11-23T11:50:00Z&$orderby=modifiedon,contactid"))
        clock.advance(by: .seconds(86_400))
        let fourth = try await source.changes(in: stream, after: third.cursor)
        #expect((fourth.isLast, fourth.startsRound) == (false, true))
    }

    @Test(arguments: [(86_399, false), (86_400, true)])
    func `A day after it was listed whole a table is listed whole again, and no second earlier`(
        seconds: Int,
        startsRound: Bool
    ) async throws {
        let clock = ManualTime()
        let (source, _) = try Dynamics.source(tracked: ["account"], now: { clock.now }) { _, _ in
            Dynamics.answer(#"{"value":[\#(Self.contact)]}"#)
        }
        let stream = Dynamics.stream("contacts")
        let first = try await source.changes(in: stream, after: nil)
        #expect((first.isLast, first.startsRound) == (true, true))
        clock.advance(by: .seconds(seconds))
        let second = try await source.changes(in: stream, after: first.cursor)
        #expect(second.startsRound == startsRound)
    }

    @Test func `A listing that is cut off at any byte moves nothing`() async throws {
        let whole = Array(
            #"{"@odata.context":"x","value":[{"contactid":"\#(Dynamics.id)1"}],"@odata.deltaLink":"\#(Dynamics.root)/x?a"}"#
                .utf8
        )
        for length in 0..<whole.count {
            let (source, _) = try Dynamics.source { _, _ in
                HTTPAnswer(contentType: "application/json", body: Array(whole.prefix(length)))
            }
            let error = await #expect(throws: SourceError.self) {
                try await source.changes(in: Dynamics.stream("contacts"), after: nil)
            }
            #expect(error?.code == .badAnswer, "\(length)")
        }
    }

    @Test(
        arguments: [
            (401, "0x80040000", SourceError.Code.unauthenticated, SourceError.Scope.source, SourceError.Retry.never),
            (403, "0x80040220", .accessDenied, .stream, .never), (404, "0x80060888", .gone, .stream, .never),
            (400, "0x80060888", .refusedRequest, .stream, .never),
            (429, "0x80072322", .throttled, .source, .after(.milliseconds(7_500))),
            (500, "0x80040216", .unavailable, .stream, .after(.milliseconds(7_500))),
            (302, "", .refusedRequest, .source, .never), (204, "", .badAnswer, .stream, .now),
        ] as [(Int, String, SourceError.Code, SourceError.Scope, SourceError.Retry)]
    )
    func `What the service refuses says how much that concerns`(
        status: Int,
        code: String,
        expected: SourceError.Code,
        scope: SourceError.Scope,
        retry: SourceError.Retry
    ) async throws {
        let (source, _) = try Dynamics.source { _, _ in
            Dynamics.failure(status, code, fields: [.retryAfter: "7.5", .location: "https://evil.example/"])
        }
        let error = await #expect(throws: SourceError.self) {
            try await source.changes(in: Dynamics.stream("contacts"), after: nil)
        }
        #expect(error?.code == expected)
        #expect(error?.scope == scope)
        #expect(error?.retry == retry)
        #expect(error?.description.contains("secret") == false)
        #expect((error?.vendorCode != nil) == (status == 429))
    }

    @Test func `A refused token is replaced once`() async throws {
        let (source, _) = try Dynamics.source(token: { $0 ? "new" : "old" }) { _, exchange in
            exchange.credential == .bearer(token: "new") ? Dynamics.delta("") : Dynamics.failure(401, "")
        }
        #expect(try await source.changes(in: Dynamics.stream("contacts"), after: nil).isLast)
    }

    @Test(arguments: [
        "https://evil.example/api/data/v9.2/contacts?$skiptoken=2", "http://contoso.crm4.dynamics.com/x?a",
        "https://contoso.crm4.dynamics.com.evil.example/x?a", "//evil.example/x?a",
    ])
    func `A link to another server is not followed`(link: String) async throws {
        let (source, transport) = try Dynamics.source { _, _ in
            Dynamics.answer(#"{"value":[],"@odata.nextLink":"\#(link)"}"#)
        }
        let error = await #expect(throws: SourceError.self) {
            try await source.changes(in: Dynamics.stream("contacts"), after: nil)
        }
        #expect(error?.code == .badAnswer)
        #expect(error?.retry == .never)
        #expect(await transport.exchanges.count == 2)
    }

    @Test func `Single rows are read again, and one that is not there any more is gone`() async throws {
        let (source, _) = try Dynamics.source { path, _ in
            path.hasPrefix("/api/data/v9.2/contacts%28\(Dynamics.id)1%29?")
                ? Dynamics.answer(Self.contact) : Dynamics.failure(404, "0x80040217")
        }
        let items = [ItemKey("\(Dynamics.id)1"), ItemKey("\(Dynamics.id)2")]
        let changes = try await source.changes(of: items, in: Dynamics.stream("contacts"))
        guard case .found(items[0], .row) = changes.first else { throw CancellationError() }
        #expect(changes.last == .gone(items[1]))
        #expect(changes.count == 2)
    }

    @Test func `The CRM has its tables, and a mailbox has none`() async throws {
        let (source, _) = try Dynamics.source { _, _ in Dynamics.delta("") }
        let streams = try await source.streams(of: .crm)
        #expect(
            streams.map(\.folder) == [
                "appointments", "emails", "phonecalls", "accounts", "connections", "contacts",
                "customeropportunityroles",
                "leads", "opportunities", "systemusers", "teams",
            ]
        )
        let mailbox = Mailbox(address: try #require(EmailAddress("a@contoso.example")))
        #expect(try await source.streams(of: mailbox).isEmpty)
    }
}
