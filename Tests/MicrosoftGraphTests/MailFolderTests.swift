import Connector
import ConnectorTesting
import HTTPTransport
import HTTPTypes
import Interactions
import MailboxReading
import MicrosoftGraph
import Normalization
import Testing

struct MailFolderTests {
    static let next = Graph.host + "/v1.0/me/mailFolders('x')/messages/delta?$skiptoken=a%2Fb"
    static let delta = Graph.host + "/v1.0/me/mailFolders('x')/messages/delta?$deltatoken=1"

    @Test
    func `A round begins with the folder's delta and goes on with links as they came`() async throws {
        let transport = ScriptedTransport { exchange in
            switch exchange.request.path {
            case Graph.deltaPath + "?" + Graph.select: Graph.page([Graph.message("a")], next: Self.next)
            case String(Self.next.dropFirst(Graph.host.utf8.count)):
                Graph.page([Graph.removed("a"), Graph.removed("b", reason: "changed")], delta: Self.delta)
            case String(Self.delta.dropFirst(Graph.host.utf8.count)): Graph.page([], delta: Self.delta)
            default: Graph.failure(400, "BadRequest")
            }
        }
        let source = GraphSource(client: try Graph.client(transport), now: Graph.now)
        let first = try await source.changes(in: Graph.stream, after: nil)
        #expect(
            first
                == ChangePage(changes: [.found("a")], cursor: Graph.cursor(Self.next), isLast: false, startsRound: true)
        )
        let second = try await source.changes(in: Graph.stream, after: first.cursor)
        #expect(
            second
                == ChangePage(
                    changes: [.gone(ItemKey("a")), .gone(ItemKey("b"))],
                    cursor: Graph.cursor(Self.delta),
                    isLast: true,
                    startsRound: false
                )
        )
        let third = try await source.changes(in: Graph.stream, after: second.cursor)
        #expect(third == ChangePage(changes: [], cursor: Graph.cursor(Self.delta), isLast: true, startsRound: false))

        let exchanges = await transport.exchanges
        #expect(exchanges.count == 3)
        for exchange in exchanges {
            #expect(exchange.request.method == .get)
            #expect(exchange.request.scheme == "https")
            #expect(exchange.request.authority == "graph.microsoft.com")
            #expect(exchange.credential == .bearer(token: "token-1"))
            #expect(exchange.body.isEmpty)
            let fields = exchange.request.headerFields.map { "\($0.name.rawName): \($0.value)" }.sorted()
            #expect(
                fields == [
                    "Accept: application/json", #"Prefer: IdType="ImmutableId", odata.maxpagesize=200"#,
                    "User-Agent: \(Product.userAgent)", "client-request-id: request-1",
                    "return-client-request-id: true",
                ]
            )
        }
    }

    @Test
    func `A full mailbox is listed instead, and asked for its changes again in the next run`() async throws {
        let list = "/v1.0/users/anna%40example.com/mailFolders/AAMk%2Ffolder%3D/messages"
        let more = Graph.host + list + "?$skip=1"
        let transport = ScriptedTransport { exchange in
            switch exchange.request.path {
            case Graph.deltaPath + "?" + Graph.select: Graph.failure(500, "ErrorQuotaExceeded")
            case "\(list)?\(Graph.select)&$orderby=receivedDateTime&$top=200":
                Graph.answer(#"{"value":[\#(Graph.message("a"))],"@odata.nextLink":"\#(more)"}"#)
            case list + "?$skip=1": Graph.answer(#"{"value":[\#(Graph.message("b"))]}"#)
            default: Graph.failure(400, "BadRequest")
            }
        }
        let source = GraphSource(client: try Graph.client(transport), now: Graph.now)
        let first = try await source.changes(in: Graph.stream, after: nil)
        #expect((first.changes, first.isLast, first.startsRound) == ([.found("a")], false, true))
        let second = try await source.changes(in: Graph.stream, after: first.cursor)
        #expect((second.changes, second.isLast, second.startsRound) == ([.found("b")], true, false))
        let third = try await source.changes(in: Graph.stream, after: second.cursor)
        #expect((third.changes, third.isLast, third.startsRound) == ([.found("a")], false, true))
        #expect(await transport.exchanges.count == 5)
    }

    @Test(arguments: [(29, false), (30, true)])
    func `After thirty days a folder is read from its start again`(days: Int, isFull: Bool) async throws {
        let transport = ScriptedTransport { exchange in
            exchange.request.path == Graph.deltaPath + "?" + Graph.select
                ? Graph.page([Graph.message("a")], delta: Self.delta) : Graph.page([], delta: Self.delta)
        }
        let client = try Graph.client(transport)
        let first = try await GraphSource(client: client, now: Graph.now).changes(in: Graph.stream, after: nil)
        let later = GraphSource(client: client) { Graph.now().advanced(by: .seconds(days * 86_400)) }
        let second = try await later.changes(in: Graph.stream, after: first.cursor)
        #expect(second.startsRound == isFull)
        #expect(second.changes == (isFull ? [.found("a")] : []))
        #expect((second.cursor == first.cursor) == !isFull)
    }

    @Test
    func `A mail to a hundred thousand people is read, and lists as many as are kept`() async throws {
        let people = (0..<100_000).map { #"{"emailAddress":{"name":"x","address":"p\#($0)@example.com"}}"# }
        let body = """
            {"id":"a","internetMessageId":"<a@example.com>","isDraft":false,"sentDateTime":"2026-01-01T00:00:00Z",
            "receivedDateTime":"2026-01-01T00:00:00Z","from":{"emailAddress":{"address":"anna@example.com"}},
            "sender":{"emailAddress":{"address":"anna@example.com"}},"toRecipients":[\(people.joined(separator: ","))],
            "ccRecipients":[],"bccRecipients":[]}
            """
        let source = try Graph.source { _ in Graph.page([body], delta: Self.delta) }
        let page = try await source.changes(in: Graph.stream, after: nil)
        guard case .found(_, let record) = page.changes.first else { throw CancellationError() }
        let normalizer = Normalizer(
            identity: try #require(IdentityHash(key: [UInt8](repeating: 1, count: 32), tenant: "t")),
            internalDomains: try #require(InternalDomains(["contoso.com"]))
        )
        let mailbox = Mailbox(address: try #require(EmailAddress("anna@example.com")))
        guard case .interaction(let interaction, _) = normalizer.normalize(record, mailbox: mailbox) else {
            throw CancellationError()
        }
        #expect(interaction.externalCount == 100_001)
        #expect(interaction.participants.count == 500)
        #expect(interaction.flags.contains([.truncated, .bulk]))
    }

    @Test
    func `A next link that is given twice is not followed`() async throws {
        let source = try Graph.source { _ in Graph.page([Graph.message("a")], next: Self.next) }
        let error = await #expect(throws: SourceError.self) {
            try await source.changes(in: Graph.stream, after: Graph.cursor(Self.next))
        }
        #expect(error?.code == .badAnswer)
        #expect(error?.scope == .stream)
        #expect(error?.retry == .never)
    }

    @Test(
        arguments: ["ErrorInvalidSyncStateData", "BadRequest", "ErrorInvalidDeltaToken", "ErrorInvalidUrlQuery"],
        [next, delta]
    )
    func `A link of its own that the service refuses is an old one`(code: String, link: String) async throws {
        let source = try Graph.source { _ in Graph.failure(400, code) }
        let error = await #expect(throws: SourceError.self) {
            try await source.changes(in: Graph.stream, after: Graph.cursor(link))
        }
        #expect(error?.code == .cursorExpired)
        #expect(error?.scope == .stream)
    }

    @Test
    func `A cursor of another server is an expired one, and nothing is sent`() async throws {
        let transport = ScriptedTransport { _ in Graph.page([], delta: Self.delta) }
        let source = GraphSource(client: try Graph.client(transport), now: Graph.now)
        let error = await #expect(throws: SourceError.self) {
            try await source.changes(in: Graph.stream, after: Graph.cursor("https://graph.microsoft.us/v1.0/x"))
        }
        #expect(error?.code == .cursorExpired)
        #expect(error?.scope == .stream)
        #expect(await transport.exchanges.isEmpty)
    }

    @Test
    func `Of what an item misses, nothing is made up: it is asked for again, and keeps its place`() async throws {
        let transport = ScriptedTransport { exchange in
            switch exchange.request.path?.split(separator: "?").first {
            case "/v1.0/users/anna%40example.com/mailFolders/AAMk%2Ffolder%3D/messages/delta":
                Graph.page(
                    [
                        #"{"id":"p=","isRead":true,"parentFolderId":"f"}"#, Graph.message("a"), #"{"id":"q"}"#,
                        Graph.removed("r"), #"{"id":"s","isDraft":"yes"}"#,
                    ],
                    delta: Self.delta
                )
            case "/v1.0/users/anna%40example.com/messages/p%3D": Graph.answer(Graph.message("p="))
            case "/v1.0/users/anna%40example.com/messages/s": Graph.answer(#"{"id":"s","isDraft":1}"#)
            default: Graph.failure(404, "ErrorItemNotFound")
            }
        }
        let source = GraphSource(client: try Graph.client(transport), now: Graph.now)
        let page = try await source.changes(in: Graph.stream, after: nil)
        #expect(page.changes.count == 5)
        #expect([0, 1, 3].map { page.changes[$0] } == [.found("p="), .found("a"), .gone(ItemKey("r"))])
        // Named and not found, it is not gone before the folder says so.
        #expect(page.changes[2] == Change.gone(ItemKey("q")).listed)
        guard case .unreadable(let key, let error)? = page.changes.last else {
            return #expect(Bool(false), "not unreadable")
        }
        #expect(key == ItemKey("s"))
        #expect(error.code == .unreadableItem)
        #expect(error.scope == .item)
        #expect(
            await transport.exchanges.compactMap(\.request.path).dropFirst().sorted() == [
                "/v1.0/users/anna%40example.com/messages/p%3D?" + Graph.select,
                "/v1.0/users/anna%40example.com/messages/q?" + Graph.select,
                "/v1.0/users/anna%40example.com/messages/s?" + Graph.select,
            ]
        )
    }

    @Test(
        "What a page says twice is said once; where it contradicts itself, the item is asked for",
        arguments: [
            ([Graph.message("a"), Graph.message("a")], [], [Change.found("a")]),
            ([Graph.removed("a"), Graph.removed("a", reason: "changed")], [], [.gone(ItemKey("a"))]),
            ([Graph.removed("a"), Graph.message("b"), Graph.message("a")], ["a"], [.found("a"), .found("b")]),
            ([Graph.message("a"), Graph.removed("a")], ["a"], [.found("a")]),
            ([Graph.message("a"), Graph.message("A")], [], [.found("a"), .found("A")]),
        ] as [([String], [String], [Change])]
    )
    func twice(items: [String], asked: [String], changes: [Change]) async throws {
        let transport = ScriptedTransport { exchange in
            exchange.request.path?.hasPrefix(Graph.deltaPath) == true
                ? Graph.page(items, delta: Self.delta) : Graph.answer(Graph.message("a"))
        }
        let page = try await GraphSource(client: try Graph.client(transport), now: Graph.now).changes(
            in: Graph.stream,
            after: nil
        )
        #expect(page.changes == changes)
        let paths = await transport.exchanges.compactMap(\.request.path).dropFirst()
        #expect(Array(paths) == asked.map { "/v1.0/users/anna%40example.com/messages/\($0)?" + Graph.select })
    }

    @Test
    func `A mail without Message-ID is asked for with its subject, a draft is not`() async throws {
        let transport = ScriptedTransport { exchange in
            exchange.request.path?.hasPrefix(Graph.deltaPath) == true
                ? Graph.page(
                    [
                        Graph.message("a", messageID: "null"), Graph.message("b"),
                        Graph.message("c", messageID: "null").split(separator: "false").joined(separator: "true"),
                    ],
                    delta: Self.delta
                ) : Graph.answer(Graph.message("a", messageID: "null", #","subject":"s""#))
        }
        let page = try await GraphSource(client: try Graph.client(transport), now: Graph.now).changes(
            in: Graph.stream,
            after: nil
        )
        var nameless = SourceMail()
        nameless.subject = "s"
        var draft = SourceMail()
        draft.isDraft = true
        #expect(
            page.changes == [
                .found(ItemKey("a"), .mail(nameless)), .found("b"), .found(ItemKey("c"), .mail(draft)),
            ]
        )
        #expect(
            await transport.exchanges.compactMap(\.request.path) == [
                Graph.deltaPath + "?" + Graph.select,
                "/v1.0/users/anna%40example.com/messages/a?" + Graph.select + ",subject",
            ]
        )
    }

    @Test
    func `What is neither a mail folder nor a calendar is refused, and nothing is sent`() async throws {
        let transport = ScriptedTransport { _ in Graph.page([], delta: Self.delta) }
        let source = GraphSource(client: try Graph.client(transport), now: Graph.now)
        let other = StreamID(source: "graph", owner: .crm, kind: .activity, folder: "c")
        let error = await #expect(throws: SourceError.self) { try await source.changes(in: other, after: nil) }
        #expect(error?.code == .refusedRequest)
        #expect(error?.scope == .stream)
        #expect(await transport.exchanges.isEmpty)
    }
}
