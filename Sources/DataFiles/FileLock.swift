import Glibc

/// Keeps every other process from what a file or folder stands for, as long as the value is there.
package final class FileLock: Sendable {
    private let opened: FileDescriptor

    /// Nil if another process has it; a file system without locks keeps nobody out.
    package init?(_ opened: FileDescriptor) {
        guard flock(opened.number, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK else { return nil }
        self.opened = opened
    }

    // A child that is just being started has a copy of the descriptor for a moment, so closing ours is not enough.
    deinit { flock(opened.number, LOCK_UN) }
}
