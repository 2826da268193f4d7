import Crypto
import Engine
import Foundation
import Interactions
import Testing

@testable import Console

/// What another site may show, and with which token.
@Suite struct `A widget` {
    @Test(arguments: ["health", "timeline", "introductions"])
    func `shows its record to the one origin of its token`(kind: String) async throws {
        let world = try await ConsoleWorld.shared()
        let client = try ConsoleClient(world.engine)
        let record = try await client.ownRecord(of: world.seller)
        let token = try await client.widgetToken(record, world.seller)
        for _ in 0..<2 {
            let answer = try await client.get("/widgets/\(kind)/\(record)?token=\(token)")
            #expect(answer.status == 200)
            let policy = try #require(answer.header("Content-Security-Policy"))
            #expect(policy.hasSuffix("frame-ancestors \(ConsoleWorld.origin)"))
            #expect(!policy.contains("unsafe-inline"))
            let style = try #require(
                answer.text.components(separatedBy: "<style>").last?.components(separatedBy: "</style>").first
            )
            let digest = Data(SHA256.hash(data: Data(style.utf8))).base64EncodedString()
            #expect(policy.contains("'sha256-\(digest)'"))
            #expect(!answer.text.contains("<script") && !answer.text.contains("<form"))
        }
    }

    @Test func `refuses every token that is not exactly right, and is then framed nowhere`() async throws {
        let world = try await ConsoleWorld.shared()
        let clock = ManualTime()
        let client = try ConsoleClient(world.engine, clock: clock)
        let record = try await client.ownRecord(of: world.seller)
        let other = try await client.ownRecord(of: world.otherSeller)
        let token = try await client.widgetToken(record, world.seller)
        let parts = token.split(separator: ".").map(String.init)
        let payload = String(decoding: try #require(Base64URL.bytes(parts[1])), as: UTF8.self)
        let installation = try P256.Signing.PrivateKey(rawRepresentation: world.engine.derivedKey(for: "widget tokens"))
        func signed(_ header: String, _ body: String, _ key: P256.Signing.PrivateKey? = nil) throws -> String {
            let text = Base64URL.text(Array(header.utf8)) + "." + Base64URL.text(Array(body.utf8))
            let signature = try (key ?? installation).signature(for: Data(text.utf8))
            return text + "." + Base64URL.text(signature.rawRepresentation)
        }
        let es256 = #"{"alg":"ES256","typ":"JWT"}"#
        let second = clock.now.microseconds / 1_000_000
        let publicKey = installation.publicKey.pemRepresentation
        let hs256 = Base64URL.text(Array(#"{"alg":"HS256","typ":"JWT"}"#.utf8)) + "." + parts[1]
        let mac = HMAC<SHA256>.authenticationCode(
            for: Data(hs256.utf8),
            using: SymmetricKey(data: Data(publicKey.utf8))
        )
        let bad: [String: String] = [
            "alg none": Base64URL.text(Array(#"{"alg":"none"}"#.utf8)) + "." + parts[1] + ".",
            "alg none with a signature": try signed(#"{"alg":"none","typ":"JWT"}"#, payload),
            "HS256 with the public key": hs256 + "." + Base64URL.text(Data(mac)),
            "another key": try signed(es256, payload, P256.Signing.PrivateKey()),
            "tampered": parts[0] + "."
                + Base64URL.text(
                    Array(payload.replacingOccurrences(of: record.suffix(36), with: other.suffix(36)).utf8)
                ) + "." + parts[2],
            "without signature": parts[0] + "." + parts[1], "empty": "", "cut": String(token.dropLast(4)),
            "padded": token + "=", "another part": token + ".x",
            "other audience": try signed(es256, payload.replacingOccurrences(of: "\"widget\"", with: "\"session\"")),
            "other issuer": try signed(es256, payload.replacingOccurrences(of: "\"rapport\"", with: "\"else\"")),
            "other tenant": try signed(es256, payload.replacingOccurrences(of: "\"test\"", with: "\"other\"")),
            "expired": try signed(
                es256,
                payload.replacingOccurrences(of: "\"exp\":\(second + 300)", with: "\"exp\":\(second)")
            ),
            "not yet": try signed(
                es256,
                payload.replacingOccurrences(of: "\"nbf\":\(second)", with: "\"nbf\":\(second + 60)")
            ),
            "for a year": try signed(
                es256,
                payload.replacingOccurrences(of: "\"exp\":\(second + 300)", with: "\"exp\":\(second + 31_536_000)")
            ),
            "origin with a policy": try signed(
                es256,
                payload.replacingOccurrences(of: "https:\\/\\/crm.contoso.example", with: "https:\\/\\/x; script-src *")
            ),
            "no JSON": try signed(es256, "{"), "no claims": try signed(es256, "{}"),
        ]
        for (name, token) in bad {
            for headers in [[:], ["Authorization": "Bearer \(token)"]] {
                let query = headers.isEmpty ? "?token=\(token)" : ""
                let answer = try await client.get("/widgets/health/\(record)\(query)", headers: headers)
                #expect(answer.status == 403 || answer.status == 401, "\(name) \(answer.status)")
                let policy = answer.header("Content-Security-Policy") ?? ""
                #expect(policy.hasSuffix("frame-ancestors 'none'"), "\(name)")
                #expect(!policy.contains("script-src *"))
            }
        }
        // The right token for another record.
        let foreign = try await client.get("/widgets/health/\(other)?token=\(token)")
        #expect(foreign.status == 403)
        #expect(foreign.header("Content-Security-Policy")?.hasSuffix("frame-ancestors 'none'") == true)
        #expect(try await client.get("/widgets/health/\(record)?token=\(token)").status == 200)
        clock.advance(seconds: 299)
        #expect(try await client.get("/widgets/health/\(record)?token=\(token)").status == 200)
        clock.advance(seconds: 1)
        let late = try await client.get("/widgets/health/\(record)?token=\(token)")
        #expect(late.status == 403)
        #expect(late.header("Content-Security-Policy")?.hasSuffix("frame-ancestors 'none'") == true)
    }

    @Test(arguments: [
        ("crm:wrong", "", "", 401), ("crm", "", "", 401), ("other:\(ConsoleWorld.secret)", "", "", 401),
        ("crm:\(ConsoleWorld.secret)", "https://elsewhere.example", "", 403),
        ("crm:\(ConsoleWorld.secret)", ConsoleWorld.origin, "nobody@elsewhere.example", 403),
    ])
    func `gets no token for whom, or where, it may not`(
        credential: String,
        origin: String,
        viewer: String,
        status: Int
    ) async throws {
        let world = try await ConsoleWorld.shared()
        let client = try ConsoleClient(world.engine)
        let record = try await client.ownRecord(of: world.seller)
        let body =
            #"{"record":"\#(record)","viewer":"\#(viewer.isEmpty ? world.seller.text : viewer)","origin":"\#(origin)"}"#
        let headers = ["Authorization": "Basic \(Data(credential.utf8).base64EncodedString())"]
        #expect(try await client.post(body, to: "/api/v1/widget-tokens", headers: headers).status == status)
    }

    @Test func `gets no token for a record that its viewer may not see`() async throws {
        let world = try await ConsoleWorld.shared()
        let client = try ConsoleClient(world.engine)
        let record = try await client.ownRecord(of: world.otherSeller)
        let credential = Data("crm:\(ConsoleWorld.secret)".utf8).base64EncodedString()
        let body = #"{"record":"\#(record)","viewer":"\#(world.seller.text)","origin":"\#(ConsoleWorld.origin)"}"#
        let answer = try await client.post(
            body,
            to: "/api/v1/widget-tokens",
            headers: ["Authorization": "Basic \(credential)"]
        )
        #expect(answer.status == 403)
        #expect(answer.text.contains("notYours"))
    }

    @Test(arguments: [
        ("https://crm.contoso.example", true), ("https://crm.contoso.example:8443", true),
        ("http://localhost:3000", true),
        ("http://127.0.0.1", true), ("http://crm.contoso.example", false), ("https://", false), ("https://a/b", false),
        ("https://a b", false), ("https://*.contoso.example", false), ("https://a;script-src *", false),
        ("https://A.example", false), ("https://a:", false), ("https://a:123456", false), ("https://a:1:2", false),
        ("http://localhost.attacker.example", false), ("javascript:alert(1)", false), ("https://a\r\nX: y", false),
        ("", false), ("https://a'", false),
    ])
    func `takes for an origin what can stand in a header, and nothing else`(text: String, isOne: Bool) {
        #expect(EmbeddingOrigin.isOne(text) == isOne)
    }
}
