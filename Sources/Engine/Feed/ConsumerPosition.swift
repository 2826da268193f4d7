package import Feed
import FoundationEssentials
package import Interactions

/// How far a named consumer is, and since when.
package struct ConsumerPosition: Hashable, Sendable {
    package let state: FeedState
    /// When the last delivery was complete; nil before the first one is.
    package let deliveredAt: Timestamp?

    init(_ state: FeedState, at deliveredAt: Timestamp?) {
        self.state = state
        self.deliveredAt = deliveredAt
    }

    private struct Kept: Codable {
        let deliveredAtMicroseconds: Int64?
        let position: FeedState
    }

    /// - Throws: `FeedError` if these are not the bytes of a position.
    init(json: some Sequence<UInt8>) throws(FeedError) {
        guard let kept = try? JSONDecoder().decode(Kept.self, from: Data(json)) else {
            // Says what to do.
            throw FeedError(.badState, "It is damaged.")
        }
        self.init(kept.position, at: kept.deliveredAtMicroseconds.map { Timestamp(microseconds: $0) })
    }

    /// One line.
    var json: [UInt8] {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            let kept = Kept(deliveredAtMicroseconds: deliveredAt?.microseconds, position: state)
            return Array(try encoder.encode(kept)) + [0x0A]
        }
    }
}
