import Glibc

/// Keeps a second writing process out of a data directory for as long as it lives.
final class WriterLock: Sendable {
    private let opened: FileDescriptor

    /// - Throws: `StoreError` with code `busy` if another process holds it.
    init(in directory: DataDirectory) throws(StoreError) {
        guard let opened = try directory.open("lock", O_RDWR | O_CREAT) else {
            throw DataDirectory.cannotWrite(directory.file("lock"))
        }
        guard flock(opened.number, LOCK_EX | LOCK_NB) == 0 else {
            throw StoreError(.busy, "Another process writes to '\(directory.path)'. Wait for it to end.")
        }
        self.opened = opened
    }

    deinit {
        // The kernel lets go of the lock with the last descriptor, also when the process is killed. A child that is
        // just being started has a copy of it for a moment, so closing ours would not be enough here.
        flock(opened.number, LOCK_UN)
    }
}
