import Crypto
package import Interactions

/// Names contacts, threads and subjects by keyed hashes: HMAC-SHA-256 (RFC 2104), cut to 128 bits.
///
/// What goes in: the tenant, one byte for the kind of thing that is named, and the fields; tenant and fields each after
/// their length in eight bytes, most significant first. Without the key nobody can tell from an identifier whether a
/// certain mail was seen.
package struct IdentityHash: Sendable {
    /// What is named; the same fields under two of these give two unrelated identifiers.
    ///
    /// The raw values are part of every stored identifier and never change.
    enum Subject: UInt8 {
        case mail = 1
        case mailWithoutMessageID = 2
        case meeting = 3
        case meetingWithoutUID = 4
        case privateItem = 5
        case conversation = 6
        case subject = 7
        /// A thread known by the Message-ID of its first mail only.
        case conversationOfMessage = 8
        /// Somebody who was erased.
        case person = 9
        /// An activity that only the CRM knows.
        case activity = 10
        /// A text in place of an address in which none can be read.
        case unreadable = 11
        /// Rows of the feed.
        case address = 12
        case record = 13
        case relationship = 14
        case introduction = 15
    }

    /// Bytes of a key.
    package static let keyLength = 32

    // HMAC's two hashes, keyed once: each identifier goes on from copies. `HMAC` itself takes twice the time, because
    // it cannot be specialized outside of its package.
    private let inner: SHA256
    private let outer: SHA256

    /// - Parameter tenant: part of every identifier, so that two tenants with one key share none.
    /// - Returns: nil unless `key` has `keyLength` bytes.
    package init?(key: [UInt8], tenant: String) {
        guard key.count == Self.keyLength else { return nil }
        var input: [UInt8] = []
        Self.add(tenant.utf8, to: &input)
        inner = Self.hash(of: Self.padded(key, with: 0x36) + input)
        outer = Self.hash(of: Self.padded(key, with: 0x5C))
    }

    /// What a store knows somebody by who was erased: its `PersonHash`.
    package func person(_ address: Participant.Address) -> PersonHash {
        PersonHash(self(.person, address.text))
    }

    /// The primary key of a row of the feed.
    package func row(_ key: FeedKey) -> KeyedHash {
        switch key {
        case .address(let address): self(.address, address.text)
        case .record(let reference): self(.record, reference.text)
        case .relationship(let reference): self(.relationship, reference.text)
        case .introduction(let reference, let colleague):
            self(.introduction, reference.text, colleague.text)
        }
    }

    /// The identifier of `subject` with these fields; each field goes in with its length, so that none can run into
    /// the next.
    func callAsFunction(_ subject: Subject, _ fields: String...) -> KeyedHash {
        var input = [subject.rawValue]
        input.reserveCapacity(fields.reduce(1) { $0 + 8 + $1.utf8.count })
        for field in fields { Self.add(field.utf8, to: &input) }
        return identifier(of: input)
    }

    /// The same with one field of bytes.
    func callAsFunction(_ subject: Subject, bytes: ArraySlice<UInt8>) -> KeyedHash {
        var input = [subject.rawValue]
        input.reserveCapacity(9 + bytes.count)
        Self.add(bytes, to: &input)
        return identifier(of: input)
    }

    private func identifier(of input: [UInt8]) -> KeyedHash {
        var inner = inner
        input.withUnsafeBytes { inner.update(bufferPointer: $0) }
        var outer = outer
        inner.finalize().withUnsafeBytes { outer.update(bufferPointer: $0) }
        return outer.finalize().withUnsafeBytes { code in
            KeyedHash(
                high: UInt64(bigEndian: code.loadUnaligned(as: UInt64.self)),
                low: UInt64(bigEndian: code.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
            )
        }
    }

    /// A block of SHA-256 from a key that is shorter (RFC 2104, section 2).
    private static func padded(_ key: [UInt8], with pad: UInt8) -> [UInt8] {
        let zeros = repeatElement(UInt8(0), count: SHA256.blockByteCount - key.count)
        return (key + zeros).map { $0 ^ pad }
    }

    private static func hash(of bytes: [UInt8]) -> SHA256 {
        var hash = SHA256()
        hash.update(data: bytes)
        return hash
    }

    private static func add(_ field: some Collection<UInt8>, to input: inout [UInt8]) {
        withUnsafeBytes(of: UInt64(field.count).bigEndian) { input.append(contentsOf: $0) }
        input.append(contentsOf: field)
    }
}
