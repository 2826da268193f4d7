import AccessTokens
import Crypto
import Interactions

/// Sign-ins that were begun and not ended yet: each can be ended once, in the browser that began it.
struct PendingSignIns {
    /// How long somebody may take at the identity provider.
    static let life = Duration.seconds(600)
    private static let most = 10_000

    private struct Pending {
        let attempt: AuthorizationAttempt
        let browser: SHA256.Digest
        let beganAt: Timestamp
    }

    /// By digest, so that the time of a look-up says nothing about a state.
    private var pending: [SHA256.Digest: Pending] = [:]

    mutating func add(_ attempt: AuthorizationAttempt, browser: String, at now: Timestamp) {
        pending = pending.filter { Self.isAlive($0.value, at: now) }
        if pending.count >= Self.most, let oldest = pending.min(by: { $0.value.beganAt < $1.value.beganAt }) {
            pending[oldest.key] = nil
        }
        pending[Self.digest(attempt.state)] = Pending(attempt: attempt, browser: Self.digest(browser), beganAt: now)
    }

    /// What was begun under this state, which nobody can end any more.
    ///
    /// - Returns: nil if it was not begun here, or in another browser, or too long ago.
    mutating func end(_ state: String, browser: String, at now: Timestamp) -> AuthorizationAttempt? {
        guard let found = pending.removeValue(forKey: Self.digest(state)), found.browser == Self.digest(browser),
            Self.isAlive(found, at: now)
        else { return nil }
        return found.attempt
    }

    private static func isAlive(_ pending: Pending, at now: Timestamp) -> Bool {
        now.duration(since: pending.beganAt) < life
    }

    private static func digest(_ text: String) -> SHA256.Digest { SHA256.hash(data: Array(text.utf8)) }
}
