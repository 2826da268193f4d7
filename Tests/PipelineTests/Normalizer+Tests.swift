import Normalization
import Testing

extension Normalizer {
    /// Contoso is inside, or what else is said; everybody else outside.
    static func forTests(domains: [String] = ["contoso.example"]) throws -> Normalizer {
        Normalizer(
            identity: try #require(
                IdentityHash(key: Array(repeating: 7, count: IdentityHash.keyLength), tenant: "test")
            ),
            internalDomains: try #require(InternalDomains(domains))
        )
    }
}
