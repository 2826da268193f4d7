import FoundationEssentials
import HTTPTypes

/// Answers for the identity platform: tokens for the application and for people who signed in, and where to get them.
///
/// <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow>
struct TokenService: Sendable {
    let tenant: Tenant
    let application: GraphApplication
    let tokens: BearerTokens
    let signIn: SignInService

    /// Nil for a path of something else.
    ///
    /// - Parameter origin: Scheme, host and port.
    func answer(_ request: ReceivedRequest, origin: String) -> ServerAnswer? {
        let segments = request.path.split(separator: "/").map(String.init)
        switch segments.dropFirst().map({ $0.lowercased() }) {
        case ["oauth2", "v2.0", "token"]:
            guard request.method == .post else { return ServerAnswer(.methodNotAllowed) }
            return token(request, for: segments[0], origin: origin)
        case ["v2.0", ".well-known", "openid-configuration"]:
            return configuration(of: segments[0], origin: origin)
        case ["oauth2", "v2.0", "authorize"] where isTenant(segments[0]):
            return signIn.authorize(request, origin: origin)
        case ["discovery", "v2.0", "keys"] where isTenant(segments[0]):
            return signIn.keys()
        default:
            return request.path.lowercased() == "/metadata/identity/oauth2/token" ? machineToken(request) : nil
        }
    }

    /// The metadata service of a virtual machine, which writes the lifetime as a text.
    ///
    /// <https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token>
    private func machineToken(_ request: ReceivedRequest) -> ServerAnswer {
        let query = Dictionary((URLText.pairs(request.query[...]) ?? []).map { ($0.name, $0.value) }) { first, _ in
            first
        }
        let isMarked = HTTPField.Name("Metadata").map { request.headers[$0] == "true" } ?? false
        guard request.method == .get, isMarked, query["api-version"] == "2018-02-01",
            let resource = query["resource"], !resource.isEmpty
        else {
            let body = JSONOutput.object { out in
                out.member("error", "invalid_request")
                out.member("error_description", "Required metadata header or query parameter is missing.")
            }
            return ServerAnswer(.badRequest, headers: [.contentType: "application/json; charset=utf-8"], body: body)
        }
        let body = JSONOutput.object { out in
            out.member("access_token", tokens.issue())
            out.member("client_id", query["client_id"] ?? application.clientID)
            out.member("expires_in", String(BearerTokens.lifetime))
            out.member("resource", resource)
            out.member("token_type", "Bearer")
        }
        return ServerAnswer(.ok, headers: [.contentType: "application/json; charset=utf-8"], body: body)
    }

    private func token(_ request: ReceivedRequest, for name: String, origin: String) -> ServerAnswer {
        var idToken: String?
        do throws(TokenRefusal) {
            let form = try form(of: request, for: name, origin: origin)
            switch form["grant_type"] {
            case "authorization_code": idToken = try signIn.token(for: form, origin: origin)
            default: try checkScope(of: form)
            }
        } catch {
            return error.answer(requestID: UUID().uuidString.lowercased(), now: tenant.snapshot.now)
        }
        let body = JSONOutput.object { out in
            out.member("token_type", "Bearer")
            out.member("expires_in", BearerTokens.lifetime)
            out.member("ext_expires_in", BearerTokens.lifetime)
            // What a person gets opens nothing of what the application may do.
            out.member("access_token", idToken == nil ? tokens.issue() : GraphApplication.random(count: 96))
            if let idToken { out.member("id_token", idToken) }
        }
        return ServerAnswer(
            .ok,
            headers: [
                .contentType: "application/json; charset=utf-8", .cacheControl: "no-store, no-cache",
            ],
            body: body
        )
    }

    /// What is asked for, by an application that proves itself.
    private func form(
        of request: ReceivedRequest,
        for name: String,
        origin: String
    ) throws(TokenRefusal) -> [String: String] {
        guard isTenant(name) else { throw .unknownTenant(name) }
        let text = String(decoding: request.body, as: UTF8.self)
        let form = Dictionary(
            (URLText.pairs(text[...]) ?? []).map { ($0.name, $0.value) },
            uniquingKeysWith: { first, _ in first }
        )
        guard let grant = form["grant_type"] else { throw .missing("grant_type") }
        guard ["client_credentials", "authorization_code"].contains(grant) else { throw .unsupportedGrant }
        guard let client = form["client_id"] else { throw .missing("client_id") }
        guard client.lowercased() == application.clientID else { throw .unknownClient(client) }
        if let assertion = form["client_assertion"] {
            guard form["client_assertion_type"] == "urn:ietf:params:oauth:client-assertion-type:jwt-bearer" else {
                throw .missing("client_assertion_type")
            }
            guard let keys = application.keys else { throw .wrongSignature }
            let names = [name, tenant.snapshot.id]
            try ClientAssertion(assertion).check(
                clientID: application.clientID,
                endpoints: names.map { "\(origin)/\($0)/oauth2/v2.0/token" },
                keys: keys,
                now: Int(Date().timeIntervalSince1970)
            )
        } else {
            guard let secret = form["client_secret"] else { throw .noProof }
            guard secret == application.clientSecret else { throw .wrongSecret }
        }
        return form
    }

    private func checkScope(of form: [String: String]) throws(TokenRefusal) {
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
            out.array { out in
                out.string("client_secret_post")
                out.string("private_key_jwt")
            }
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
