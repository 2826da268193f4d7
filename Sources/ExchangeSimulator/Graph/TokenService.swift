import FoundationEssentials
import HTTPTypes

/// Answers for the identity platform: tokens for the client-credentials grant, and where to get them.
///
/// <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow>
struct TokenService: Sendable {
    let tenant: Tenant
    let application: GraphApplication
    let tokens: BearerTokens

    /// Nil for a path of something else.
    ///
    /// - Parameter origin: Scheme, host and port.
    func answer(_ request: ReceivedRequest, origin: String) -> ServerAnswer? {
        let segments = request.path.split(separator: "/").map(String.init)
        switch segments.dropFirst().map({ $0.lowercased() }) {
        case ["oauth2", "v2.0", "token"]:
            guard request.method == .post else { return ServerAnswer(.methodNotAllowed) }
            return token(request, for: segments[0])
        case ["v2.0", ".well-known", "openid-configuration"]:
            return configuration(of: segments[0], origin: origin)
        default: return nil
        }
    }

    private func token(_ request: ReceivedRequest, for name: String) -> ServerAnswer {
        do throws(TokenRefusal) {
            try check(request, for: name)
        } catch {
            return error.answer(requestID: UUID().uuidString.lowercased(), now: tenant.snapshot.now)
        }
        let body = JSONOutput.object { out in
            out.member("token_type", "Bearer")
            out.member("expires_in", BearerTokens.lifetime)
            out.member("ext_expires_in", BearerTokens.lifetime)
            out.member("access_token", tokens.issue())
        }
        return ServerAnswer(
            .ok,
            headers: [
                .contentType: "application/json; charset=utf-8", .cacheControl: "no-store, no-cache",
            ],
            body: body
        )
    }

    private func check(_ request: ReceivedRequest, for name: String) throws(TokenRefusal) {
        guard isTenant(name) else { throw .unknownTenant(name) }
        let text = String(decoding: request.body, as: UTF8.self)
        let form = Dictionary(
            (URLText.pairs(text[...]) ?? []).map { ($0.name, $0.value) },
            uniquingKeysWith: { first, _ in first }
        )
        guard let grant = form["grant_type"] else { throw .missing("grant_type") }
        guard grant == "client_credentials" else { throw .unsupportedGrant }
        guard let client = form["client_id"] else { throw .missing("client_id") }
        guard client.lowercased() == application.clientID else { throw .unknownClient(client) }
        guard let secret = form["client_secret"] else { throw .missing("client_secret") }
        guard secret == application.clientSecret else { throw .wrongSecret }
        guard let scope = form["scope"] else { throw .missing("scope") }
        guard scope.hasSuffix("/.default"), !scope.contains(" ") else { throw .invalidScope(scope) }
    }

    private func configuration(of name: String, origin: String) -> ServerAnswer {
        guard isTenant(name) else {
            return TokenRefusal.unknownTenant(name)
                .answer(requestID: UUID().uuidString.lowercased(), now: tenant.snapshot.now)
        }
        let id = tenant.snapshot.id
        let body = JSONOutput.object { out in
            out.member("token_endpoint", "\(origin)/\(id)/oauth2/v2.0/token")
            out.key("token_endpoint_auth_methods_supported")
            out.array { $0.string("client_secret_post") }
            out.member("jwks_uri", "\(origin)/\(id)/discovery/v2.0/keys")
            out.member("issuer", "\(origin)/\(id)/v2.0")
            out.member("authorization_endpoint", "\(origin)/\(id)/oauth2/v2.0/authorize")
            out.member("cloud_instance_name", "microsoftonline.com")
            out.member("msgraph_host", "graph.microsoft.com")
        }
        return ServerAnswer(.ok, headers: [.contentType: "application/json; charset=utf-8"], body: body)
    }

    private func isTenant(_ name: String) -> Bool {
        let state = tenant.snapshot
        return ([state.id] + state.domains).contains { $0.lowercased() == name.lowercased() }
    }
}
