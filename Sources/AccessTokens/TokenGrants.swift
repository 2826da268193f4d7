import FoundationEssentials

/// What an access token says of itself, for diagnosis only: services alone decide by it, and its form is theirs.
///
/// <https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference>
package struct TokenGrants: Hashable, Sendable {
    /// Application permissions that an administrator consented to, for example `Mail.ReadBasic.All`; sorted.
    ///
    /// None of them has to be here: what Exchange grants by its own roles does not show.
    package let roles: [String]

    /// Nil if the token is not of the known form.
    init?(token: String) {
        struct Claims: Decodable {
            let roles: [String]?
        }
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        let text = parts[1].replacing("-", with: "+").replacing("_", with: "/")
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        guard let bytes = Data(base64Encoded: text + padding),
            let claims = try? JSONDecoder().decode(Claims.self, from: bytes)
        else { return nil }
        // The vendor's names and nothing else gets to people.
        roles = (claims.roles ?? []).filter { role in
            (1...100).contains(role.utf8.count)
                && role.utf8.allSatisfy {
                    (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || $0 == 0x2E
                }
        }.sorted()
    }
}

extension AccessTokenCache {
    /// What the token for `resource` says of itself; nil if it does not say.
    ///
    /// - Throws: as `token(for:)`.
    package func grants(for resource: Resource) async throws -> TokenGrants? {
        TokenGrants(token: try await token(for: resource))
    }
}
