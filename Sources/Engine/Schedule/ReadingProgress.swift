import Connector
import Interactions
package import Pipeline
import Synchronization

/// What the process is reading at this moment, for whoever looks: counts and reasons, and nobody's name.
package final class ReadingProgress: Sendable {
    fileprivate struct State {
        var phase = ProgressListing.Phase.starting
        var readable = 0
        var reading: Set<StreamOwner> = []
        /// Since nobody was being read the last time.
        var (finished, failed, items) = (0, 0, 0)
        var waiting: [StreamOwner: String] = [:]
        var isMissingFacts = false
    }

    private let state = Mutex(State())

    package init() {}

    /// Takes in what a schedule tells.
    package func note(_ news: ScheduleNews) {
        state.withLock { state in
            switch news {
            case .settled(let settlement):
                state.readable = settlement.turns.count
                state.isMissingFacts = false
                if state.reading.isEmpty { state.phase = .idle }
            case .refreshFailed: state.isMissingFacts = true
            case .began(let owner): state.begin(owner)
            case .ended(let outcome, _): state.end(outcome)
            case .progress(.page(let stream, let items)):
                state.items += items
                state.waiting[stream.owner] = nil
            case .progress(.waiting(_, let reason, let owner)): state.waiting[owner] = reason
            case .progress, .derivationFailed: break
            case .stopped:
                state.phase = .stopped
                state.reading = []
                state.waiting = [:]
            }
        }
    }

    /// How far it is now.
    package var listing: ProgressListing {
        state.withLock { state in
            ProgressListing(
                phase: state.phase,
                readable: state.readable,
                reading: state.reading.count,
                finished: state.finished,
                failed: state.failed,
                items: state.items,
                waiting: state.waiting.count,
                reasons: Set(state.waiting.values).sorted(),
                isMissingFacts: state.isMissingFacts
            )
        }
    }
}

extension ReadingProgress.State {
    fileprivate mutating func begin(_ owner: StreamOwner) {
        if reading.isEmpty { (finished, failed, items) = (0, 0, 0) }
        reading.insert(owner)
        phase = .reading
    }

    fileprivate mutating func end(_ outcome: OwnerOutcome) {
        reading.remove(outcome.owner)
        waiting[outcome.owner] = nil
        switch outcome.end {
        case .complete: finished += 1
        case .incomplete, .failed: failed += 1
        case .refused, .stopped: break
        }
        if reading.isEmpty, phase == .reading { phase = .idle }
    }
}
