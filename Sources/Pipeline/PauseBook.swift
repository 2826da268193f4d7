import Connector
package import Interactions
import Synchronization

/// The pauses that services asked for, kept from run to run of one process: a request during a back-off prolongs it,
/// whichever run sends it.
package final class PauseBook: Sendable {
    private struct Gates {
        var sources: [String: PauseGate] = [:]
        var owners: [Place: PauseGate] = [:]
    }

    /// What has pauses of its own.
    private struct Place: Hashable {
        let owner: StreamOwner
        /// See `StreamList`.
        let list: String?
    }

    /// The one that a run with these pauses waits by; another would never see their ends.
    let clock: any Clock<Duration>
    /// By which the ends of pauses are told.
    let stopwatch: Stopwatch
    private let gates = Mutex(Gates())

    /// - Parameter clock: the one that runs wait by.
    package init(_ clock: any Clock<Duration>) {
        self.clock = clock
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
    ///
    /// - Parameter list: one that has pauses of its own.
    func gate(of owner: StreamOwner, list: String? = nil) -> PauseGate {
        gates.withLock { gates in
            let place = Place(owner: owner, list: list)
            let gate = gates.owners[place] ?? PauseGate()
            gates.owners[place] = gate
            return gate
        }
    }

    /// Whether a list of the owner's streams is not to be asked for now.
    func hasPausedList(of owner: StreamOwner) -> Bool {
        let now = stopwatch.now
        return gates.withLock { gates in
            gates.owners.contains { $0.owner == owner && $0.list != nil && $1.pause(at: now) != nil }
        }
    }

    // MARK: From process to process

    /// Closes the gates of pauses that a service asked for in an earlier process; nobody waits for their ends.
    package func resume(_ standing: [StandingPause], at now: Timestamp) {
        for pause in standing where pause.until > now {
            let end = stopwatch.now + pause.until.duration(since: now)
            let gate = pause.owner.map { self.gate(of: $0, list: pause.list) } ?? self.gate(of: pause.source ?? "")
            gate.close(until: end, for: pause.error)
        }
    }

    /// What services asked for and has not passed yet.
    package func standing(at now: Timestamp) -> [StandingPause] {
        let elapsed = stopwatch.now
        return gates.withLock { gates in
            let sources = gates.sources.map { (Place?.none, Optional($0.key), $0.value) }
            let owners = gates.owners.map { (Optional($0.key), String?.none, $0.value) }
            return (sources + owners).compactMap { place, source, gate in
                guard let pause = gate.pause(at: elapsed), pause.cause.tellsPause else { return nil }
                let until = now.advanced(by: pause.end - elapsed)
                return StandingPause(owner: place?.owner, list: place?.list, source: source, until: until)
            }
        }
    }
}

extension SourceError {
    /// Whether a service said for how long it is not to be asked.
    fileprivate var tellsPause: Bool {
        if case .after = retry { true } else { code == .throttled && retry == .never }
    }
}
