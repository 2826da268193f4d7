import CryptoExtras
import FoundationEssentials
import Interactions

/// The public keys that an identity provider signs tokens with, by their names (RFC 7517).
struct SigningKeys: Sendable {
    private let keys: [String: _RSA.Signing.PublicKey]

    private struct Document: Decodable {
        struct Key: Decodable {
            let kty: String?
            let use: String?
            let alg: String?
            let kid: String?
            let n: String?
            let e: String?
        }

        let keys: [Key]
    }

    /// Nil for what is no set of keys; keys of other kinds are left out.
    init?(_ body: [UInt8]) {
        guard let document = try? JSONDecoder().decode(Document.self, from: Data(body)) else { return nil }
        var keys: [String: _RSA.Signing.PublicKey] = [:]
        for key in document.keys {
            // Entra names no algorithm; other ones are for other uses.
            guard key.kty == "RSA", key.use ?? "sig" == "sig", key.alg ?? "RS256" == "RS256", let id = key.kid,
                let modulus = key.n.flatMap({ Base64URL.bytes($0) }),
                let exponent = key.e.flatMap({ Base64URL.bytes($0) }),
                let key = try? _RSA.Signing.PublicKey(n: modulus, e: exponent)
            else { continue }
            keys[id] = key
        }
        self.keys = keys
    }

    subscript(id: String) -> _RSA.Signing.PublicKey? { keys[id] }
}
