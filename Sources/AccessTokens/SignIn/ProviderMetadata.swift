import FoundationEssentials
import HTTPTransport

/// Where an identity provider does what, as far as it is used.
///
/// OpenID Connect Discovery 1.0, section 3; <https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc>.
struct ProviderMetadata: Hashable, Sendable {
    let issuer: String
    /// The tenant's GUID in lower case, which the issuer names also where it was asked for by a domain.
    let tenant: String
    /// An address for browsers.
    let authorization: String
    /// Of the token endpoint, at the login.
    let tokenPath: String
    /// Of the keys, at the login.
    let keysPath: String

    private struct Document: Decodable {
        let issuer: String
        let authorization: String
        let token: String
        let keys: String

        private enum CodingKeys: String, CodingKey {
            case issuer
            case authorization = "authorization_endpoint"
            case token = "token_endpoint"
            case keys = "jwks_uri"
        }
    }

    /// Nil for what is no such document, names another host than the login, or another tenant than the one asked for.
    ///
    /// - Parameter tenant: as the configuration names it: a GUID or a domain.
    init?(_ body: [UInt8], login: Origin, tenant name: String) {
        guard let document = try? JSONDecoder().decode(Document.self, from: Data(body)) else { return nil }
        let parts = Self.path(of: document.issuer, at: login)?.split(separator: "/").map { $0.lowercased() } ?? []
        guard parts.count == 2, parts[1] == "v2.0", UUID(uuidString: parts[0]) != nil,
            UUID(uuidString: name) == nil || name.lowercased() == parts[0],
            Self.path(of: document.authorization, at: login) != nil,
            let tokenPath = Self.path(of: document.token, at: login),
            let keysPath = Self.path(of: document.keys, at: login)
        else { return nil }
        issuer = document.issuer
        tenant = parts[0]
        authorization = document.authorization
        self.tokenPath = tokenPath
        self.keysPath = keysPath
    }

    /// What follows on the origin; nil if the address is of another one, or holds what an address does not.
    private static func path(of address: String, at login: Origin) -> String? {
        let start = "\(login)/"
        guard address.utf8.starts(with: start.utf8), Origin(url: address) == login,
            !address.utf8.contains(where: { $0 == UInt8(ascii: "#") || $0 == UInt8(ascii: "\"") })
        else { return nil }
        return String(Substring(address.utf8.dropFirst(start.utf8.count - 1)))
    }
}
