import FoundationEssentials
import Glibc

/// Reads the log line by line in bounded memory, and verifies each.
final class AuditReader {
    private let path: String
    private let chain: AuditChain
    private let descriptor: Int32
    /// What was read and not yet handed out; the first `consumed` of them were.
    private var buffer: [UInt8] = []
    private var consumed = 0
    private var isAtEnd = false
    /// The place behind the last record that was read.
    private(set) var position: AuditHead

    private static let block = 64 << 10
    /// The length that no record of ours exceeds.
    static let limit = 4 << 20

    /// - Parameter start: behind which record to begin.
    init(_ path: String, from start: AuditHead = AuditHead(), chain: AuditChain) throws(AuditError) {
        self.path = path
        self.chain = chain
        position = start
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0, lseek(descriptor, off_t(start.length), SEEK_SET) >= 0 else { throw .unreadable(path) }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// The next record; nil at the end, and before a last line that was not written to its end.
    ///
    /// - Throws: `AuditError.broken` for a line that does not follow on the one before.
    func next() throws(AuditError) -> AuditRecord? {
        guard let line = try nextLine() else { return nil }
        guard let signature = chain.verify(line, after: position.signature), let record = AuditRecord(line: line),
            record.number == position.count + 1
        else { throw broken }
        position.count += 1
        position.length += line.count + 1
        position.signature = signature
        return record
    }

    private var broken: AuditError { .broken(path, record: position.count + 1, offset: position.length) }

    private func nextLine() throws(AuditError) -> Data? {
        while true {
            if let end = buffer[consumed...].firstIndex(of: UInt8(ascii: "\n")) {
                defer { consumed = end + 1 }
                return Data(buffer[consumed..<end])
            }
            guard !isAtEnd else { return nil }
            buffer.removeFirst(consumed)
            consumed = 0
            guard buffer.count <= Self.limit else { throw broken }
            var bytes = [UInt8](repeating: 0, count: Self.block)
            let count = read(descriptor, &bytes, Self.block)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .unreadable(path) }
            isAtEnd = count == 0
            buffer += bytes.prefix(count)
        }
    }
}
