package import Interactions
import Synchronization

/// What the hosts that answered say about the time, against this machine's clock: the evidence without which nothing
/// expires.
///
/// The earliest word counts, the machine's included: one fast server, or a fast machine, decides nothing alone. A host
/// is believed only as far as its last answer goes.
package final class ServiceTimes: Sendable {
    /// By host and port, how far the host's clock is ahead of the machine's.
    private let leads = Mutex<[Origin: Duration]>([:])

    package init() {}

    /// Notes the `Date` of an answer.
    ///
    /// See RFC 9110, 6.6.1.
    ///
    /// - Parameter machine: the machine's time when the answer came.
    package func note(_ date: HTTPDate, of host: Origin, at machine: Timestamp) {
        let told = Timestamp(microseconds: Int64(date.secondsSince1970) * 1_000_000)
        leads.withLock { $0[host] = told.duration(since: machine) }
    }

    /// The earliest of the machine's time and the services'; nil if no host said anything.
    package func earliest(at machine: Timestamp) -> Timestamp? {
        leads.withLock { $0.values.min() }.map { lead in
            // A date has whole seconds, and the answer took its time: what is as good as equal is equal.
            lead < .seconds(-60) ? machine.advanced(by: lead) : machine
        }
    }

    /// The latest of the machine's time and the services'; the machine's if no host said anything.
    package func latest(at machine: Timestamp) -> Timestamp {
        machine.advanced(by: max(.zero, leads.withLock { $0.values.max() } ?? .zero))
    }

    /// The service's time that is furthest from the machine's; nil if no host said anything.
    package func furthest(at machine: Timestamp) -> Timestamp? {
        leads.withLock { $0.values.max { abs($0.components.seconds) < abs($1.components.seconds) } }
            .map { machine.advanced(by: $0) }
    }

    /// Whether some host's time is within a day of the machine's, and none is further away.
    package func agree() -> Bool {
        leads.withLock { leads in
            !leads.isEmpty && leads.values.allSatisfy { abs($0.components.seconds) <= 86_400 }
        }
    }
}
