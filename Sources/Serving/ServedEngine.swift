package import Engine
import Synchronization

/// The engine as the configuration has it now: another one after it was read again, so that nobody keeps an old one.
package final class ServedEngine: Sendable {
    private let engine: Mutex<Engine>

    package init(_ engine: Engine) {
        self.engine = Mutex(engine)
    }

    /// To be asked for anew for every request and every piece of work.
    package var current: Engine { engine.withLock { $0 } }

    func replace(with engine: Engine) { self.engine.withLock { $0 = engine } }
}
