package import Connector
package import Interactions

/// News of a run, for a progress display; nothing depends on it.
package enum SyncProgress: Sendable {
    /// So many mailboxes are admitted, and will be read.
    case planned(mailboxes: Int)
    case began(StreamOwner, streams: Int)
    /// A page was committed.
    case page(StreamID, items: Int)
    /// Nothing is asked for so long, or was answered for so long already; the reason is a sentence for people.
    case waiting(Duration, reason: String, StreamOwner)
    case ended(StreamOwner)
    /// A request came to its end through this source; nil if it was answered.
    case answered(StreamOwner, source: String, SourceError.Code?)
}
