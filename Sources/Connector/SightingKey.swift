package import Interactions

/// Names one item of one stream in 64 bits, the same on every machine and in every run.
///
/// Of several copies of an interaction that differ, the one with the lowest rank, then the lowest key, speaks for all:
/// an order that does not depend on which copy was read first.
package struct SightingKey: Hashable, Comparable, Sendable {
    package let bits: UInt64

    /// FNV-1a over the parts, each with its length, and Murmur's finalizer to spread it. The texts are a server's own
    /// keys, not anything a stranger can choose.
    package init(_ item: ItemKey, in stream: StreamID) {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for part in [stream.source, stream.mailbox.text, stream.kind.rawValue, stream.folder, item.text] {
            hash = (hash ^ UInt64(part.utf8.count)) &* 0x100_0000_01B3
            for byte in part.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        }
        hash = (hash ^ hash >> 33) &* 0xFF51_AFD7_ED55_8CCD
        hash = (hash ^ hash >> 33) &* 0xC4CE_B9FE_1A85_EC53
        bits = hash ^ hash >> 33
    }

    package static func < (left: SightingKey, right: SightingKey) -> Bool { left.bits < right.bits }
}
