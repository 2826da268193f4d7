package import Connector
package import Interactions

/// News of a run, for a progress display; nothing depends on it.
package enum SyncProgress: Sendable {
    case began(StreamOwner, streams: Int)
    /// A page was committed.
    case page(StreamID, items: Int)
    case ended(StreamOwner)
}
