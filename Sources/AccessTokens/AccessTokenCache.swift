package import HTTPTransport

/// The tokens of one application: asked for once, kept in memory, renewed in good time.
///
/// One token for each resource. Whoever asks while a token is being fetched waits for that one: a token endpoint that is
/// asked again and again stops answering (AADSTS50196).
package actor AccessTokenCache {
    /// Share of a token's life after which the next is fetched.
    private static let renewal = 0.8
    /// A token that was refused is replaced only if it is older: right after its issue a new one would be no better.
    private static let youngest = Duration.seconds(30)

    private let application: Application
    private let client: TokenClient
    private let now: @Sendable () -> Duration
    private var entries: [Resource: Entry] = [:]

    private enum Entry {
        case fetching(Task<AccessToken, any Error>)
        case held(AccessToken, since: Duration)
    }

    /// - Parameters:
    ///   - clock: for the age of tokens.
    ///   - secondsSince1970: for what is signed; the server compares it with its own time.
    package init(
        application: Application,
        transport: any HTTPClient,
        clock: any Clock<Duration> = ContinuousClock(),
        secondsSince1970: @escaping @Sendable () -> Int
    ) {
        self.application = application
        client = TokenClient(transport: transport, secondsSince1970: secondsSince1970)
        now = Self.stopwatch(clock)
    }

    /// The token for `resource`, from the endpoint only if there is none that will last.
    ///
    /// - Parameter isRefused: the service refused the token that it got; a new one is fetched, unless that was new too.
    /// - Throws: `SourceError` of scope `.source`, or `CancellationError`.
    package func token(for resource: Resource, isRefused: Bool = false) async throws -> String {
        switch entries[resource] {
        case .fetching(let task):
            return try await task.value.text
        case .held(let token, let since):
            let age = now() - since
            if age < (isRefused ? Self.youngest : token.lifetime * Self.renewal) { return token.text }
        case nil: break
        }
        return try await fetch(resource).text
    }

    private func fetch(_ resource: Resource) async throws -> AccessToken {
        // Not the caller's own task: others wait for it too, and one who gives up must not take it from them.
        let task = Task { [client, application] in try await client.token(for: resource, application) }
        entries[resource] = .fetching(task)
        do {
            let token = try await task.value
            entries[resource] = .held(token, since: now())
            return token
        } catch {
            entries[resource] = nil
            throw error
        }
    }

    private static func stopwatch<C: Clock<Duration>>(_ clock: C) -> @Sendable () -> Duration {
        let start = clock.now
        return { start.duration(to: clock.now) }
    }
}
