package import Connector
package import Eligibility
package import Interactions

/// What became of one mailbox, or of the CRM, in a run.
package struct RoundOutcome: Sendable {
    package enum End: Sendable {
        /// Every stream came to its end.
        case complete
        /// Not contacted at all, for these reasons.
        case refused([Reason])
        /// A graceful stop.
        case stopped
        /// The holder, or some of its streams, could not be read; the first error. What could be read is stored.
        case failed(SourceError)
    }

    package let holder: Holder
    package let end: End
    package let streams: [StreamOutcome]
    /// Made, changed and removed in all streams and at the end of the round.
    package let commits: CommitSummary

    package init(_ holder: Holder, end: End, streams: [StreamOutcome] = [], roundEnd: CommitSummary = CommitSummary()) {
        self.holder = holder
        self.end = end
        self.streams = streams
        self.commits = streams.reduce(into: roundEnd) { $0 += $1.commits }
    }
}
