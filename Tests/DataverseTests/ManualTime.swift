import Interactions
import Synchronization

/// The time of day, which stands still until a test moves it.
final class ManualTime: Sendable {
    private let time = Mutex(Dynamics.now())

    var now: Timestamp { time.withLock { $0 } }

    func advance(by duration: Duration) { time.withLock { $0 = $0.advanced(by: duration) } }
}
