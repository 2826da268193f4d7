import Connector
package import HTTPTransport

/// The tokens of one application: asked for once, kept in memory, renewed in good time.
///
/// One token for each resource. Whoever asks while a token is being fetched waits for that one: a token endpoint that
/// is asked again and again stops answering (AADSTS50196).
package actor AccessTokenCache {
    /// Share of a token's life after which the next is fetched.
    private static let renewal = 0.8
    /// A token that was refused is replaced only if it is older: right after its issue a new one would be no better.
    private static let youngest = Duration.seconds(30)
    /// For so long nobody asks again after a refusal; then somebody may have set right what was wrong.
    private static let rest = Duration.seconds(60)

    private let application: Application
    private let client: TokenClient
    private let now: @Sendable () -> Duration
    private var entries: [Resource: Entry] = [:]

    private enum Entry {
        case fetching(Fetch)
        case held(AccessToken, since: Duration)
        /// For good, as far as anybody knows: asking on and on can lock the account.
        case refused(SourceError, since: Duration)
    }

    /// Nobody's own task: others wait for it too, and who gives up must not take it from them.
    private struct Fetch {
        let number: Int
        let task: Task<Void, Never>
        var waiters: [Int: CheckedContinuation<String, any Error>] = [:]
    }

    private var lastNumber = 0
    /// What the endpoint asked for last: it asks whoever wants a token, of whatever resource.
    private var pause: (error: SourceError, end: Duration)?

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
        case .fetching: return try await wait(for: resource)
        case .held(let token, let since):
            let age = now() - since
            if age < (isRefused ? Self.youngest : token.lifetime * Self.renewal) { return token.text }
        case .refused(let error, let since): if now() - since < Self.rest { throw error }
        case nil: break
        }
        if let pause, case let left = pause.end - now(), left > .zero { throw pause.error.after(left) }
        let number = nextNumber()
        let task = Task { [client, application] in
            let answer: Result<AccessToken, any Error>
            do {
                answer = .success(try await client.token(for: resource, application))
            } catch {
                answer = .failure(error)
            }
            end(number, for: resource, with: answer)
        }
        entries[resource] = .fetching(Fetch(number: number, task: task))
        return try await wait(for: resource)
    }

    private func nextNumber() -> Int {
        lastNumber += 1
        return lastNumber
    }

    private func wait(for resource: Resource) async throws -> String {
        let ticket = nextNumber()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                guard case .fetching(var fetch) = entries[resource] else {
                    continuation.resume(throwing: CancellationError())
                    return
                }
                fetch.waiters[ticket] = continuation
                entries[resource] = .fetching(fetch)
                if Task.isCancelled { leave(ticket, resource) }
            }
        } onCancel: {
            Task { await self.leave(ticket, resource) }
        }
    }

    /// What nobody waits for any more is not asked on either: an endpoint may never answer.
    private func leave(_ ticket: Int, _ resource: Resource) {
        guard case .fetching(var fetch) = entries[resource],
            let waiter = fetch.waiters.removeValue(forKey: ticket)
        else { return }
        if fetch.waiters.isEmpty {
            fetch.task.cancel()
            entries[resource] = nil
        } else {
            entries[resource] = .fetching(fetch)
        }
        waiter.resume(throwing: CancellationError())
    }

    private func end(_ number: Int, for resource: Resource, with answer: Result<AccessToken, any Error>) {
        guard case .fetching(let fetch) = entries[resource], fetch.number == number else { return }
        entries[resource] = (try? answer.get()).map { .held($0, since: now()) }
        if case .failure(let error as SourceError) = answer {
            switch error.retry {
            case .after(let told): pause = (error, now() + told)
            case .never: entries[resource] = .refused(error, since: now())
            case .now: break
            }
        }
        for waiter in fetch.waiters.values { waiter.resume(with: answer.map(\.text)) }
    }

    private static func stopwatch<C: Clock<Duration>>(_ clock: C) -> @Sendable () -> Duration {
        let start = clock.now
        return { start.duration(to: clock.now) }
    }
}

extension SourceError {
    /// The same, of which only so much is left to be waited for.
    fileprivate func after(_ left: Duration) -> SourceError {
        SourceError(code, scope: scope, retry: .after(left), message: message, vendorCode: vendorCode)
    }
}
