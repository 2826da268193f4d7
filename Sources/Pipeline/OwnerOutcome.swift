package import Connector
package import Eligibility
package import Interactions

/// What became of one mailbox, or of the CRM, in a run.
package struct OwnerOutcome: Sendable {
    package enum End: Sendable {
        /// Every stream came to its end, and every item in it was read.
        case complete
        /// Read, but for parts, streams or items; the worst of the errors. What could be read is stored.
        case incomplete(SourceError)
        /// Not contacted at all, or not any more, for these reasons.
        case refused([Reason])
        /// A graceful stop, and what was waited for by then.
        case stopped(SourceError?)
        /// The owner could not be read, or not to its end.
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

    /// Whether the mailbox was not read for nothing but facts that a service could not tell; what is stored of it is
    /// kept.
    package var isHeld: Bool {
        if case .refused(let reasons) = end { !reasons.isEmpty && reasons.allSatisfy(\.isUnreadFact) } else { false }
    }

    /// Items found new or changed.
    package var found: Int { streams.reduce(0) { $0 + $1.found } }

    /// Items that the service could not deliver.
    package var unreadable: Int { streams.reduce(0) { $0 + $1.unreadable } }

    /// Items that are not stored, or not whole, by reason.
    package var leftOut: [LeftOut: Int] {
        streams.reduce(into: [:]) { $0.merge($1.leftOut, uniquingKeysWith: +) }
    }
}
