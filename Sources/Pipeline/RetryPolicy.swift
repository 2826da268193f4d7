import Connector

/// How often and how patiently a request is repeated.
///
/// The only place that decides about retries.
package struct RetryPolicy: Sendable {
    enum Step: Hashable, Sendable {
        /// Once more, when so much time has passed.
        case again(after: Duration)
        /// The service asks for more patience than a run has: nothing may be asked before, and this run goes on
        /// without.
        case leave(for: Duration)
        /// Repeating does not help.
        case giveUp
    }

    /// Tries of one request, the first one included.
    package var attempts = 6
    /// The wait before the third try; it doubles from then on.
    ///
    /// The second try comes when the service says so. All waits together are about a minute, which a restart of a
    /// service takes; what is not over by then is a matter of the next run, and the rest of this one goes on.
    package var firstBackOff = Duration.seconds(4)
    /// The least that a service is left alone that asks for a pause and does not say how long.
    package var untoldPause = Duration.seconds(10)
    /// Exchange asks for pauses of up to five minutes; a service that asks for more is left for the next run.
    package var longestWait = Duration.seconds(310)
    /// Spreads waits, so that many workers do not come back at the same instant.
    ///
    /// Gets a wait, returns one that is not shorter.
    package var jitter: @Sendable (Duration) -> Duration = { $0 * Double.random(in: 1...1.25) }
    /// How long a request that is under way may take once a stop was asked for.
    package var grace = Duration.seconds(10)
    /// Whoever waits longer than this for an answer says so.
    package var silence = Duration.seconds(5)

    package init() {}

    /// What follows when try number `attempt` (from 1) failed with `error`; what a service asks for is never shortened.
    func step(after error: SourceError, attempt: Int) -> Step {
        guard let asked = pause(after: error) else { return .giveUp }
        guard asked <= longestWait else { return .leave(for: asked) }
        guard attempt < attempts else { return .giveUp }
        let doubled = attempt < 2 ? .zero : min(firstBackOff * (1 << min(attempt - 2, 16)), longestWait)
        let wait = max(asked, doubled)
        return .again(after: wait == .zero ? .zero : jitter(wait))
    }

    /// For how long nobody in the error's scope is to ask, nil if nobody is in this run.
    func pause(after error: SourceError) -> Duration? {
        switch error.retry {
        case .never: nil
        case .now: error.code == .throttled ? untoldPause : .zero
        case .after(let told): told
        }
    }
}
