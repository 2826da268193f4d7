import Glibc
import Interactions

/// Keeps a second writing process out of a data directory for as long as it lives.
final class WriterLock: Sendable {
    private let opened: FileDescriptor

    /// - Throws: `StoreError` with code `busy` if another process holds it.
    init(in directory: DataDirectory) throws(StoreError) {
        guard let opened = try directory.open("lock", O_RDWR | O_CREAT) else {
            throw DataDirectory.cannotWrite(directory.file("lock"))
        }
        guard flock(opened.number, LOCK_EX | LOCK_NB) == 0 else {
            let holder = Self.holder(opened.number)
            throw StoreError(.busy, "\(holder) writes to '\(directory.path)'. Wait for it to end, or end it.")
        }
        // For whoever finds it held.
        let text = Array("\(getpid())\n".utf8)
        _ = ftruncate(opened.number, 0)
        _ = pwrite(opened.number, text, text.count, 0)
        self.opened = opened
    }

    /// Which process holds the lock, and since when, as far as the file says.
    private static func holder(_ lock: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: 20)
        var status = stat()
        let count = pread(lock, &bytes, bytes.count, 0)
        guard count > 0, let process = Int(String(decoding: bytes[..<count].prefix { $0 != 0x0A }, as: UTF8.self)),
            fstat(lock, &status) == 0
        else { return "Another process" }
        let since = Timestamp(microseconds: Int64(status.st_mtim.tv_sec) * 1_000_000)
        return "Process \(process), since \(since.iso8601),"
    }

    deinit {
        // The kernel lets go of the lock with the last descriptor, also when the process is killed. A child that is
        // just being started has a copy of it for a moment, so closing ours would not be enough here.
        flock(opened.number, LOCK_UN)
    }
}
