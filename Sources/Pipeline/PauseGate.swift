import Connector
import Synchronization

/// A time before which nothing may be asked, and why: requests during a back-off prolong it.
final class PauseGate: Sendable {
    struct Pause: Sendable {
        /// By the run's stopwatch.
        let end: Duration
        let cause: SourceError
    }

    private let last = Mutex<Pause?>(nil)

    /// Closes the gate, or keeps it closed for longer; what was told before holds as well.
    func close(until end: Duration, for cause: SourceError) {
        last.withLock { last in
            if let last, last.end >= end { return }
            last = Pause(end: end, cause: cause)
        }
    }

    /// Nil if the gate is open.
    func pause(at now: Duration) -> Pause? {
        last.withLock { last in
            guard let last, last.end > now else { return nil }
            return last
        }
    }
}
