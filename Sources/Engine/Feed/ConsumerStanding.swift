import Connector
import Feed
package import Interactions

/// How far a named consumer is, against what the store could tell it.
package struct ConsumerStanding: Hashable, Sendable {
    package let name: ConsumerName
    /// When the last delivery was complete; nil before that, and where the position is damaged.
    package let deliveredAt: Timestamp?
    /// Up to which sequence it has each stream that it ever got.
    package let streams: [FeedStream: Int64]
    /// The last sequence of the store.
    package let end: Int64
    /// Whether its position leads on; else it has to load everything from the start.
    package let isOurs: Bool

    init(_ name: ConsumerName, _ position: ConsumerPosition?, _ extent: FeedExtent) {
        self.name = name
        deliveredAt = position?.deliveredAt
        end = extent.sequence
        let state = position?.state
        isOurs = state.map { (try? $0.checked(against: extent)) != nil } ?? false
        streams = Dictionary(
            uniqueKeysWithValues: FeedStream.allCases.compactMap { stream in
                state.flatMap { $0.names(stream) ? (stream, $0[stream].sequence) : nil }
            }
        )
    }

    /// How many changes of the store lie beyond what it has, in the stream that is furthest behind; at most so many
    /// rows change.
    package var behind: Int64? { isOurs ? streams.values.min().map { end - $0 } : nil }
}
