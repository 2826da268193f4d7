package import Interactions
import Synchronization

/// What the hosts that answered say about the time: the evidence without which nothing expires.
///
/// The earliest word counts, the machine's included: one fast server, or a fast machine, decides nothing alone. What a
/// host said goes on by a clock that nobody can set, so that the machine's may jump while this process lives.
package final class ServiceTimes: Sendable {
    private struct Word {
        let told: Timestamp
        /// By the clock that nobody can set.
        let heard: Duration
    }

    private let words = Mutex<[Origin: Word]>([:])
    private let elapsed: @Sendable () -> Duration

    /// - Parameter elapsed: the time since any fixed moment; it must go on whatever the machine's clock does.
    package init(elapsed: (@Sendable () -> Duration)? = nil) {
        let start = ContinuousClock.now
        self.elapsed = elapsed ?? { start.duration(to: .now) }
    }

    /// Notes the `Date` of an answer that came just now.
    ///
    /// See RFC 9110, 6.6.1.
    package func note(_ date: HTTPDate, of host: Origin) {
        let told = Timestamp(microseconds: Int64(date.secondsSince1970) * 1_000_000)
        words.withLock { $0[host] = Word(told: told, heard: elapsed()) }
    }

    /// The earliest of the machine's time and the services'; nil if no host said anything.
    package func earliest(at machine: Timestamp) -> Timestamp? {
        times().min().map { time in
            // A date has whole seconds, and the answer took its time: what is as good as equal is equal.
            time.duration(since: machine) < .seconds(-60) ? time : machine
        }
    }

    /// The latest of the machine's time and the services'; the machine's if no host said anything.
    package func latest(at machine: Timestamp) -> Timestamp {
        max(machine, times().max() ?? machine)
    }

    /// The service's time that is furthest from the machine's; nil if no host said anything.
    package func furthest(at machine: Timestamp) -> Timestamp? {
        times().max { Self.distance($0, machine) < Self.distance($1, machine) }
    }

    /// Whether some host's time is within a day of the machine's, and none is further away.
    package func agree(with machine: Timestamp) -> Bool {
        let times = times()
        return !times.isEmpty && times.allSatisfy { Self.distance($0, machine) <= 86_400 }
    }

    /// What it is now by what each host said.
    private func times() -> [Timestamp] {
        let now = elapsed()
        return words.withLock { $0.values.map { $0.told.advanced(by: now - $0.heard) } }
    }

    /// In seconds.
    private static func distance(_ one: Timestamp, _ other: Timestamp) -> Int64 {
        abs(one.duration(since: other).components.seconds)
    }
}
