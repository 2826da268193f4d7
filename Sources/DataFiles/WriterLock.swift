import FoundationEssentials
import Glibc
import Interactions

/// Keeps a second writing process out of a data directory for as long as it lives, and tells it who is in.
package final class WriterLock: Sendable {
    private static let name = "lock"
    private let opened: FileDescriptor

    /// - Throws: `StoreError` with code `busy`, which names the process, if another one holds it.
    package init(in directory: DataDirectory) throws(StoreError) {
        guard let opened = try directory.open(Self.name, O_RDWR | O_CREAT) else {
            throw DataDirectory.cannotWrite(directory.file(Self.name))
        }
        guard flock(opened.number, LOCK_EX | LOCK_NB) == 0 else {
            let holder = Self.holder(opened) ?? "Another process writes"
            throw StoreError(.busy, "\(holder) to '\(directory.path)'. Wait for it to end.")
        }
        self.opened = opened
        // For whoever finds it busy; nothing depends on it, so a full disk is no reason to stop.
        let own = Array("\(getpid())\n".utf8)
        if ftruncate(opened.number, 0) == 0 { _ = pwrite(opened.number, own, own.count, 0) }
    }

    deinit {
        _ = ftruncate(opened.number, 0)
        // The kernel lets go of the lock with the last descriptor, also when the process is killed. A child that is
        // just being started has a copy of it for a moment, so closing ours would not be enough here.
        flock(opened.number, LOCK_UN)
    }

    /// Which process it is and since when; nil if it has not said so.
    private static func holder(_ opened: FileDescriptor) -> String? {
        var bytes = [UInt8](repeating: 0, count: 20)
        var status = stat()
        let count = pread(opened.number, &bytes, bytes.count, 0)
        guard count > 1, fstat(opened.number, &status) == 0,
            let process = Int32(String(decoding: bytes[..<count].filter { $0 != 0x0A }, as: UTF8.self))
        else { return nil }
        let since = Timestamp(microseconds: Int64(status.st_mtim.tv_sec) * 1_000_000)
        let name = (try? Data(contentsOf: URL(filePath: "/proc/\(process)/comm")))
            .map { ShownValue.harmless(String(decoding: $0.filter { $0 != 0x0A }, as: UTF8.self)) }
        return "Process \(process)\(name.map { " (\($0))" } ?? "") has been writing since \(since.iso8601)"
    }
}
