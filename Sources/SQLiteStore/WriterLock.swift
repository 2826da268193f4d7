import Glibc

/// Keeps a second writing process out of a data directory for as long as it lives.
final class WriterLock: Sendable {
    private let descriptor: Int32

    /// - Throws: `StoreError` with code `busy` if another process holds it.
    init(in directory: DataDirectory) throws(StoreError) {
        descriptor = open(directory.file("lock"), O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw DataDirectory.cannotWrite(directory.file("lock")) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw StoreError(.busy, "Another process writes to '\(directory.path)'. Wait for it to end.")
        }
    }

    deinit {
        // The kernel lets go of the lock with the last descriptor, also when the process is killed. A child that is just
        // being started has a copy of it for a moment, so closing ours would not be enough here.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }
}
