/// 128 bits of a keyed hash: a name that nobody can make or recognize without the key.
package struct KeyedHash: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let high: UInt64
    package let low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// The 16 bytes, most significant first.
    package var bytes: [UInt8] {
        [high, low].flatMap { half in (0..<8).map { UInt8(truncatingIfNeeded: half >> (56 - 8 * UInt64($0))) } }
    }

    /// Nil unless there are exactly 16 bytes.
    package init?(bytes: some Sequence<UInt8>) {
        var high: UInt64 = 0
        var low: UInt64 = 0
        var count = 0
        for byte in bytes {
            if count < 8 { high = high << 8 | UInt64(byte) } else { low = low << 8 | UInt64(byte) }
            count += 1
        }
        guard count == 16 else { return nil }
        self.init(high: high, low: low)
    }

    /// The inverse of `description`, with letters of any size.
    package init?(hexadecimal text: String) {
        let digits = text.utf8.map { UInt8(ascii: "a") <= $0 | 0x20 ? ($0 | 0x20) &- 0x57 : $0 &- 0x30 }
        let isHexadecimal = text.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
        }
        guard isHexadecimal, digits.count == 32 else { return nil }
        self.init(bytes: stride(from: 0, to: 32, by: 2).map { digits[$0] << 4 | digits[$0 + 1] })
    }

    /// 32 lower-case hexadecimal digits, as identifiers are exported.
    package var description: String {
        String(decoding: [UInt8](capacity: 32) { $0.append(self) }, as: UTF8.self)
    }

    package static func < (left: Self, right: Self) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }
}

extension OutputSpan<UInt8> {
    /// As `KeyedHash.description` has it; 32 bytes.
    package mutating func append(_ hash: KeyedHash) {
        append(hexadecimal: hash.high)
        append(hexadecimal: hash.low)
    }
}
