import Crypto
import CryptoExtras
import FoundationEssentials

/// Writes ID tokens, sound ones and others.
///
/// <https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference>
struct IDTokenWriter: Sendable {
    static let keyID = "simulated-key-1"

    let key: _RSA.Signing.PrivateKey
    let issuer: String
    let tenant: String
    let clientID: String
    /// The name to sign in with; nil for the user's address.
    let name: String?
    /// Of the application.
    let roles: [String]
    let flaw: IDTokenFlaw?
    /// Seconds since 1970.
    let now: Int

    /// - Parameters:
    ///   - user: an address.
    ///   - nonce: of the request.
    func token(for user: String, nonce: String?) throws -> String {
        let claims = Self.encoded(claims(user, nonce))
        switch flaw {
        case .unsigned: return Self.encoded(header("none")) + "." + claims + "."
        case .publicKeyAsSecret:
            let signed = Self.encoded(header("HS256")) + "." + claims
            let secret = SymmetricKey(data: Data(key.publicKey.pemRepresentation.utf8))
            let code = HMAC<SHA256>.authenticationCode(for: Data(signed.utf8), using: secret)
            return signed + "." + Base64.url(Array(code))
        case .unpublishedKey, .falseKeyName:
            let other = try _RSA.Signing.PrivateKey(keySize: .bits2048)
            return try Self.signed(Self.encoded(header("RS256")) + "." + claims, by: other)
        case .changed:
            let token = try Self.signed(Self.encoded(header("RS256")) + "." + claims, by: key)
            let parts = token.split(separator: ".")
            let changed = Self.encoded(self.claims("administrator." + user, nonce))
            return "\(parts[0]).\(changed).\(parts[2])"
        case .unsignedInName: return try Self.signed(Self.encoded(header("none")) + "." + claims, by: key)
        default: return try Self.signed(Self.encoded(header("RS256")) + "." + claims, by: key)
        }
    }

    private func header(_ algorithm: String) -> [UInt8] {
        JSONOutput.object { out in
            out.member("typ", "JWT")
            out.member("alg", algorithm)
            out.member("kid", flaw == .unpublishedKey ? "simulated-key-9" : Self.keyID)
            if flaw == .unknownExtension {
                out.key("crit")
                out.array { $0.string("exp") }
            }
        }
    }

    private func claims(_ user: String, _ nonce: String?) -> [UInt8] {
        let other = ObjectID(of: "somebody else").text
        return JSONOutput.object { out in
            out.member("aud", flaw == .otherAudience ? other : clientID)
            out.member("iss", flaw == .otherIssuer ? issuer.replacing(tenant, with: other) : issuer)
            // The service dates its tokens back by five minutes.
            out.member("iat", now - 300)
            out.member("nbf", flaw == .notYetValid ? now + 4_000 : now - 300)
            out.member("exp", flaw == .expired ? now - 4_000 : now + 3_600)
            if flaw == .otherAuthorizedParty { out.member("azp", other) }
            if flaw == .guest { out.member("idp", "https://sts.windows.net/\(other)/") }
            out.member("name", "Simulated")
            if let nonce { out.member("nonce", flaw == .otherNonce ? other : nonce) }
            out.member("oid", ObjectID(of: user).text)
            if flaw != .nameless { out.member("preferred_username", name ?? user) }
            if !roles.isEmpty {
                out.key("roles")
                out.array { out in for role in roles { out.string(role) } }
            }
            out.member("sub", ObjectID(of: "subject " + user).text)
            out.member("tid", flaw == .otherTenant ? other : tenant)
            out.member("ver", "2.0")
        }
    }

    private static func encoded(_ json: [UInt8]) -> String { Base64.url(json) }

    private static func signed(_ text: String, by key: _RSA.Signing.PrivateKey) throws -> String {
        let signature = try key.signature(for: SHA256.hash(data: Data(text.utf8)), padding: .insecurePKCS1v1_5)
        return text + "." + Base64.url(Array(signature.rawRepresentation))
    }
}
