import FoundationEssentials
import Glibc

/// An append-only file of signed records, each following on the one before, with its head in a second file.
///
/// Holds no addresses: who writes into it puts keyed hashes in their place.
package struct SignedLog: Sendable {
    /// Where the two files are.
    package struct Location: Hashable, Sendable {
        package let log: String
        package let head: String

        /// - Parameter head: nil for beside the log.
        package init(directory: String, head: String? = nil) {
            log = directory + "/audit.ndjson"
            self.head = head ?? directory + "/audit.head"
        }
    }

    let location: Location
    let key: [UInt8]

    var chain: AuditChain { AuditChain(key: key) }

    /// - Parameter key: the installation's secret; who does not have it can neither change nor add a record unnoticed.
    package init(_ location: Location, key: [UInt8]) {
        self.location = location
        self.key = key
    }

    /// Writes the records that `entries` makes, all of them or none; one process after the other.
    ///
    /// What a crash left behind is mended first: a record half written goes, records that the head does not know yet
    /// are counted in.
    ///
    /// - Parameter entries: called when nobody else can write.
    /// - Throws: `AuditError`, also if what is there was tampered with, or what `entries` throws.
    package func append(_ entries: () throws -> [AuditEntry]) throws {
        let descriptor = open(location.log, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw AuditError.cannotWrite(location.log) }
        defer { close(descriptor) }
        guard fchmod(descriptor, 0o600) == 0, flock(descriptor, LOCK_EX) == 0 else {
            throw AuditError.cannotWrite(location.log)
        }
        var head = try recover(descriptor)
        let before = head
        var lines = Data()
        for entry in try entries() {
            let signed = chain.sign(try entry.unsigned(number: head.count + 1), after: head.signature)
            guard signed.line.count < AuditReader.limit else { throw AuditError.entryTooLong }
            lines += signed.line + [UInt8(ascii: "\n")]
            head.count += 1
            head.signature = signed.signature
        }
        guard !lines.isEmpty else { return }
        head.length += lines.count
        guard Self.write(lines, to: descriptor), fsync(descriptor) == 0 else {
            let error = AuditError.cannotWrite(location.log)
            ftruncate(descriptor, off_t(before.length))
            throw error
        }
        try head.write(to: location.head, chain: chain)
    }

    /// The head as the log's content says it should be, which may be further than the one on disk.
    private func recover(_ descriptor: Int32) throws(AuditError) -> AuditHead {
        let length = Int(lseek(descriptor, 0, SEEK_END))
        guard let stored = try AuditHead(path: location.head, chain: chain) else {
            // Written before the first record, so that a log without a head is never a matter of course.
            guard length == 0 else { throw .noHead(location.head) }
            try AuditHead.synchronizeFolder(of: location.log)
            try AuditHead().write(to: location.head, chain: chain)
            return AuditHead()
        }
        guard length >= stored.length else { throw .cutOff(location.log) }
        guard length > stored.length else { return stored }
        let reader = try AuditReader(location.log, from: stored, chain: chain)
        while try reader.next() != nil {}
        // The head must never be ahead of what a power cut leaves of the log.
        guard ftruncate(descriptor, off_t(reader.position.length)) == 0, fsync(descriptor) == 0 else {
            throw .cannotWrite(location.log)
        }
        try reader.position.write(to: location.head, chain: chain)
        return reader.position
    }

    private static func write(_ bytes: Data, to descriptor: Int32) -> Bool {
        bytes.withUnsafeBytes { bytes in
            var position = 0
            while position < bytes.count {
                let written = Glibc.write(descriptor, bytes.baseAddress?.advanced(by: position), bytes.count - position)
                if written < 0, errno == EINTR { continue }
                guard written > 0 else { return false }
                position += written
            }
            return true
        }
    }
}
