import Connector
import ConnectorTesting
import HTTPTransport
import HTTPTypes
import Interactions
import Testing

@testable import EWS

/// Whose answer it is, and what becomes of connections.
@Suite struct `An answer belongs to its question` {
    private static func good(naming id: String? = nil) -> HTTPAnswer {
        var fields: HTTPFields = [:]
        fields[.clientRequestID] = id
        let message = Exchange.error("ResolveNames", "ErrorNameResolutionNoResults")
        let body =
            "<m:ResolveNamesResponse><m:ResponseMessages>\(message)</m:ResponseMessages></m:ResolveNamesResponse>"
        return HTTPAnswer(fields: fields, body: Exchange.envelope(body))
    }

    /// What the client wants to become of the connections of one request after the other.
    private static func uses(_ answers: [HTTPAnswer]) async -> [ConnectionUse] {
        let transport = ScriptedTransport { exchange in
            answers[exchange.body.count { $0 == UInt8(ascii: "~") }]
        }
        let client = Exchange.client(transport)
        for count in answers.indices {
            let operation = ResolveNames(unresolvedEntry: String(repeating: "~", count: count))
            _ = try? await client.send(operation, about: Exchange.mailbox)
        }
        return await transport.exchanges.map(\.connection)
    }

    @Test(
        "and one that names another is none",
        arguments: [("request-1", true), ("REQUEST-1", true), (nil, true), ("request-2", false), ("", false)]
    )
    func echo(id: String?, isGood: Bool) async throws {
        let client = Exchange.client(ScriptedTransport { _ in Self.good(naming: id) })
        let question = ResolveNames(unresolvedEntry: "x")
        if isGood {
            #expect(try await client.send(question, about: Exchange.mailbox).isEmpty)
        } else {
            await #expect(throws: EWSError.answer(.foreign)) {
                try await client.send(question, about: Exchange.mailbox)
            }
        }
    }

    @Test func `and a server that names none gets one request a connection after its first fault`() async {
        let fault = Exchange.fault("ErrorInternalServerError")
        let guarded = ConnectionUse.closedAfterFailure
        #expect(await Self.uses([Self.good(), Self.good()]) == [guarded, guarded])
        #expect(
            await Self.uses([Self.good(), fault, Self.good(), Self.good()]) == [guarded, guarded, .single, .single]
        )
        let echo = Self.good(naming: "request-1")
        #expect(await Self.uses([echo, fault, Self.good(), echo]) == [guarded, guarded, guarded, guarded])
    }

    @Test func `A foreign answer is nobody's item, and asks for another try`() async throws {
        let error = SourceError(EWSError.answer(.foreign), concerning: .stream)
        #expect(error.code == .badAnswer)
        #expect(error.retry == .now)
        #expect(!EWSError.answer(.foreign).mayBeOneItem)
    }

    @Test func `A token is worthless only if nobody takes it`() async throws {
        let refusal = HTTPAnswer(status: .unauthorized, contentType: nil, body: [])
        var configuration = EWSClient.Configuration(
            endpoint: try #require(EWSEndpoint(url: "https://mail.example.com/EWS/Exchange.asmx")),
            credential: .bearer(token: "t")
        )
        func scopes(_ takers: [String], _ mailboxes: [String]) async -> [SourceError.Scope?] {
            let transport = ScriptedTransport { exchange in
                takers.contains { String(decoding: exchange.body, as: UTF8.self).contains($0) } ? Self.good() : refusal
            }
            let client = EWSClient(configuration: configuration, transport: transport)
            var scopes: [SourceError.Scope?] = []
            for address in mailboxes {
                do {
                    let mailbox = Mailbox(address: Exchange.address(address))
                    _ = try await client.send(ResolveNames(unresolvedEntry: "x"), about: mailbox)
                    scopes.append(nil)
                } catch {
                    scopes.append((error as? EWSError).map { SourceError($0, concerning: .stream).scope })
                }
            }
            return scopes
        }
        let all = ["a@example.com", "b@example.com", "c@example.com", "d@example.com"]
        #expect(await scopes([], all) == [.mailbox, .mailbox, .source, .source])
        #expect(await scopes(["b@example.com"], all) == [.mailbox, nil, .mailbox, .mailbox])
        // A password that is tried on is locked out.
        configuration.credential = .basic(user: "u", password: "p")
        #expect(await scopes(["b@example.com"], all).first == .source)
    }
}
