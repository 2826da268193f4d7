package import Connector
package import Eligibility
package import Interactions

/// What became of one mailbox, or of the CRM, in a run.
package struct OwnerOutcome: Sendable {
    package enum End: Sendable {
        /// Every stream came to its end.
        case complete
        /// Not contacted at all, for these reasons.
        case refused([Reason])
        /// A graceful stop.
        case stopped
        /// The owner, or some of its streams, could not be read; the first error. What could be read is stored.
        case failed(SourceError)
    }

    package let owner: StreamOwner
    package let end: End
    package let streams: [StreamOutcome]
    /// Made, changed and removed in all streams and at the end of the round.
    package let commits: CommitSummary

    package init(
        _ owner: StreamOwner,
        end: End,
        streams: [StreamOutcome] = [],
        roundEnd: CommitSummary = CommitSummary()
    ) {
        self.owner = owner
        self.end = end
        self.streams = streams
        self.commits = streams.reduce(into: roundEnd) { $0 += $1.commits }
    }
}
