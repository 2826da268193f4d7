import Normalization
import Testing

extension Normalizer {
    /// Contoso is inside, everybody else outside.
    static func forTests() throws -> Normalizer {
        Normalizer(
            identity: try #require(
                IdentityHash(key: Array(repeating: 7, count: IdentityHash.keyLength), tenant: "test")
            ),
            internalDomains: try #require(InternalDomains(["contoso.example"]))
        )
    }
}
