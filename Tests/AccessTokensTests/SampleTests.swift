import AccessTokens
import Connector
import ConnectorTesting
import HTTPTransport
import HTTPTypes
import Testing

/// Answers of the token endpoint as Microsoft documents them; `Fixtures/graph-samples/INDEX.tsv` says where.
struct SampleTests {
    private static func endpoint(_ status: Int, _ body: some Sequence<UInt8>) throws -> Endpoint {
        let body = Array(body)
        return try Endpoint { _ in
            HTTPAnswer(status: .init(code: status), contentType: "application/json; charset=utf-8", body: body)
        }
    }

    /// Without the spaces behind it, so that nothing can be cut off that says nothing.
    private static func sample(_ name: String) throws -> [UInt8] {
        var body = try Fixture.bytes("graph-samples/\(name).json")
        while let last = body.last, last <= 0x20 { body.removeLast() }
        return body
    }

    @Test func `The documented token is taken as it is, and cut off anywhere there is none`() async throws {
        let body = try Self.sample("token-response")
        let token = try await Self.endpoint(200, body).tokens.token(for: Endpoint.graph)
        #expect(token == "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiIsIng1dCI6Ik1uQ19WWmNBVGZNNXBP...")
        for length in body.indices {
            let error = await #expect(throws: SourceError.self) {
                try await Self.endpoint(200, body[..<length]).tokens.token(for: Endpoint.graph)
            }
            #expect(error?.code == .badAnswer, "\(length)")
        }
    }

    @Test func `The documented refusal is told in our words, and cut off anywhere it still is one`() async throws {
        let body = try Self.sample("token-error-invalid-scope")
        func refusal(_ body: some Sequence<UInt8>) async throws -> SourceError? {
            let endpoint = try Self.endpoint(400, body)
            return await #expect(throws: SourceError.self) { try await endpoint.tokens.token(for: Endpoint.graph) }
        }
        let whole = try #require(try await refusal(body))
        #expect(whole.code == .unauthenticated && whole.scope == .source && whole.retry == .never)
        #expect(whole.vendorCode == "AADSTS70011")
        #expect(whole.message.contains("scope"))
        #expect(whole.message.hasSuffix(" (correlation aaaa0000-bb11-2222-33cc-444444dddddd)"))
        for canary in ["activity.read", "example.contoso.com", "0000aaaa-11bb"] {
            #expect(!whole.description.contains(canary))
        }
        for length in body.indices {
            let error = try await refusal(body[..<length])
            #expect(error?.code == .unauthenticated, "\(length)")
            #expect(error?.vendorCode == nil, "\(length)")
        }
    }
}
