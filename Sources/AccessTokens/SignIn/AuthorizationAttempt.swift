import Crypto
import Interactions

/// What ties the answer of an identity provider to the request that it answers; each is used for one request.
package struct AuthorizationAttempt: Sendable {
    /// Comes back in the address (RFC 6749, section 10.12).
    package let state: String
    /// Comes back in the token (OpenID Connect Core 1.0, section 3.1.2.1).
    let nonce: String
    /// Proves at the token endpoint that whoever asked has the code (RFC 7636).
    let verifier: String

    /// Letters and digits that nobody can guess.
    package init() {
        state = Self.random()
        nonce = Self.random()
        verifier = Self.random()
    }

    /// What the request says of the verifier: its digest (`S256`).
    var challenge: String { Base64URL.text(SHA256.hash(data: Array(verifier.utf8))) }

    private static func random() -> String {
        var random = SystemRandomNumberGenerator()
        return Base64URL.text((0..<32).map { _ in UInt8.random(in: .min ... .max, using: &random) })
    }
}
