import Interactions
import Synchronization

/// The time of a machine that a test moves.
final class MovingTime: Sendable {
    private let state: Mutex<Timestamp>

    /// - Parameter start: since 1970.
    init(_ start: Duration) { state = Mutex(Timestamp(microseconds: 0).advanced(by: start)) }

    var now: Timestamp { state.withLock { $0 } }

    func advance(by span: Duration) { state.withLock { $0 = $0.advanced(by: span) } }

    /// Whether it would be the same day of UTC then.
    func staysInDay(after span: Duration) -> Bool {
        func day(_ instant: Timestamp) -> Int64 { instant.microseconds / Timestamp.microsecondsPerDay }
        return day(now) == day(now.advanced(by: span))
    }
}
