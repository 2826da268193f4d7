import Connector
import Synchronization

/// Finds out once, for everybody who is read through a source, that its server is out of reach.
///
/// Whoever fails first closes the way for all; after some seconds they try again, and if nobody has got an answer by
/// then, that counts for all.
final class HostBreaker: Sendable {
    /// A server that restarts is back by then.
    static let patience = Duration.seconds(15)
    /// The wait after the first failure; it doubles from then on.
    static let firstWait = Duration.seconds(5)

    enum Step: Hashable, Sendable {
        /// Somebody else failed before, or got an answer: try again as he does.
        case again
        /// Nobody may try before this time has passed.
        case wait(Duration)
        /// Out of reach for this run.
        case giveUp
    }

    private struct State {
        /// Goes up with every failure and every answer: what began earlier does not count twice.
        var turn = 0
        var failures = 0
        var firstFailure = Duration.zero
        var verdict: SourceError?
    }

    private let state = Mutex(State())

    /// To be asked for before a request, and given back when it fails.
    var turn: Int { state.withLock { $0.turn } }

    /// Why nothing may be asked any more.
    var verdict: SourceError? { state.withLock { $0.verdict } }

    /// The server is there, whatever it says.
    func noteAnswer() {
        state.withLock { state in
            guard state.failures > 0, state.verdict == nil else { return }
            state.turn += 1
            state.failures = 0
        }
    }

    /// - Parameter turn: as it was when the request began.
    func note(_ failure: SourceError, of turn: Int, at now: Duration) -> Step {
        state.withLock { state in
            guard state.verdict == nil else { return .giveUp }
            guard turn == state.turn else { return .again }
            if state.failures == 0 { state.firstFailure = now }
            state.failures += 1
            state.turn += 1
            let mayReturn = state.failures < 2 || now - state.firstFailure < Self.patience
            guard mayReturn, failure.retry != .never else {
                state.verdict = failure
                return .giveUp
            }
            return .wait(Self.firstWait * (1 << (state.failures - 1)))
        }
    }
}
