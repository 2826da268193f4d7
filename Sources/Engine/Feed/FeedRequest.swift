package import Connector
package import Feed
package import Interactions

/// What a consumer wants of the feed.
package struct FeedRequest: Sendable {
    /// Each once.
    package var streams: [FeedStream]
    /// How far the consumer is already.
    package var state: FeedState
    /// Where to end, nil for all that is there when it begins.
    package var extent: FeedExtent?
    /// Interactions in memory at once, and rows between two states.
    package var batch = 1_000

    /// - Parameter state: of a consumer that has nothing, unless it is given.
    package init(_ streams: [FeedStream], after state: FeedState = FeedState(), through extent: FeedExtent? = nil) {
        self.streams = streams
        self.extent = extent
        self.state = state
    }
}
