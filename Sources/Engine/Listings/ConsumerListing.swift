import Interactions

/// Named consumers of the feed, as every face shows them.
package struct ConsumerListing {
    package struct Row: Encodable {
        package let consumer: String
        /// `current`, `behind`, or `start_over` where nothing follows on its position.
        package let state: String
        /// Nil where its position is damaged.
        package let deliveredAt: String?
        /// Changes of the store since then; nil where nothing follows.
        package let behind: Int?
        package let streams: [Stream]
    }

    package struct Stream: Encodable {
        package let stream: String
        /// Up to where it has it.
        package let sequence: Int
    }

    package let rows: [Row]

    package init(_ consumers: [ConsumerStanding]) {
        rows = consumers.map { one in
            Row(
                consumer: one.name.text,
                state: one.behind.map { $0 == 0 ? "current" : "behind" } ?? "start_over",
                deliveredAt: one.deliveredAt?.iso8601,
                behind: one.behind.map { Int($0) },
                streams: FeedStream.allCases.compactMap { stream in
                    one.streams[stream].map { Stream(stream: stream.rawValue, sequence: Int($0)) }
                }
            )
        }
    }
}
