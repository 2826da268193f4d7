import SQLiteStore
import Synchronization

/// The store as this process has it open: a process is one writer, however many in it write.
///
/// It is closed with the last who uses it.
final class OpenStore: Sendable {
    private struct Reference {
        weak var store: SQLiteInteractionStore?
    }

    private let opened = Mutex(Reference())

    /// Whether somebody in this process has it.
    var isOpen: Bool { opened.withLock { $0.store != nil } }

    /// The one that is open, or the one that `open` makes.
    func store(_ open: () throws -> SQLiteInteractionStore) throws -> SQLiteInteractionStore {
        try opened.withLock { reference in
            if let store = reference.store { return store }
            let store = try open()
            reference.store = store
            return store
        }
    }
}
