import Interactions
import Synchronization

/// The pauses that services asked for, kept from run to run of one process: a request during a back-off prolongs it,
/// whichever run sends it.
package final class PauseBook: Sendable {
    private struct Gates {
        var sources: [String: PauseGate] = [:]
        var owners: [StreamOwner: PauseGate] = [:]
    }

    /// By which the ends of pauses are told.
    let stopwatch: Stopwatch
    private let gates = Mutex(Gates())

    /// - Parameter clock: the one that runs wait by.
    package init(_ clock: any Clock<Duration>) {
        stopwatch = Stopwatch(clock)
    }

    /// Closed when a whole source asks for a pause.
    func gate(of source: String) -> PauseGate {
        gates.withLock { gates in
            let gate = gates.sources[source] ?? PauseGate()
            gates.sources[source] = gate
            return gate
        }
    }

    /// Closed when one owner's mailbox asks for a pause.
    func gate(of owner: StreamOwner) -> PauseGate {
        gates.withLock { gates in
            let gate = gates.owners[owner] ?? PauseGate()
            gates.owners[owner] = gate
            return gate
        }
    }
}
