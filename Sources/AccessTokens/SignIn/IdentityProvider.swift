import Connector
import FoundationEssentials
package import HTTPTransport

/// Signs people in with Microsoft Entra: OpenID Connect with the authorization code grant, as a confidential client.
///
/// <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow>
package actor IdentityProvider {
    /// For so long its documents count; a key that is not in them is looked for at once.
    private static let life = 86_400

    private let application: Application
    private let role: String?
    private let client: TokenClient
    private let secondsSince1970: @Sendable () -> Int
    private var metadata: (document: ProviderMetadata, at: Int)?
    private var keys: (document: SigningKeys, at: Int)?

    /// - Parameters:
    ///   - role: an application role that people must have to come in; nil if everybody of the tenant may.
    ///   - secondsSince1970: the machine's clock.
    package init(
        application: Application,
        role: String?,
        transport: any HTTPClient,
        secondsSince1970: @escaping @Sendable () -> Int
    ) {
        self.application = application
        self.role = role
        self.secondsSince1970 = secondsSince1970
        client = TokenClient(transport: transport, secondsSince1970: secondsSince1970)
    }

    /// Where a browser goes to sign somebody in.
    ///
    /// - Parameter redirect: where it comes back to, as it is registered with the application.
    /// - Throws: `SourceError`, or `CancellationError`.
    package func address(of attempt: AuthorizationAttempt, returningTo redirect: String) async throws -> String {
        let authorization = try await document().authorization
        let query = FormText.encoded([
            ("client_id", application.clientID), ("response_type", "code"), ("redirect_uri", redirect),
            ("response_mode", "query"), ("scope", "openid profile"), ("state", attempt.state),
            ("nonce", attempt.nonce), ("code_challenge", attempt.challenge), ("code_challenge_method", "S256"),
        ])
        return authorization + (authorization.utf8.contains(UInt8(ascii: "?")) ? "&" : "?") + query
    }

    /// Who came back with a code.
    ///
    /// - Throws: `SignInRefusal`, `SourceError`, or `CancellationError`.
    package func person(
        with code: String,
        of attempt: AuthorizationAttempt,
        returningTo redirect: String
    ) async throws -> IDToken {
        let document = try await document()
        let answer = try await client.grant(
            application,
            at: document.tokenPath,
            [
                ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirect),
                ("code_verifier", attempt.verifier), ("scope", "openid profile"),
            ]
        )
        if let refusal = answer.refusal {
            guard refusal.error != "invalid_grant" else { throw SignInRefusal(.usedCode) }
            throw SourceError(token: refusal, answer.response, isIdentity: false)
        }
        guard let text = try? JSONDecoder().decode(Answer.self, from: Data(answer.body)).token else {
            throw SourceError.malformedToken
        }
        let id = try IDTokenCheck.keyID(of: text)
        let check = IDTokenCheck(
            issuer: document.issuer,
            tenant: document.tenant,
            clientID: application.clientID,
            nonce: attempt.nonce,
            role: role,
            now: secondsSince1970()
        )
        let known = try await signingKeys()[id]
        let found = if let known { known } else { try await freshKeys()[id] }
        guard let found else { throw SignInRefusal(.badToken) }
        return try check.token(text, signedWith: found)
    }

    private struct Answer: Decodable {
        let token: String

        private enum CodingKeys: String, CodingKey {
            case token = "id_token"
        }
    }

    private func document() async throws -> ProviderMetadata {
        if let metadata, secondsSince1970() - metadata.at < Self.life { return metadata.document }
        let path = "/\(application.tenant)/v2.0/.well-known/openid-configuration"
        let body = try await client.document(application, at: path)
        guard let read = ProviderMetadata(body, login: application.login, tenant: application.tenant) else {
            throw SourceError.foreignProvider
        }
        metadata = (read, secondsSince1970())
        return read
    }

    private func signingKeys() async throws -> SigningKeys {
        if let keys, secondsSince1970() - keys.at < Self.life { return keys.document }
        return try await freshKeys()
    }

    private func freshKeys() async throws -> SigningKeys {
        guard let read = SigningKeys(try await client.document(application, at: try await document().keysPath)) else {
            throw SourceError.foreignProvider
        }
        keys = (read, secondsSince1970())
        return read
    }
}
