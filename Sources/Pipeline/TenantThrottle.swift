import Interactions
import Synchronization

/// Notices when many mailboxes are throttled at once: then it is the whole tenant that has to keep quiet, although the
/// service says so to one after the other.
final class TenantThrottle: Sendable {
    /// What counts as at once.
    private static let span = Duration.seconds(60)

    private struct State {
        var throttled: [StreamOwner: Duration] = [:]
        var pauses = Pauses()
    }

    private let state = Mutex(State())
    private let threshold: Int
    private let now: @Sendable () -> Duration

    /// - Parameter threshold: so many mailboxes are a storm.
    init(threshold: Int, clock: any Clock<Duration>) {
        self.threshold = threshold
        now = Self.stopwatch(clock)
    }

    /// What was waited so far, by everybody.
    var pauses: Pauses { state.withLock { $0.pauses } }

    /// Notes a wait before the next try.
    ///
    /// - Parameter isThrottled: the service asked for it.
    /// - Returns: whether all mailboxes have to wait.
    func note(_ owner: StreamOwner, isThrottled: Bool, wait: Duration) -> Bool {
        let now = now()
        return state.withLock { state in
            state.pauses.count += 1
            state.pauses.waited += wait
            guard isThrottled else { return false }
            state.pauses.throttled += 1
            state.throttled = state.throttled.filter { now - $0.value < Self.span }
            state.throttled[owner] = now
            return state.throttled.count >= threshold
        }
    }

    private static func stopwatch<C: Clock<Duration>>(_ clock: C) -> @Sendable () -> Duration {
        let start = clock.now
        return { start.duration(to: clock.now) }
    }
}

/// How often and how long a run waited for its services.
package struct Pauses: Hashable, Sendable {
    /// Waits before another try, for whatever reason.
    package var count = 0
    /// Those of them that a service asked for.
    package var throttled = 0
    /// All together; several may have waited at the same time.
    package var waited = Duration.zero

    package init() {}

    package static func += (left: inout Pauses, right: Pauses) {
        left.count += right.count
        left.throttled += right.throttled
        left.waited += right.waited
    }
}
