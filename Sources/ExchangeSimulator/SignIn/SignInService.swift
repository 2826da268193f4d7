import Crypto
import CryptoExtras
import FoundationEssentials
import HTTPTypes
import Synchronization

/// Signs people in: the page where they choose who they are, the code, and the token for it.
///
/// <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow>
final class SignInService: Sendable {
    private let tenant: Tenant
    private let application: GraphApplication
    private let codes = AuthorizationCodes()
    private let plan = Mutex(SignInPlan())
    /// The key of everybody's tokens, made when somebody first asks for it: it takes a moment.
    private static let key = Result { try _RSA.Signing.PrivateKey(keySize: .bits2048) }

    init(tenant: Tenant, application: GraphApplication) {
        self.tenant = tenant
        self.application = application
    }

    func use(_ plan: SignInPlan) { self.plan.withLock { $0 = plan } }

    /// Where a browser is sent to: a page with everybody who can sign in, or back with a code.
    ///
    /// `login_hint` chooses somebody, as a click on the page does.
    func authorize(_ request: ReceivedRequest, origin: String) -> ServerAnswer {
        let query = Dictionary((URLText.pairs(request.query[...]) ?? []).map { ($0.name, $0.value) }) { first, _ in
            first
        }
        guard request.method == .get, query["client_id"]?.lowercased() == application.clientID,
            query["response_type"] == "code", query["response_mode"] ?? "query" == "query",
            query["scope"]?.split(separator: " ").contains("openid") == true,
            let redirect = query["redirect_uri"], Self.isPlain(redirect),
            let challenge = query["code_challenge"], query["code_challenge_method"] == "S256"
        else { return page("<p>AADSTS900144: The request is not one that signs anybody in.</p>", .badRequest) }
        let state = query["state"].map { "&state=\(Self.escaped($0))" } ?? ""
        if query["decline"] != nil { return Self.leading(to: "\(redirect)?error=access_denied\(state)") }
        guard let user = query["login_hint"] else { return choice(of: request) }
        guard tenant.snapshot.directory.users.contains(where: { $0.address == user }) else {
            return page("<p>AADSTS50020: There is no such user in the tenant.</p>", .badRequest)
        }
        let code = codes.issue(
            AuthorizationCodes.Grant(user: user, redirect: redirect, challenge: challenge, nonce: query["nonce"])
        )
        return Self.leading(to: "\(redirect)?code=\(code)\(state)&session_state=\(ObjectID(of: user).text)")
    }

    /// The public keys, as a set (RFC 7517).
    func keys() -> ServerAnswer {
        guard let key = try? Self.key.get(), let numbers = try? key.publicKey.getKeyPrimitives() else {
            return ServerAnswer(.internalServerError)
        }
        let body = JSONOutput.object { out in
            out.key("keys")
            out.array { out in
                out.object { out in
                    out.member("kty", "RSA")
                    out.member("use", "sig")
                    out.member("kid", IDTokenWriter.keyID)
                    out.member("n", Base64.url(Array(numbers.modulus)))
                    out.member("e", Base64.url(Array(numbers.publicExponent)))
                }
            }
        }
        return ServerAnswer(.ok, headers: [.contentType: "application/json; charset=utf-8"], body: body)
    }

    /// The ID token for a code.
    ///
    /// - Throws: `TokenRefusal` for a code that is not known any more, or that somebody else asked for.
    func token(for form: [String: String], origin: String) throws(TokenRefusal) -> String {
        guard let code = form["code"] else { throw .missing("code") }
        guard let grant = codes.use(code) else { throw .usedCode }
        guard form["redirect_uri"] == grant.redirect else { throw .otherRedirect }
        let digest = SHA256.hash(data: Data((form["code_verifier"] ?? "").utf8))
        guard Base64.url(Array(digest)) == grant.challenge else { throw .wrongVerifier }
        let plan = plan.withLock { $0 }
        let id = tenant.snapshot.id
        guard let key = try? Self.key.get() else { throw .usedCode }
        let writer = IDTokenWriter(
            key: key,
            issuer: "\(origin)/\(id)/v2.0",
            tenant: id,
            clientID: application.clientID,
            name: plan.name,
            roles: plan.roles,
            flaw: plan.flaw,
            now: Int(Date().timeIntervalSince1970)
        )
        guard let token = try? writer.token(for: grant.user, nonce: grant.nonce) else { throw .usedCode }
        return token
    }

    private func choice(of request: ReceivedRequest) -> ServerAnswer {
        let query = Self.html(request.query)
        let people = tenant.snapshot.directory.users.filter { $0.kind == .user }.map { user in
            "<li><a href=\"?\(query)&amp;login_hint=\(Self.escaped(user.address))\">\(Self.html(user.address))</a></li>"
        }
        return page(
            "<h1>Pick an account</h1><ul>\(people.joined())</ul><p><a href=\"?\(query)&amp;decline=1\">Cancel</a></p>",
            .ok
        )
    }

    private func page(_ body: String, _ status: HTTPResponse.Status) -> ServerAnswer {
        let html = "<!DOCTYPE html><html lang=\"en\"><title>Sign in</title><body>\(body)</body></html>"
        return ServerAnswer(status, headers: [.contentType: "text/html; charset=utf-8"], body: Array(html.utf8))
    }

    private static func leading(to address: String) -> ServerAnswer {
        ServerAnswer(.found, headers: [.location: address])
    }

    /// Whether it is an address that can stand in a header and be gone on with by a query.
    private static func isPlain(_ redirect: String) -> Bool {
        ["https://", "http://127.0.0.1", "http://localhost"].contains { redirect.hasPrefix($0) }
            && redirect.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "?") }
    }

    private static func escaped(_ text: String) -> String {
        let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)
        return text.utf8.map { byte in
            let digits = String(byte, radix: 16, uppercase: true)
            return plain.contains(byte) ? String(UnicodeScalar(byte)) : "%\(digits.utf8.count < 2 ? "0" : "")\(digits)"
        }.joined()
    }

    private static func html(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
    }
}
