import Engine
import HTTPTypes
import Interactions

extension Route {
    /// Signing in with a code that works once, out, and in another language.
    static let signInPages: [Route] = [
        .page("/", for: .signedIn) { call in
            .redirect(to: try call.viewer.isAdministrator ? "/overview" : "/relationships")
        },
        .page("/login", for: .everybody) { call in
            let code = call.query["code"] ?? ""
            let known = call.console.sessions.isKnown(code: code)
            let content = LoginContent(
                code: code,
                address: known.address?.text ?? "",
                isFixed: known.address != nil,
                isUsedUp: !code.isEmpty && !known.isKnown,
                hasProvider: call.console.signIn != nil
            )
            return call.page(.login, title: call.words["page.login"], content)
        },
        .form("/login", for: .everybody) { call in
            let token = try await call.signIn(code: call.form["code"], as: call.form["address"])
            var answer = Answer.redirect(to: "/")
            answer.headers.append(call.cookie(Sessions.cookie, token))
            return answer
        },
        .form("/logout", for: .signedIn) { call in
            if let token = call.request.cookie(Sessions.cookie) { call.console.sessions.signOut(token) }
            var answer = Answer.redirect(to: "/login")
            answer.headers.append(call.cookie(Sessions.cookie, "", life: 0))
            return answer
        },
        .page("/language/{language}", for: .everybody) { call in
            guard let language = call.values["language"].flatMap({ Language(code: $0) }) else {
                throw Problem(.notFound, "The pages are in English and German.")
            }
            var answer = Answer.redirect(to: "/")
            answer.headers.append(call.cookie(Language.cookie, language.code, isForScripts: true))
            return answer
        },
        .api(.post, "/sessions", for: .everybody) { call in
            let body = try call.json(SignIn.self)
            return try .json(
                SignedIn(token: try await call.signIn(code: body.code, as: body.address)),
                status: .created
            )
        },
        .api(.delete, "/sessions/current", for: .signedIn) { call in
            if let token = call.request.authorization("bearer") ?? call.request.cookie(Sessions.cookie) {
                call.console.sessions.signOut(token)
            }
            return Answer(.noContent)
        },
    ]
}

private struct LoginContent {
    let code: String
    let address: String
    /// Whether the code is for one person.
    let isFixed: Bool
    let isUsedUp: Bool
    /// Whether people can sign in with the organisation's identity provider.
    let hasProvider: Bool
}

private struct SignIn: Decodable {
    let code: String
    let address: String
}

private struct SignedIn: Encodable {
    let token: String
}

extension Call {
    /// - Returns: the token of a new session.
    fileprivate func signIn(code: String?, as address: String?) async throws -> String {
        let refused = Problem(
            .forbidden,
            "The code was used already, is too old, or is for somebody else.",
            code: "badCode"
        )
        guard let code, let address = address.flatMap({ EmailAddress($0) }) else { throw refused }
        guard let viewer = try await console.board.eligibility().viewer(address) else {
            throw Problem(.forbidden, "Only an enabled user of the directory may sign in.", code: "noUser")
        }
        guard let token = console.sessions.signIn(code: code, as: viewer.address) else { throw refused }
        return token
    }
}
