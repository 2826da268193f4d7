import Crypto
import Engine
import FoundationEssentials
import HTTPTypes
import Interactions

/// Signs and checks widgets' tokens: JSON Web Tokens with ES256 and nothing else (RFC 7519, RFC 7515, RFC 7518).
struct WidgetKey: Sendable {
    /// How long a token can be used; the embedding page's server renews it.
    static let life: Int64 = 300
    private static let issuer = "rapport"
    private static let audience = "widget"
    private static let longest = 2_048
    /// The one header that is accepted, byte by byte: no other algorithm can be named.
    private static let header = Base64URL.text(Array(#"{"alg":"ES256","typ":"JWT"}"#.utf8))

    private struct Payload: Codable {
        let iss: String
        let aud: String
        let tid: String
        let sub: String
        let rec: String
        let org: String
        let iat: Int64
        let nbf: Int64
        let exp: Int64
    }

    private let key: P256.Signing.PrivateKey

    /// - Throws: what the engine throws if the installation's key cannot be used.
    init(_ engine: Engine) throws {
        key = try P256.Signing.PrivateKey(rawRepresentation: try engine.derivedKey(for: "widget tokens"))
    }

    func token(_ claims: WidgetClaims, tenant: String, at now: Timestamp) throws -> String {
        let second = now.microseconds / 1_000_000
        let payload = Payload(
            iss: Self.issuer,
            aud: Self.audience,
            tid: tenant,
            sub: claims.viewer.text,
            rec: claims.record.text,
            org: claims.origin,
            iat: second,
            nbf: second,
            exp: second + Self.life
        )
        let signed = Self.header + "." + Base64URL.text(try JSONEncoder().encode(payload))
        let signature = try key.signature(for: Array(signed.utf8))
        return signed + "." + Base64URL.text(signature.rawRepresentation)
    }

    /// What a token says, if it is ours, for this tenant, and valid now.
    ///
    /// - Throws: `Problem` of status 403 that names the first thing wrong with it.
    func claims(of token: String, tenant: String, at now: Timestamp) throws(Problem) -> WidgetClaims {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard token.utf8.count <= Self.longest, parts.count == 3, parts[0] == Self.header,
            let body = Base64URL.bytes(parts[1]), let raw = Base64URL.bytes(parts[2]),
            let signature = try? P256.Signing.ECDSASignature(rawRepresentation: raw),
            key.publicKey.isValidSignature(signature, for: Array("\(parts[0]).\(parts[1])".utf8)),
            let payload = try? JSONDecoder().decode(Payload.self, from: Data(body))
        else { throw Self.refused("is not signed by this installation", "badToken") }
        guard payload.iss == Self.issuer, payload.aud == Self.audience else {
            throw Self.refused("is for something else", "wrongAudience")
        }
        guard payload.tid == tenant else { throw Self.refused("is for another tenant", "wrongTenant") }
        let second = now.microseconds / 1_000_000
        guard second < payload.exp else { throw Self.refused("has expired", "expired") }
        guard payload.nbf <= second, payload.exp - payload.nbf <= Self.life else {
            throw Self.refused("is not valid yet", "notYetValid")
        }
        guard let record = CRMReference(text: payload.rec), let viewer = EmailAddress(payload.sub),
            EmbeddingOrigin.isOne(payload.org)
        else { throw Self.refused("names no record, viewer or origin", "badToken") }
        return WidgetClaims(record: record, viewer: viewer, origin: payload.org)
    }

    private static func refused(_ what: String, _ code: String) -> Problem {
        Problem(.forbidden, "The widget's token \(what).", code: code)
    }
}
