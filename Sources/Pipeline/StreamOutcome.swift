package import Connector
package import Eligibility

/// What one stream's reading brought.
package struct StreamOutcome: Sendable {
    package enum End: Hashable, Sendable {
        /// Everything up to now is committed.
        case complete
        /// A graceful stop; the next run goes on at the last committed page.
        case stopped
        /// The folder went away meanwhile; the next run lists the folders anew.
        case gone
        /// The mailbox lost its admission meanwhile; nothing was stored since then.
        case refused([Reason])
        case failed(SourceError)
    }

    package let stream: StreamID
    package internal(set) var end = End.complete
    package internal(set) var pages = 0
    /// Items found new or changed, filtered ones included.
    package internal(set) var found = 0
    /// Items deleted or moved away.
    package internal(set) var gone = 0
    /// Items that are no contact: drafts, lone appointments, notifications.
    package internal(set) var filtered = 0
    /// Items the service could not deliver, kept for the next run.
    package internal(set) var unreadable = 0
    /// Times the stream had to be read from its start.
    package internal(set) var restarts = 0
    package internal(set) var commits = CommitSummary()

    init(stream: StreamID) {
        self.stream = stream
    }
}
