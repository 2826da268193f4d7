import Connector

/// How often and how patiently a request is repeated. The only place that decides about retries.
package struct RetryPolicy: Sendable {
    /// Tries of one request, the first one included.
    package var attempts = 6
    /// The wait before the third try; it doubles from then on. The second try comes when the service says so.
    package var firstBackOff = Duration.seconds(10)
    /// No single wait is longer, whatever a server asks for.
    package var longestWait = Duration.seconds(310)
    /// Spreads waits, so that many workers do not come back at the same instant. Gets and returns a wait.
    package var jitter: @Sendable (Duration) -> Duration = { $0 * Double.random(in: 1...1.25) }

    package init() {}

    /// The wait before try number `attempt` + 1 after try number `attempt` (from 1) failed with `error`; nil to give up.
    func wait(after error: SourceError, attempt: Int) -> Duration? {
        guard attempt < attempts else { return nil }
        let asked: Duration
        switch error.retry {
        case .never: return nil
        case .now: asked = .zero
        case .after(let duration): asked = duration
        }
        let doubled = attempt < 2 ? .zero : firstBackOff * (1 << min(attempt - 2, 16))
        let wait = max(asked, doubled)
        return wait == .zero ? .zero : min(jitter(wait), longestWait)
    }
}
