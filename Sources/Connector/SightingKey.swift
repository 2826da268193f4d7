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
