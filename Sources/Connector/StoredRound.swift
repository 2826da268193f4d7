package import Interactions

/// What is remembered of the last round of an owner that came to its end, so that the next one may be short.
package struct RoundMemory: Hashable, Sendable {
    /// `Overview.memory` of before the round; nil if there was none.
    package var overview: String?
    /// Everything but the overview and the streams that decides what a round does.
    package var settings: String
    /// When an overview was asked for that could not be short, and everything was read then; nil if none was.
    package var askedAt: Timestamp?

    package init(overview: String?, settings: String, askedAt: Timestamp?) {
        self.overview = overview
        self.settings = settings
        self.askedAt = askedAt
    }
}

/// A `RoundMemory` with what became of the owner's streams since.
package struct StoredRound: Hashable, Sendable {
    /// A stream that was read.
    package struct Stream: Hashable, Sendable {
        package let checkpoint: Checkpoint
        /// Whether its round has not ended, or an item of it is postponed.
        package let isUnfinished: Bool

        package init(checkpoint: Checkpoint, isUnfinished: Bool) {
            self.checkpoint = checkpoint
            self.isUnfinished = isUnfinished
        }
    }

    package let memory: RoundMemory
    /// Whether anything was committed since, whose round has not ended.
    package let isOpen: Bool
    /// All that have a cursor.
    package let streams: [StreamID: Stream]

    package init(memory: RoundMemory, isOpen: Bool, streams: [StreamID: Stream]) {
        self.memory = memory
        self.isOpen = isOpen
        self.streams = streams
    }
}
