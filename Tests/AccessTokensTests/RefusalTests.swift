import AccessTokens
import Connector
import ConnectorTesting
import HTTPTransport
import HTTPTypes
import Testing

/// Answers without a token.
struct RefusalTests {
    private static func error(
        status: Int,
        error: String,
        number: Int,
        fields: HTTPFields = [:]
    ) async throws -> SourceError? {
        let body = """
            {"error":"\(error)","error_description":"AADSTS\(number): anna@contoso.example and s3cret~value",
            "error_codes":[\(number)],"timestamp":"2026-11-23 10:00:00Z","trace_id":"x",
            "correlation_id":"b1a3c7f0-0000-4000-8000-00000000abcd","error_uri":"https://login.example/error"}
            """
        let endpoint = try Endpoint { _ in
            HTTPAnswer(
                status: .init(code: status),
                contentType: "application/json",
                fields: fields,
                body: Array(body.utf8)
            )
        }
        return await #expect(throws: SourceError.self) { try await endpoint.tokens.token(for: Endpoint.graph) }
    }

    /// The numbers are those of the facts file, section f.
    @Test(arguments: [
        (401, "invalid_client", 7_000_215, "The client secret is wrong."),
        (401, "invalid_client", 7_000_222, "expired"),
        (401, "invalid_client", 700_027, "not registered"), (401, "invalid_client", 50_012, "signature"),
        (401, "invalid_client", 700_024, "clock"), (400, "unauthorized_client", 700_016, "not known in this tenant"),
        (400, "invalid_request", 90_002, "no such tenant"), (400, "invalid_scope", 70_011, "scope"),
        (400, "invalid_scope", 1_002_012, "scope"), (400, "invalid_resource", 500_011, "not known in this tenant"),
        (400, "invalid_grant", 53_003, "Conditional Access"),
        (400, "interaction_required", 53_000, "Conditional Access"),
        (401, "unauthorized_client", 7_000_112, "disabled"), (401, "unauthorized_client", 7_000_113, "not enabled"),
        (400, "invalid_client", 1, "Check secret or certificate"), (400, "unheard_of", 2, "gets no token"),
    ])
    func `say what to do, with the number, and never come again by themselves`(
        status: Int,
        error: String,
        number: Int,
        says: String
    ) async throws {
        let found = try #require(try await Self.error(status: status, error: error, number: number))
        #expect(found.code == .unauthenticated)
        #expect(found.scope == .source)
        #expect(found.retry == .never)
        #expect(found.vendorCode == "AADSTS\(number)")
        #expect(found.message.contains(says))
        #expect(found.message.contains("b1a3c7f0-0000-4000-8000-00000000abcd"))
        for canary in ["anna", "s3cret", "https:", "login.example"] { #expect(!found.description.contains(canary)) }
    }

    @Test(
        arguments: [
            (503, "", 0, nil, SourceError.Code.unavailable, SourceError.Retry.now),
            (400, "temporarily_unavailable", 90_033, nil, .unavailable, .now),
            (400, "temporarily_unavailable", 1, nil, .unavailable, .now),
            (400, "invalid_request", 90_033, nil, .unavailable, .now),
            (429, "", 0, "60", .throttled, .after(.seconds(60))), (500, "server_error", 0, nil, .unavailable, .now),
        ] as [(Int, String, Int, String?, SourceError.Code, SourceError.Retry)]
    )
    func `of a busy endpoint ask to come again`(
        status: Int,
        error: String,
        number: Int,
        retryAfter: String?,
        code: SourceError.Code,
        retry: SourceError.Retry
    ) async throws {
        var fields = HTTPFields()
        fields[.retryAfter] = retryAfter
        let found = try await Self.error(status: status, error: error, number: number, fields: fields)
        #expect(found?.code == code)
        #expect(found?.retry == retry)
    }

    @Test(
        arguments: [
            (204, .badAnswer, .now), (202, .badAnswer, .now), (302, .refusedRequest, .never),
            (307, .refusedRequest, .never),
        ] as [(Int, SourceError.Code, SourceError.Retry)]
    )
    func `that refuse nothing are not taken for a refusal of the proof`(
        status: Int,
        code: SourceError.Code,
        retry: SourceError.Retry
    ) async throws {
        let endpoint = try Endpoint { _ in HTTPAnswer(status: .init(code: status), body: []) }
        let error = await #expect(throws: SourceError.self) { try await endpoint.tokens.token(for: Endpoint.graph) }
        #expect(error?.code == code)
        #expect(error?.retry == retry)
    }

    @Test func `that are cut off anywhere hold no token`() async throws {
        let whole = #"{"token_type":"Bearer","expires_in":3599,"access_token":"abc"}"#.utf8
        for length in 0..<whole.count {
            let endpoint = try Endpoint { _ in
                HTTPAnswer(contentType: "application/json", body: Array(whole.prefix(length)))
            }
            let error = await #expect(throws: SourceError.self) { try await endpoint.tokens.token(for: Endpoint.graph) }
            #expect(error?.code == .badAnswer, "\(length)")
        }
    }

    @Test(arguments: [
        #"{"token_type":"mac","expires_in":3599,"access_token":"abc"}"#,
        #"{"token_type":"Bearer","expires_in":0,"access_token":"abc"}"#,
        #"{"token_type":"Bearer","expires_in":"soon","access_token":"abc"}"#,
        #"{"token_type":"Bearer","expires_in":3599,"access_token":""}"#,
        #"{"token_type":"Bearer","expires_in":3599,"access_token":"a b"}"#,
        #"{"token_type":"Bearer","expires_in":3599,"access_token":"a\r\nX: y"}"#,
        #"{"token_type":"Bearer","expires_in":3599}"#, "<html></html>",
    ])
    func `with something else hold none either`(body: String) async throws {
        let endpoint = try Endpoint { _ in HTTPAnswer(contentType: "application/json", body: Array(body.utf8)) }
        let error = await #expect(throws: SourceError.self) { try await endpoint.tokens.token(for: Endpoint.graph) }
        #expect(error?.code == .badAnswer)
    }
}
