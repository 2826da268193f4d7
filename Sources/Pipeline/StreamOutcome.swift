package import Connector
package import Eligibility

/// What one stream's reading brought.
package struct StreamOutcome: Sendable {
    package enum End: Hashable, Sendable {
        /// Everything up to now is committed.
        case complete
        /// A graceful stop, and what was waited for by then; the next run goes on at the last committed page.
        case stopped(SourceError?)
        /// The folder went away meanwhile: it could not be found, and a list made afterwards does not name it.
        case gone
        /// The mailbox lost its admission meanwhile; nothing was stored since then.
        case refused([Reason])
        case failed(SourceError)
    }

    package let stream: StreamID
    package internal(set) var end = End.complete
    package internal(set) var pages = 0
    /// Items found new or changed, left out ones included.
    package internal(set) var found = 0
    /// Items deleted or moved away.
    package internal(set) var gone = 0
    /// Items of those found that are not stored, or not whole, by reason.
    package internal(set) var leftOut: [LeftOut: Int] = [:]
    /// Items the service could not deliver, kept for the next run.
    package internal(set) var unreadable = 0
    /// Why the first of them could not be read.
    package internal(set) var firstUnreadable: SourceError?
    /// False if a stretch was left out whose items nobody can name, so that nothing of the stream counts as gone.
    package internal(set) var isWhole = true
    /// Times the stream had to be read from its start.
    package internal(set) var restarts = 0
    package internal(set) var commits = CommitSummary()

    init(stream: StreamID) {
        self.stream = stream
    }

    /// Why there is something that was not read; nil if there is nothing.
    var shortfall: SourceError? {
        if case .failed(let error) = end { error } else { firstUnreadable ?? (isWhole ? nil : .stretchLeftOut) }
    }
}

extension SourceError {
    fileprivate static let stretchLeftOut = SourceError(
        .unreadableItem,
        scope: .stream,
        retry: .never,
        message:
            "A stretch of the folder cannot be read, and what is in it cannot be named; nothing is taken for deleted."
    )
}
