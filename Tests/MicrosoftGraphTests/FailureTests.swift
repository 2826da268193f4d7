import Connector
import ConnectorTesting
import HTTPTransport
import HTTPTypes
import Interactions
import MicrosoftGraph
import Testing

struct FailureTests {
    struct Row: Sendable {
        let status: Int
        let code: String
        let becomes: SourceError.Code
        let scope: SourceError.Scope
        var retry = SourceError.Retry.never
        /// As it is shown, whatever the service's spelling.
        var vendorCode: String?
    }

    private static let mailboxRows = [
        ("MailboxNotEnabledForRESTAPI", 404), ("MailboxNotSupportedForRESTAPI", 404), ("ResourceNotFound", 404),
        ("Request_ResourceNotFound", 404), ("ErrorInvalidUser", 404), ("ErrorInvalidUser", 400),
    ].map { Row(status: $1, code: $0, becomes: .noMailbox, scope: .mailbox, vendorCode: $0) }

    private static let goneRows = ["ErrorItemNotFound", "ErrorFolderNotFound", "ErrorSyncFolderNotFound"]
        .map { Row(status: 404, code: $0, becomes: .gone, scope: .stream, vendorCode: $0) }

    private static let expiredRows = [
        ("SyncStateNotFound", "SyncStateNotFound"), ("syncStateNotFound", "SyncStateNotFound"),
        ("SYNCSTATENOTFOUND", "SyncStateNotFound"), ("resyncRequired", "ResyncRequired"),
        ("ResyncRequired", "ResyncRequired"), ("SyncStateInvalid", "SyncStateInvalid"),
        ("syncStateInvalid", "SyncStateInvalid"), ("InvalidSyncStateData", "InvalidSyncStateData"),
        ("ErrorSyncFolderNotFound", "ErrorSyncFolderNotFound"), ("", nil), ("SomethingNew", nil),
        ("ErrorAccessDenied", "ErrorAccessDenied"),
    ].map { Row(status: 410, code: $0, becomes: .cursorExpired, scope: .stream, vendorCode: $1) }

    private static let otherRows = [
        Row(
            status: 400,
            code: "SyncStateNotFound",
            becomes: .cursorExpired,
            scope: .stream,
            vendorCode: "SyncStateNotFound"
        ),
        Row(
            status: 403,
            code: "ErrorAccessDenied",
            becomes: .accessDenied,
            scope: .stream,
            vendorCode: "ErrorAccessDenied"
        ),
        Row(
            status: 403,
            code: "Authorization_RequestDenied",
            becomes: .accessDenied,
            scope: .stream,
            vendorCode: "Authorization_RequestDenied"
        ),
        Row(status: 403, code: "SomethingNew", becomes: .accessDenied, scope: .stream),
        Row(
            status: 401,
            code: "InvalidAuthenticationToken",
            becomes: .unauthenticated,
            scope: .source,
            vendorCode: "InvalidAuthenticationToken"
        ), Row(status: 401, code: "", becomes: .unauthenticated, scope: .source),
        Row(status: 407, code: "", becomes: .unauthenticated, scope: .source),
        Row(
            status: 403,
            code: "ErrorQuotaExceeded",
            becomes: .unavailable,
            scope: .mailbox,
            vendorCode: "ErrorQuotaExceeded"
        ),
        Row(
            status: 507,
            code: "errorquotaexceeded",
            becomes: .unavailable,
            scope: .mailbox,
            vendorCode: "ErrorQuotaExceeded"
        ),
        Row(
            status: 500,
            code: "ErrorCorruptData",
            becomes: .unreadableItem,
            scope: .stream,
            vendorCode: "ErrorCorruptData"
        ),
        Row(
            status: 400,
            code: "ErrorInvalidRecipients",
            becomes: .unreadableItem,
            scope: .stream,
            vendorCode: "ErrorInvalidRecipients"
        ),
        Row(
            status: 400,
            code: "ErrorInvalidUrlQuery",
            becomes: .refusedRequest,
            scope: .stream,
            vendorCode: "ErrorInvalidUrlQuery"
        ),
        Row(status: 405, code: "SomethingNew", becomes: .refusedRequest, scope: .stream),
        Row(status: 404, code: "SomethingNew", becomes: .unavailable, scope: .stream, retry: .now),
        Row(status: 500, code: "InternalServerError", becomes: .unavailable, scope: .stream, retry: .now),
        Row(status: 502, code: "", becomes: .unavailable, scope: .stream, retry: .now),
        Row(status: 504, code: "UnknownError", becomes: .unavailable, scope: .stream, retry: .now),
        Row(status: 408, code: "", becomes: .unavailable, scope: .stream, retry: .now),
        Row(status: 302, code: "", becomes: .refusedRequest, scope: .mailbox),
        Row(status: 204, code: "", becomes: .badAnswer, scope: .mailbox, retry: .now),
        Row(
            status: 429,
            code: "ApplicationThrottled",
            becomes: .throttled,
            scope: .mailbox,
            retry: .now,
            vendorCode: "ApplicationThrottled"
        ), Row(status: 503, code: "", becomes: .throttled, scope: .mailbox, retry: .now),
        Row(status: 509, code: "", becomes: .throttled, scope: .mailbox, retry: .now),
    ]

    private static func error(_ answer: @escaping @Sendable () -> HTTPAnswer) async throws -> SourceError? {
        let source = try Graph.source { _ in answer() }
        return await #expect(throws: SourceError.self) { try await source.changes(in: Graph.stream, after: nil) }
    }

    @Test(
        "Every answer but 200 says what is out of reach and whether to try again",
        arguments: mailboxRows + goneRows + expiredRows + otherRows
    )
    func failures(row: Row) async throws {
        let error = try #require(await Self.error { Graph.failure(row.status, row.code) })
        #expect(error.code == row.becomes)
        #expect(error.scope == row.scope)
        #expect(error.retry == row.retry)
        #expect(error.vendorCode == row.vendorCode)
        #expect(!error.description.contains("secret"))
        #expect(row.vendorCode == row.code || !error.description.contains("SomethingNew"))
    }

    @Test(
        "A failure without JSON is judged by its status",
        arguments: [
            (400, .unavailable, .stream, .now), (403, .accessDenied, .stream, .never),
            (404, .badAnswer, .mailbox, .now),
            (410, .cursorExpired, .stream, .never), (500, .unavailable, .stream, .now),
            (503, .throttled, .mailbox, .now),
        ] as [(Int, SourceError.Code, SourceError.Scope, SourceError.Retry)]
    )
    func empty(status: Int, code: SourceError.Code, scope: SourceError.Scope, retry: SourceError.Retry) async throws {
        for (type, body) in [(nil, ""), ("text/html", "<html>secret</html>")] {
            let error = try #require(
                await Self.error {
                    HTTPAnswer(
                        status: HTTPResponse.Status(code: status),
                        contentType: type,
                        body: Array(body.utf8)
                    )
                }
            )
            #expect(error.code == code)
            #expect(error.scope == scope)
            #expect(error.retry == retry)
        }
    }

    @Test(
        "A pause is as long as the service asks for, in whichever form",
        arguments: [429, 503, 504, 509, 502, 500]
    )
    func retryAfter(status: Int) async throws {
        let forms: [(HTTPFields, Duration)] = [
            ([.retryAfter: "7"], .seconds(7)), ([.retryAfter: "2.128"], .milliseconds(2_128)),
            (
                [.date: "Mon, 23 Nov 2026 10:00:00 GMT", .retryAfter: "Mon, 23 Nov 2026 10:01:30 GMT"],
                .seconds(90)
            ), ([.retryAfter: "86400"], .seconds(86_400)),
        ]
        for (fields, pause) in forms {
            let error = try await Self.error { Graph.failure(status, "TooManyRequests", fields: fields) }
            #expect(error?.retry == .after(pause))
            #expect(error?.vendorCode == "TooManyRequests")
        }
    }

    @Test(
        "An answer that is none is not taken for an empty one",
        arguments: [
            ("text/html", "<html>", .now), ("application/json", #"{"value":["#, .now),
            ("application/json", #"{"value":[]}"#, .now),
            ("application/json", #"{"value":[],"@odata.nextLink":"https://evil.example/"}"#, .never),
        ] as [(String, String, SourceError.Retry)]
    )
    func badAnswers(type: String, body: String, retry: SourceError.Retry) async throws {
        let error = try await Self.error { HTTPAnswer(contentType: type, body: Array(body.utf8)) }
        #expect(error?.code == .badAnswer)
        #expect(error?.scope == .stream)
        #expect(error?.retry == retry)
        #expect(error?.description.contains("evil") == false)
    }

    @Test("What the transport could not do is the mailbox's or the source's trouble", arguments: TransportFailure.all)
    func transport(told: TransportFailure) async throws {
        let source = try Graph.source { _ in throw HTTPError(told.phase, "what happened") }
        let error = await #expect(throws: SourceError.self) {
            try await source.changes(in: Graph.stream, after: nil)
        }
        let message = "\(told.phase.rawValue): what happened"
        #expect(error == SourceError(told.code, scope: told.scope, retry: told.retry, message: message))
    }

    @Test(
        "Of a single item, what concerns it alone is reported with it",
        arguments: [
            (404, "ErrorItemNotFound", nil), (500, "ErrorCorruptData", .unreadableItem),
            (400, "ErrorInvalidRecipients", .unreadableItem), (400, "ErrorInvalidIdMalformed", .refusedRequest),
            (403, "ErrorAccessDenied", .accessDenied),
            (500, "", .unavailable), (410, "", .unavailable),
        ] as [(Int, String, SourceError.Code?)]
    )
    func items(status: Int, code: String, becomes: SourceError.Code?) async throws {
        let source = try Graph.source { exchange in
            exchange.request.path?.contains("/messages/bad?") == true
                ? Graph.failure(status, code) : Graph.answer(Graph.message("good"))
        }
        let keys = [ItemKey("bad"), ItemKey("good")]
        let changes = try await source.changes(of: keys, in: Graph.stream)
        #expect(changes.map(\.item) == keys)
        #expect(changes.last == .found("good"))
        guard let becomes else { return #expect(changes.first == .gone(ItemKey("bad"))) }
        guard case .unreadable(_, let error)? = changes.first else {
            return #expect(Bool(false), "not unreadable")
        }
        #expect(error.code == becomes)
        #expect(error.scope == .item)
    }

    @Test(
        "Of a single item, what concerns more ends the reading",
        arguments: [
            (429, "ApplicationThrottled", .throttled),
            (404, "MailboxNotEnabledForRESTAPI", .noMailbox), (503, "", .throttled), (401, "", .unauthenticated),
        ] as [(Int, String, SourceError.Code)]
    )
    func larger(status: Int, code: String, becomes: SourceError.Code) async throws {
        let source = try Graph.source { _ in Graph.failure(status, code) }
        let error = await #expect(throws: SourceError.self) {
            try await source.changes(of: [ItemKey("a"), ItemKey("b")], in: Graph.stream)
        }
        #expect(error?.code == becomes)
    }

    @Test
    func `Another message than the one asked for is not taken for it`() async throws {
        let source = try Graph.source { _ in Graph.answer(Graph.message("A")) }
        let changes = try await source.changes(of: [ItemKey("a")], in: Graph.stream)
        guard case .unreadable(ItemKey("a"), _)? = changes.first else {
            return #expect(Bool(false), "not unreadable")
        }
    }
}
