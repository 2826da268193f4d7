import Crypto
import FoundationEssentials

/// Signs each line together with the signature of the line before: HMAC-SHA-256, RFC 2104.
///
/// A line is `{"at":…,"body":…,"kind":…,"number":…` and then `,"signature":"` with 64 hexadecimal digits and `"}`. What
/// is signed is everything before `,"signature"`, after the 32 bytes of the signature before.
struct AuditChain {
    private static let infix = Array(#","signature":""#.utf8)
    private static let suffix = Array(#""}"#.utf8)
    private static let tail = infix.count + 2 * SHA256.byteCount + suffix.count

    /// What the first line follows on.
    static let origin = [UInt8](repeating: 0, count: SHA256.byteCount)

    private let key: SymmetricKey

    /// - Parameter key: of the installation; the log's own is derived from it.
    init(key: [UInt8]) {
        let code = HMAC<SHA256>.authenticationCode(
            for: Data("rapport audit log 1".utf8),
            using: SymmetricKey(data: key)
        )
        self.key = SymmetricKey(data: code)
    }

    /// The line, without line end, and its signature.
    func sign(_ unsigned: Data, after previous: [UInt8]) -> (line: Data, signature: [UInt8]) {
        let signature = code(unsigned, after: previous)
        var line = unsigned
        line += Self.infix
        line += Self.hex(signature)
        line += Self.suffix
        return (line, signature)
    }

    /// The signature of a line, nil unless it is right.
    func verify(_ line: Data, after previous: [UInt8]) -> [UInt8]? {
        guard line.count > Self.tail else { return nil }
        let signature = code(line.prefix(line.count - Self.tail), after: previous)
        let expected = Self.infix + Self.hex(signature) + Self.suffix
        return line.suffix(Self.tail).elementsEqual(expected) ? signature : nil
    }

    private func code(_ unsigned: Data, after previous: [UInt8]) -> [UInt8] {
        var code = HMAC<SHA256>(key: key)
        code.update(data: previous)
        code.update(data: unsigned)
        return Array(code.finalize())
    }

    static func hex(_ bytes: [UInt8]) -> [UInt8] {
        let digits = Array("0123456789abcdef".utf8)
        return bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    }
}
