import Crypto
import CryptoExtras
import FoundationEssentials
import Interactions

/// Everything that an ID token must be before it says who somebody is (OpenID Connect Core 1.0, section 3.1.3.7).
///
/// One algorithm, RS256; which one a token names decides nothing but whether it is refused.
struct IDTokenCheck: Sendable {
    /// So far two clocks may be apart, in seconds.
    static let skew = 60
    /// Claims of two hundred groups stay below.
    private static let longest = 64 << 10

    let issuer: String
    /// A GUID in lower case.
    let tenant: String
    let clientID: String
    let nonce: String
    /// An application role that the token must have; nil if everybody of the tenant may come.
    let role: String?
    /// In seconds since 1970.
    let now: Int

    private struct Header: Decodable {
        let alg: String
        let kid: String
        /// Extensions that have to be understood: there is none.
        let crit: [String]?
    }

    private struct Payload: Decodable {
        let iss: String
        let aud: String
        let tid: String
        let nbf: Int
        let exp: Int
        let nonce: String
        let azp: String?
        let oid: String
        let name: String?
        let roles: [String]?
        /// Who vouched for the person before this tenant did; the tenant itself is not named.
        let idp: String?
        /// 1 for guests, where the application asks for it.
        let acct: Int?

        private enum CodingKeys: String, CodingKey {
            case iss, aud, tid, nbf, exp, nonce, azp, oid, roles, idp, acct
            case name = "preferred_username"
        }
    }

    /// The name of the key that a token says it is signed with.
    ///
    /// - Throws: `SignInRefusal` for another algorithm.
    static func keyID(of text: String) throws(SignInRefusal) -> String {
        let parts = try parts(of: text)
        guard let bytes = Base64URL.bytes(parts[0]),
            let header = try? JSONDecoder().decode(Header.self, from: Data(bytes)),
            isSame(header.alg, "RS256"), header.crit == nil
        else { throw SignInRefusal(.badToken) }
        return header.kid
    }

    /// Who somebody is.
    ///
    /// - Parameter key: the one that the token names.
    /// - Throws: `SignInRefusal` that names the first thing wrong with it.
    func token(_ text: String, signedWith key: _RSA.Signing.PublicKey) throws(SignInRefusal) -> IDToken {
        let parts = try Self.parts(of: text)
        guard let signature = Base64URL.bytes(parts[2]), let body = Base64URL.bytes(parts[1]),
            key.isValidSignature(
                _RSA.Signing.RSASignature(rawRepresentation: signature),
                for: SHA256.hash(data: Array("\(parts[0]).\(parts[1])".utf8)),
                padding: .insecurePKCS1v1_5
            ),
            let payload = try? JSONDecoder().decode(Payload.self, from: Data(body))
        else { throw SignInRefusal(.badToken) }
        guard Self.isSame(payload.iss, issuer) else { throw SignInRefusal(.wrongIssuer) }
        guard Self.isSame(payload.tid.lowercased(), tenant) else { throw SignInRefusal(.wrongTenant) }
        guard Self.isSame(payload.aud, clientID), payload.azp.map({ Self.isSame($0, clientID) }) ?? true else {
            throw SignInRefusal(.wrongAudience)
        }
        guard Self.isSame(payload.nonce, nonce) else { throw SignInRefusal(.wrongNonce) }
        // Nothing is added to what the token says: it may be any number.
        guard payload.exp > now - Self.skew else { throw SignInRefusal(.expired) }
        guard payload.nbf <= now + Self.skew else { throw SignInRefusal(.notYetValid) }
        // A guest's name is one of another organisation, which may give it to whom it likes.
        guard payload.idp.map({ Self.isSame($0, issuer) }) ?? true, payload.acct ?? 0 == 0 else {
            throw SignInRefusal(.guest)
        }
        if let role, !(payload.roles ?? []).contains(where: { Self.isSame($0, role) }) {
            throw SignInRefusal(.missingRole)
        }
        guard let name = payload.name, UUID(uuidString: payload.oid) != nil else { throw SignInRefusal(.nameless) }
        return IDToken(objectID: payload.oid.lowercased(), userPrincipalName: name)
    }

    private static func parts(of text: String) throws(SignInRefusal) -> [Substring] {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard text.utf8.count <= longest, parts.count == 3 else { throw SignInRefusal(.badToken) }
        return parts
    }

    /// Byte by byte: for Swift, texts are equal that only look so.
    private static func isSame(_ one: String, _ other: String) -> Bool { one.utf8.elementsEqual(other.utf8) }
}
