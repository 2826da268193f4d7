import Synchronization

/// Remembers what a file held, so that its pages need not understand it once more each.
final class KnownFile: Sendable {
    private let known = Mutex<RecordsFile?>(nil)

    func file(at path: String) throws(RecordsError) -> RecordsFile {
        let bytes = try RecordsFile.bytes(path)
        let fingerprint = RecordsFile.fingerprint(bytes)
        if let file = known.withLock({ $0 }), file.fingerprint == fingerprint { return file }
        let file = try RecordsFile(bytes: bytes, path: path)
        known.withLock { $0 = file }
        return file
    }
}
