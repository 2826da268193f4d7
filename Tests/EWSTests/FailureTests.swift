import Connector
import ConnectorTesting
import HTTPTransport
import HTTPTypes
import Interactions
import Testing

@testable import EWS

@Suite struct `Failures` {
    /// What the pipeline gets to see.
    private func failure(_ answer: HTTPAnswer, concerning scope: SourceError.Scope = .stream) async -> SourceError? {
        await failure(concerning: scope) { _ in answer }
    }

    private func failure(
        concerning scope: SourceError.Scope = .stream,
        _ answer: @escaping @Sendable (HTTPExchange) async throws -> HTTPAnswer
    ) async -> SourceError? {
        let client = Exchange.client(ScriptedTransport(answer: answer))
        do {
            _ = try await client.send(Samples.items, about: Exchange.mailbox)
        } catch let error as EWSError {
            return SourceError(error, concerning: scope)
        } catch {
            Issue.record("not an EWSError")
        }
        return nil
    }

    @Test(
        "ask for the pause that the server asks for, whatever shape that comes in",
        arguments: [
            ("fault-server-busy-backoff.xml", 500, .mailbox, .milliseconds(297_749)),
            ("fault-server-busy-backoff-last.xml", 500, .mailbox, .milliseconds(5_000)),
            ("fault-exceeded-connection-count.xml", 500, .source, nil),
            ("fault-server-busy-maxconcurrency.xml", 500, .source, nil),
            ("syncfolderitems-server-busy.xml", 200, .mailbox, .milliseconds(5_000)),
        ] as [(String, Int, SourceError.Scope, Duration?)]
    )
    func throttling(file: String, status: Int, scope: SourceError.Scope, pause: Duration?) async throws {
        let answer = HTTPAnswer(status: .init(code: status), body: try Fixture.bytes("ews/" + file))
        let error = try #require(await failure(answer))
        #expect(error.code == .throttled)
        #expect(error.scope == scope)
        #expect(error.retry == pause.map { .after($0) } ?? .now)
        #expect(error.vendorCode?.hasPrefix("Error") == true)
    }

    @Test func `see a busy server inside of an internal error`() async throws {
        let results = try await Samples.read(Fixture.bytes("ews/getitem-inner-server-busy.xml"), as: Samples.getItem)
        let inner = ResponseFailure(code: ResponseCode("ErrorServerBusy"), backOff: .seconds(12))
        #expect(results == [.failure(inner)])
        let error = SourceError(inner, concerning: .item)
        #expect(error.code == .throttled)
        #expect(error.scope == .mailbox)
    }

    @Test func `hand on the pause as it was told, however long`() {
        let failure = ResponseFailure(code: ResponseCode("ErrorServerBusy"), backOff: .seconds(86_400))
        #expect(SourceError(failure, concerning: .stream).retry == .after(.seconds(86_400)))
        let http = HTTPFailure(status: 503, retryAfter: .seconds(86_400))
        #expect(SourceError(EWSError.http(http), concerning: .stream).retry == .after(.seconds(86_400)))
    }

    @Test func `take Retry-After for a fault that names no pause`() async throws {
        let bytes = try Fixture.bytes("ews/fault-exceeded-connection-count.xml")
        let error = await failure(
            HTTPAnswer(status: .serviceUnavailable, fields: [.retryAfter: "42"], body: bytes)
        )
        #expect(error?.retry == .after(.seconds(42)))
        #expect(error?.vendorCode == "ErrorExceededConnectionCount")
    }

    @Test(
        "by status alone say what to do",
        arguments: [
            (302, .refusedRequest, .mailbox, .never), (307, .refusedRequest, .mailbox, .never),
            (401, .unauthenticated, .source, .never), (403, .serviceBlocked, .mailbox, .never),
            (404, .refusedRequest, .source, .never), (407, .unauthenticated, .source, .never),
            (408, .unavailable, .mailbox, .now),
            (429, .throttled, .mailbox, .now), (500, .unavailable, .mailbox, .now),
            (502, .unavailable, .mailbox, .now), (503, .throttled, .mailbox, .now),
            (504, .unavailable, .mailbox, .now), (204, .badAnswer, .mailbox, .now),
        ] as [(Int, SourceError.Code, SourceError.Scope, SourceError.Retry)]
    )
    func statuses(
        status: Int,
        code: SourceError.Code,
        scope: SourceError.Scope,
        retry: SourceError.Retry
    ) async throws {
        let page = Array("<html><body>anna@example.com</body></html>".utf8)
        for type in ["text/html", "text/xml"] {
            let answer = HTTPAnswer(status: .init(code: status), contentType: type, body: page)
            let error = try #require(await failure(answer))
            #expect(error.code == code)
            #expect(error.scope == scope)
            #expect(error.retry == retry)
            #expect(error.vendorCode == nil)
        }
    }

    @Test func `of a blocked tenant point to Graph`() async {
        let error = await failure(HTTPAnswer(status: .forbidden, contentType: nil, body: []))
        #expect(error?.message.contains("use Microsoft Graph") == true)
    }

    @Test(
        "of sign-in name the category, never the reason",
        arguments: [
            ("2000002;reason=\"The token of anna is old\";error_category=\"token_expired\"", "token_expired"),
            ("2000008;reason=\";error_category\"", "invalid_grant"),
            ("2000001", "invalid_token"),
            ("2000099;reason=\"x\"", nil),
            ("1;error_category=\"anna@example.com\"", nil),
            ("", nil),
        ] as [(String, String?)]
    )
    func diagnostics(field: String, category: String?) async throws {
        let name = try #require(HTTPField.Name("x-ms-diagnostics"))
        let error = await failure(
            HTTPAnswer(status: .unauthorized, contentType: nil, fields: [name: field], body: [])
        )
        #expect(error?.code == .unauthenticated)
        #expect(error?.vendorCode == category)
    }

    @Test(
        "with status 200 are bad answers",
        arguments: [
            ("text/html", "<html><body>Sign in</body></html>", .noXML),
            (nil, "", .noXML),
            ("text/xml", "", .noXML),
            ("text/xml", "<html><body>Sign in</body></html>", .notAnEnvelope),
            ("text/xml", "<a>", .cutOff),
            ("text/xml", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", .malformed),
            ("text/xml", "<a></b>", .malformed),
            ("application/json", "{}", .noXML),
        ] as [(String?, String, EWSError.BadAnswer)]
    )
    func badAnswers(type: String?, body: String, expected: EWSError.BadAnswer) async {
        let answer = HTTPAnswer(contentType: type, body: Array(body.utf8))
        let client = Exchange.client(ScriptedTransport { _ in answer })
        await #expect(throws: EWSError.answer(expected)) {
            try await client.send(Samples.items, about: Exchange.mailbox)
        }
        let error = SourceError(EWSError.answer(expected), concerning: .stream)
        #expect(error.code == .badAnswer)
        #expect(error.retry == .now)
    }

    @Test func `of an envelope without header, body or with two things in it are bad answers`() async {
        let soap = "xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\""
        for body in [
            "<s:Envelope \(soap)/>", "<s:Envelope \(soap)><s:Body/></s:Envelope>",
            "<s:Envelope \(soap)><s:Body><a/><b/></s:Body></s:Envelope>",
            "<s:Envelope \(soap)><Body><a/></Body></s:Envelope>", "<Envelope><Body><a/></Body></Envelope>",
            "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Body><a/></s:Body></s:Envelope>",
        ] {
            let error = await failure(HTTPAnswer(body: Array(body.utf8)))
            #expect(error?.code == .badAnswer, "\(body)")
        }
    }

    @Test("of the transport keep their meaning", arguments: TransportFailure.all)
    func transport(told: TransportFailure) async {
        let error = await failure { _ in throw HTTPError(told.phase, "broken") }
        let message = "\(told.phase.rawValue): broken"
        #expect(error == SourceError(told.code, scope: told.scope, retry: told.retry, message: message))
    }

    @Test func `let cancellation through`() async {
        let client = Exchange.client(ScriptedTransport { _ in throw CancellationError() })
        await #expect(throws: CancellationError.self) {
            try await client.send(Samples.items, about: Exchange.mailbox)
        }
    }

    @Test func `of gromox are understood without detail and with status 200`() async throws {
        let error = await failure(HTTPAnswer(body: try Fixture.bytes("ews/fault-impersonation-denied.xml")))
        #expect(error?.code == .accessDenied)
        #expect(error?.scope == .mailbox)
        #expect(error?.vendorCode == "ErrorImpersonateUserDenied")
    }

    @Test func `never repeat what a server wrote`() async throws {
        for file in try Fixture.names(in: "ews", suffix: ".xml") where file.contains("fault") || file.contains("busy") {
            let bytes = try Fixture.bytes("ews/" + file)
            let answer = HTTPAnswer(status: .internalServerError, body: bytes)
            let text = String(describing: try #require(await failure(answer)))
            for word in ["ree text", "服务器忙", "example.com"] { #expect(!text.contains(word), "\(file): \(text)") }
        }
    }
}
