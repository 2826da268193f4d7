package import Interactions

/// Names one item of one stream in 64 bits, the same on every machine and in every run.
///
/// Of several copies of an interaction that differ, the one with the lowest rank, then the lowest key, speaks for all:
/// an order that does not depend on which copy was read first.
package struct SightingKey: Hashable, Comparable, Sendable {
    package let bits: Int64

    package init(_ item: ItemKey, in stream: StreamID) {
        self = SightingKeys(of: stream)[item]
    }

    fileprivate init(bits: Int64) {
        self.bits = bits
    }

    package static func < (left: SightingKey, right: SightingKey) -> Bool { left.bits < right.bits }
}

/// The keys of one stream's items, with what they have in common worked out once.
package struct SightingKeys: Sendable {
    private let stream: WordHash

    package init(of stream: StreamID) {
        var hash = WordHash()
        for part in [stream.source, Self.name(of: stream.owner), stream.kind.rawValue, stream.folder] { hash.add(part) }
        self.stream = hash
    }

    /// Stored keys are made with it: the names never change.
    private static func name(of owner: StreamOwner) -> String {
        switch owner {
        case .mailbox(let mailbox): mailbox.address.text
        case .crm: "crm"
        }
    }

    package subscript(item: ItemKey) -> SightingKey {
        var hash = stream
        hash.add(item.text)
        return SightingKey(bits: hash.value)
    }
}

/// Multiplies in eight bytes at a time, then spreads them with the finalizer of Murmur 3.
///
/// The texts are a server's own keys, not anything a stranger can choose, so it need not withstand an attack.
private struct WordHash {
    private var state: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            let bytes = UnsafeRawBufferPointer(bytes)
            var position = 0
            while position + 8 <= bytes.count {
                mix(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self)))
                position += 8
            }
            var rest: UInt64 = 0
            for byte in bytes[position...].reversed() { rest = rest << 8 | UInt64(byte) }
            mix(rest)
            // The length keeps apart what the zeros of the last word would make equal.
            mix(UInt64(bytes.count))
        }
    }

    var value: Int64 {
        var hash = state
        hash = (hash ^ hash >> 33) &* 0xFF51_AFD7_ED55_8CCD
        hash = (hash ^ hash >> 33) &* 0xC4CE_B9FE_1A85_EC53
        return Int64(bitPattern: hash ^ hash >> 33)
    }

    private mutating func mix(_ word: UInt64) {
        state = (state ^ word) &* 0x9E37_79B9_7F4A_7C15
        state ^= state >> 32
    }
}
