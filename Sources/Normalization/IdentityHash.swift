import Crypto
import Interactions

/// Names contacts, threads and subjects by keyed hashes: HMAC-SHA-256 (RFC 2104), cut to 128 bits.
///
/// Without the key nobody can tell from an identifier whether a certain mail was seen.
package struct IdentityHash: Sendable {
    /// What is named; the same fields under two of these give two unrelated identifiers.
    enum Subject: UInt8 {
        case mail = 1
        case mailWithoutMessageID, meeting, meetingWithoutUID, privateItem, conversation, subject
    }

    /// Bytes of a key.
    package static let keyLength = 32

    /// Keyed once; each identifier goes on from a copy.
    private let keyed: HMAC<SHA256>

    /// - Parameter tenant: part of every identifier, so that two tenants with one key share none.
    /// - Returns: nil unless `key` has `keyLength` bytes.
    package init?(key: [UInt8], tenant: String) {
        guard key.count == Self.keyLength else { return nil }
        var keyed = HMAC<SHA256>(key: SymmetricKey(data: key))
        Self.add(tenant, to: &keyed)
        self.keyed = keyed
    }

    /// The identifier of `subject` with these fields; each field goes in with its length, so that none can run into
    /// the next.
    func callAsFunction(_ subject: Subject, _ fields: String...) -> InteractionID {
        var mac = keyed
        mac.update(data: [subject.rawValue])
        for field in fields { Self.add(field, to: &mac) }
        var high: UInt64 = 0
        var low: UInt64 = 0
        for (index, byte) in mac.finalize().prefix(16).enumerated() {
            if index < 8 { high = high << 8 | UInt64(byte) } else { low = low << 8 | UInt64(byte) }
        }
        return InteractionID(high: high, low: low)
    }

    private static func add(_ field: String, to mac: inout HMAC<SHA256>) {
        var field = field
        field.withUTF8 { bytes in
            withUnsafeBytes(of: UInt64(bytes.count).bigEndian) { mac.update(data: $0) }
            mac.update(data: UnsafeRawBufferPointer(bytes))
        }
    }
}
