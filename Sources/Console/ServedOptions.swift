package import Engine
import Settings
import Synchronization

/// The console's options as the configuration has them now: others after it was read again, so that a client that was
/// taken out gets nothing more.
package final class ServedOptions: Sendable {
    private let engine: @Sendable () -> Engine
    private let read: Mutex<(revision: Int, options: ConsoleOptions)>

    /// - Parameter engine: asked for anew each time.
    /// - Throws: `SettingsError` if the file of clients cannot be used.
    package init(_ engine: @escaping @Sendable () -> Engine) throws {
        self.engine = engine
        let first = engine()
        read = Mutex((first.revision, try ConsoleOptions(first.settings.console)))
    }

    package var current: ConsoleOptions {
        let now = engine()
        return read.withLock { read in
            // A configuration whose files cannot be used was not taken over; one that changed since keeps its last
            // ones.
            if read.revision != now.revision, let options = try? ConsoleOptions(now.settings.console) {
                read = (now.revision, options)
            }
            return read.options
        }
    }
}
