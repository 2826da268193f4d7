package import Engine
import Pipeline
import Synchronization

/// The engine as the configuration has it now: another one after it was read again, so that nobody keeps an old one.
package final class ServedEngine: Sendable {
    private struct State {
        var engine: Engine
        /// Requested when there is another engine.
        var change = StopSignal()
    }

    private let state: Mutex<State>

    package init(_ engine: Engine) {
        state = Mutex(State(engine: engine))
    }

    /// To be asked for anew for every request and every piece of work.
    package var current: Engine { state.withLock { $0.engine } }

    /// The engine, and what is requested when it is not the current one any more.
    var lease: (engine: Engine, change: StopSignal) { state.withLock { ($0.engine, $0.change) } }

    func replace(with engine: Engine) {
        let change = state.withLock { state in
            defer { state = State(engine: engine) }
            return state.change
        }
        change.request()
    }
}
