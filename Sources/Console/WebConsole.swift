package import Engine
import HTTPTypes
package import Hummingbird
package import Interactions

/// The pages, the API and the widgets of one installation: a face of the engine, which decides nothing.
package struct WebConsole: Sendable {
    static let signInPath = "/sign-in"
    static let signInReturnPath = "/sign-in/return"

    private let currentEngine: @Sendable () -> Engine
    private let currentOptions: @Sendable () -> ConsoleOptions
    let board: RelationshipBoard
    let sessions: Sessions
    /// Nil where people sign in with one-time links alone.
    let signIn: PeopleSignIn?
    let limits: RateLimits
    let accessLog: AccessLog
    let renderer: PageRenderer
    let widgets: WidgetKey
    let parameters: QueryParameters
    let progress: ReadingProgress
    let kept = KeptAnswers()
    let now: @Sendable () -> Timestamp

    /// - Parameters:
    ///   - engine: asked for anew for every request, because the configuration may be read again.
    ///   - progress: of what this process reads.
    ///   - now: the time of the machine.
    /// - Throws: what `Engine` throws if the installation's key, or the proof of the application that people sign in
    ///   with, cannot be used.
    package init(
        _ engine: @escaping @Sendable () -> Engine,
        options: ConsoleOptions = ConsoleOptions(),
        progress: ReadingProgress = ReadingProgress(),
        now: @escaping @Sendable () -> Timestamp = { .now }
    ) throws {
        try self.init(engine, optionsNow: { options }, progress: progress, now: now)
    }

    /// - Parameters:
    ///   - engine: asked for anew for every request, because the configuration may be read again.
    ///   - optionsNow: asked for anew as well; where people come back to from signing in, and how long they stay, are
    ///     asked for once.
    ///   - progress: of what this process reads.
    ///   - now: the time of the machine.
    /// - Throws: what `Engine` throws if the installation's key, or the proof of the application that people sign in
    ///   with, cannot be used.
    package init(
        _ engine: @escaping @Sendable () -> Engine,
        optionsNow: @escaping @Sendable () -> ConsoleOptions,
        progress: ReadingProgress = ReadingProgress(),
        now: @escaping @Sendable () -> Timestamp = { .now }
    ) throws {
        currentEngine = engine
        currentOptions = optionsNow
        let options = optionsNow()
        self.progress = progress
        self.now = now
        board = RelationshipBoard(engine)
        sessions = Sessions(idle: options.idleLimit, whole: options.sessionLimit, now: now)
        signIn = try engine().peopleSignIn(returningTo: (options.origin ?? "") + Self.signInReturnPath, now: now)
        limits = RateLimits(perMinute: { optionsNow().requestsPerMinute }, now: now)
        accessLog = try engine().accessLog()
        renderer = try PageRenderer()
        widgets = try WidgetKey(engine())
        parameters = try QueryParameters(PackageResources.openapi_json)
    }

    /// The engine as the configuration has it now.
    var engine: Engine { currentEngine() }

    /// The options as the configuration has them now.
    var options: ConsoleOptions { currentOptions() }

    /// Whether people sign in with the organisation's identity provider, so that nobody needs a link.
    package var hasProvider: Bool { signIn != nil }

    /// Everything that can be asked for.
    var routes: [Route] { Route.all }

    /// Adds every route, and answers that no thrown error can take the security headers from.
    ///
    /// Routes that were added before stay as they are.
    package func add<Context: RequestContext>(to router: Router<Context>) {
        router.add(middleware: ConsoleMiddleware<Context>(console: self))
        for route in routes {
            router.on(RouterPath(route.path), method: route.method) { request, context in
                await answer(request, context.parameters, for: route).response
            }
            guard route.methods.contains(.head) else { continue }
            router.on(RouterPath(route.path), method: .head) { request, context in
                await answer(request, context.parameters, for: route).response.createHeadResponse()
            }
        }
    }

    /// A link that signs somebody in once, within ten minutes: to be shown to who may read it, and to nobody else.
    ///
    /// - Parameters:
    ///   - address: where the server listens.
    ///   - viewer: who is signed in; nil to be asked for one of the directory's users.
    package func loginAddress(at address: String, for viewer: EmailAddress? = nil) -> String {
        var origin = options.origin ?? Self.reachable(address)
        while origin.utf8.last == UInt8(ascii: "/") { origin.removeLast() }
        return "\(origin)/login?code=\(sessions.makeCode(for: viewer))"
    }

    /// Who listens everywhere has no name there that could be asked for; loopback is one of the places.
    private static func reachable(_ address: String) -> String {
        for (everywhere, loopback) in [("http://0.0.0.0:", "http://127.0.0.1:"), ("http://[::]:", "http://[::1]:")] {
            guard address.hasPrefix(everywhere) else { continue }
            return loopback + address.dropFirst(everywhere.count)
        }
        return address
    }

    /// What whoever runs the service is told of the way in, with a link or, where nobody knows yet under which address
    /// a socket is reached, with its path.
    package func loginNotice(at address: String) -> String {
        guard address.hasPrefix("unix:"), options.origin == nil else {
            return "Sign in once, within ten minutes: \(loginAddress(at: address))"
        }
        return """
            Sign in once, within ten minutes, under \(loginAddress(at: "")) of the address that leads to this socket. \
            Name that address under 'console.origin' to be told a link.
            """
    }

    private func answer(_ request: Request, _ parameters: Parameters, for route: Route) async -> Answer {
        guard let body = try? await request.body.collect(upTo: Call.longestBody) else {
            var answer = Problem(.contentTooLarge, "The body is longer than 64 KiB.").answer
            SecurityHeaders(isSecure: options.isSecure, kind: .api, visitor: .nobody).add(to: &answer)
            return answer
        }
        let incoming = IncomingRequest(request, body: Array(body.readableBytesView))
        var values: [String: String] = [:]
        for (name, value) in parameters { values[String(name)] = String(value) }
        return await Gatekeeper(console: self).answer(incoming, values, for: route)
    }
}
