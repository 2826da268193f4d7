import Synchronization

/// The access tokens that were given out, with their ends.
final class BearerTokens: Sendable {
    /// In seconds; what Entra gives to most clients.
    static let lifetime = 3_599

    private let ends = Mutex<[String: Duration]>([:])
    private let now: @Sendable () -> Duration

    /// - Parameter now: Time since any fixed moment; it must not go backwards.
    init(now: @escaping @Sendable () -> Duration) {
        self.now = now
    }

    /// A new token.
    func issue() -> String {
        let token = GraphApplication.random(count: 96)
        let now = now()
        ends.withLock { ends in
            ends = ends.filter { $0.value > now }
            ends[token] = now + .seconds(Self.lifetime)
        }
        return token
    }

    func isValid(_ token: String) -> Bool {
        let now = now()
        return ends.withLock { $0[token] }.map { $0 > now } ?? false
    }

    /// Makes all tokens invalid, as a password reset or a revocation does.
    func revokeAll() {
        ends.withLock { $0.removeAll() }
    }
}
