import Crypto
import Engine
import HTTPTypes
import Interactions
import Settings

/// The one way to an answer: who asks, whether he may, and what every answer carries, refusals and failures included.
struct Gatekeeper: Sendable {
    let console: WebConsole

    /// - Parameter values: of the places in the route's path.
    func answer(_ request: IncomingRequest, _ values: [String: String], for route: Route) async -> Answer {
        var visitor = Visitor.nobody
        var answer: Answer
        do {
            try checkHost(of: request)
            let query = try FormFields(request.query.utf8)
            if route.kind == .api { try console.parameters.check(query, of: route) }
            visitor = try await identify(request, query, for: route)
            // Nobody is everybody: who signs in too often keeps nobody else from doing so.
            let cost: Double = route.audience == .everybody && route.isChange ? 5 : 1
            if let seconds = console.limits.take(visitor.name, cost: cost) {
                var problem = Problem(.tooManyRequests, "Too many requests. Try again later.")
                problem.retryAfter = seconds
                throw problem
            }
            let call = try Call(console, request, visitor, values, query)
            try admit(call, to: route)
            if route.isPersonal { try record(call, for: route) }
            answer = try await route.answering(call)
            if !route.isChange { answer = answer.tagged().unlessKnown(to: request) }
        } catch {
            answer = refusal(error, request, for: route)
            // Framed nowhere, not even where the widget of the token may be.
            visitor = .nobody
        }
        let isSecure = console.options.isSecure
        SecurityHeaders(isSecure: isSecure, kind: route.kind, visitor: visitor, isLive: route.isLive).add(to: &answer)
        return answer
    }

    /// Refuses names under which only somebody else's page would ask a server on loopback.
    private func checkHost(of request: IncomingRequest) throws(Problem) {
        let host = request.host.lowercased()
        let isLoopback = ["localhost", "127.0.0.1", "[::1]", ""].contains(host)
        guard isLoopback || console.options.origin.map({ Self.host(of: $0) == host }) ?? false else {
            throw Problem(.badRequest, "This host name is not the console's: see 'console.origin'.", code: "wrongHost")
        }
    }

    private static func host(of origin: String) -> String {
        let authority = origin.drop { $0 != ":" }.dropFirst(3)
        return authority.prefix { $0 != ":" }.lowercased()
    }

    // MARK: Who

    private func identify(_ request: IncomingRequest, _ query: FormFields, for route: Route) async throws -> Visitor {
        if let token = request.authorization("bearer") {
            if var session = console.sessions.session(token) {
                session.isBearer = true
                return try await user(session)
            }
            return .widget(try widget(token))
        }
        if let credential = request.authorization("basic") {
            guard let client = client(credential) else {
                throw Problem(.unauthorized, "The client or its secret is not known here.")
            }
            return .client(client)
        }
        if let token = query["token"] { return .widget(try widget(token)) }
        // A page that was left open asks for events by itself.
        let isActivity = route.kind != .events
        if let token = request.cookie(Sessions.cookie),
            let session = console.sessions.session(token, isActivity: isActivity)
        {
            return try await user(session)
        }
        return .nobody
    }

    /// Who left the organisation, or lost a role, notices it with the next request.
    private func user(_ session: Session) async throws -> Visitor {
        guard let viewer = try await console.board.eligibility().viewer(session.address) else { return .nobody }
        return .user(viewer, session)
    }

    private func widget(_ token: String) throws -> WidgetClaims {
        try console.widgets.claims(of: token, tenant: console.engine.settings.tenant, at: console.now())
    }

    private func client(_ credential: String) -> ConsoleSettings.Client? {
        guard let bytes = Base64.bytes(credential), let text = String(validating: bytes, as: UTF8.self) else {
            return nil
        }
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else { return nil }
        // Digests are compared in constant time.
        let secret = SHA256.hash(data: Array(parts[1].utf8))
        return console.options.clients.first { client in
            client.id == parts[0] && SHA256.hash(data: Array(client.secret.utf8)) == secret
        }
    }

    // MARK: Whether

    private func admit(_ call: Call, to route: Route) throws(Problem) {
        switch (route.audience, call.visitor) {
        case (.everybody, _), (.signedIn, .user), (.record, .user), (.client, .client): break
        case (.administrator, .user(let viewer, _)):
            guard viewer.isAdministrator else {
                throw Problem(
                    .forbidden,
                    "Only a System Administrator, or a Global Administrator, may see and do that."
                )
            }
        case (.record, .widget(let claims)), (.widget, .widget(let claims)):
            guard call.recordText == claims.record.text else {
                throw Problem(.forbidden, "The token is for another record.", code: "otherRecord")
            }
        case (_, .nobody): throw Problem(.unauthorized, "Sign in first.")
        default: throw Problem(.forbidden, "This way of signing in is not for that.")
        }
        if route.isChange { try checkOrigin(of: call, for: route) }
    }

    /// Refuses a change that another site could have sent with the visitor's cookie.
    private func checkOrigin(of call: Call, for route: Route) throws(Problem) {
        let refused = Problem(.forbidden, "The request did not come from one of our own pages.", code: "otherOrigin")
        let site = call.request.headers[.secFetchSite]
        if let site { guard site == "same-origin" || site == "none" else { throw refused } }
        if let origin = call.request.headers[.origin] {
            // Under `no-referrer` browsers hide the origin of our own forms too, and say only this (Fetch, "serializing
            // a request origin").
            let isHidden = origin == "null" && site == "same-origin"
            guard origin == call.ownOrigin || isHidden else { throw refused }
        }
        // Who signs in again has no form of the session before.
        guard route.audience != .everybody, let session = call.visitor.session, !session.isBearer else { return }
        let token = call.form["csrf"] ?? call.request.headers[.csrfToken] ?? ""
        let given = SHA256.hash(data: Array(token.utf8))
        guard given == SHA256.hash(data: Array(session.formToken.utf8)) else {
            throw Problem(.forbidden, "The form is too old, or not ours. Open the page again.", code: "otherForm")
        }
    }

    /// Writes down who looks at whose data, before it is shown.
    private func record(_ call: Call, for route: Route) throws {
        let viewer: EmailAddress
        switch call.visitor {
        case .user(let user, _): viewer = user.address
        case .widget(let claims): viewer = claims.viewer
        case .nobody, .client: return
        }
        let about =
            call.recordText ?? ["target", "user", "record"].lazy.compactMap { call.query[$0] }.first
            ?? call.form["address"]
        try console.accessLog.record(viewer, route: route.path, about: about, at: console.now())
    }

    private func refusal(
        _ error: any Error,
        _ request: IncomingRequest,
        for route: Route
    ) -> Answer {
        let problem = Problem(error)
        switch route.kind {
        case .api, .asset, .events: return problem.answer
        case .page where problem.status == .unauthorized && !route.isChange:
            return .redirect(to: "/login")
        case .page, .widget:
            let words = console.renderer.words(for: request)
            return ProblemPage.answer(problem, console, words)
        }
    }
}

extension HTTPField.Name {
    static var secFetchSite: Self { name("Sec-Fetch-Site") }
    /// Where programs with a session's cookie put what forms have in `csrf`.
    static var csrfToken: Self { name("X-CSRF-Token") }

    private static func name(_ text: String) -> Self {
        guard let name = Self(text) else { preconditionFailure("a literal is a field name") }
        return name
    }
}
