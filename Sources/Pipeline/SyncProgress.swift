package import Connector
package import Interactions

/// News of a run, for a progress display; nothing depends on it.
package enum SyncProgress: Sendable {
    case mailboxBegan(Mailbox, streams: Int)
    /// A page was committed.
    case page(StreamID, items: Int)
    case mailboxEnded(Mailbox)
}
