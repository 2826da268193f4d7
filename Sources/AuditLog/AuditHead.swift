import FoundationEssentials
import Glibc

/// How far the log goes, kept apart from it: without this, nobody could tell that the last records are missing.
struct AuditHead: Hashable, Sendable {
    var count = 0
    /// The length of the log, in bytes.
    var length = 0
    var signature = AuditChain.origin

    private struct Content: Codable {
        let count: Int
        let last: String
        let length: Int
    }

    init() {}

    /// Reads the file; nil if there is none.
    ///
    /// - Throws: `AuditError` if it is not one that this key signed.
    init?(path: String, chain: AuditChain) throws(AuditError) {
        guard let bytes = try? Data(contentsOf: URL(filePath: path)) else {
            guard access(path, F_OK) != 0 else { throw .unreadable(path) }
            return nil
        }
        guard chain.verify(bytes.dropLast(), after: AuditChain.origin) != nil, bytes.last == UInt8(ascii: "\n"),
            let content = try? JSONDecoder().decode(Content.self, from: bytes),
            let signature = Self.bytes(hex: content.last)
        else { throw .badHead(path) }
        count = content.count
        length = content.length
        self.signature = signature
    }

    /// Replaces the file as a whole; a crash leaves the old or the new one.
    ///
    /// - Throws: `AuditError`.
    func write(to path: String, chain: AuditChain) throws(AuditError) {
        let last = String(decoding: AuditChain.hex(signature), as: UTF8.self)
        let unsigned = Data(#"{"count":\#(count),"last":"\#(last)","length":\#(length)"#.utf8)
        let line = chain.sign(unsigned, after: AuditChain.origin).line + [UInt8(ascii: "\n")]
        let draft = path + ".new"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .cannotWrite(draft) }
        let isWritten = line.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) } == line.count
        let isDurable = isWritten && fsync(descriptor) == 0
        close(descriptor)
        guard isDurable, rename(draft, path) == 0 else { throw .cannotWrite(path) }
        try Self.synchronizeFolder(of: path)
    }

    /// Makes a new name in a folder survive a power cut.
    ///
    /// - Throws: `AuditError`.
    static func synchronizeFolder(of path: String) throws(AuditError) {
        let folder = URL(filePath: path).deletingLastPathComponent().path
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotWrite(folder) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .cannotWrite(folder) }
    }

    private static func bytes(hex text: String) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count == 2 * AuditChain.origin.count else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let byte = UInt8(String(decoding: digits[index...index + 1], as: UTF8.self), radix: 16) else {
                return nil
            }
            bytes.append(byte)
        }
        return bytes
    }
}
