import Feed
import Glibc

/// A file of a lake that nobody sees yet: under another name, until the delivery is complete.
///
/// It is not kept open: a delivery may have as many as there are months.
struct LakeDraft {
    static let ending = ".partial"
    private static let mostPending = 1 << 18

    /// The file's path in the end.
    let path: String
    private var pending: [UInt8] = []

    init(_ path: String) {
        self.path = path
    }

    /// - Throws: `FeedError`, for example when the disk is full.
    mutating func write(_ bytes: [UInt8]) throws(FeedError) {
        pending += bytes
        if pending.count >= Self.mostPending { try flush() }
    }

    /// Makes it survive a power cut.
    ///
    /// - Throws: `FeedError`.
    mutating func seal() throws(FeedError) { try flush(isLast: true) }

    private mutating func flush(isLast: Bool = false) throws(FeedError) {
        let descriptor = open(path + Self.ending, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw FeedFile.failure(path) }
        defer { close(descriptor) }
        try FeedFile.write(pending[...], to: descriptor, path)
        pending.removeAll(keepingCapacity: true)
        guard !isLast || fsync(descriptor) == 0 else { throw FeedFile.failure(path) }
    }
}
