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
    /// Why parts could not even be listed.
    private let unlisted: [SourceError]
    /// Made, changed and removed in all streams and at the end of the round.
    package let commits: CommitSummary

    package init(
        _ owner: StreamOwner,
        end: End,
        streams: [StreamOutcome] = [],
        unlisted: [SourceError] = [],
        roundEnd: CommitSummary = CommitSummary()
    ) {
        self.owner = owner
        self.end = end
        self.streams = streams
        self.unlisted = unlisted
        self.commits = streams.reduce(into: roundEnd) { $0 += $1.commits }
    }

    /// Everything that could not be read, each with its reason; one for all where the owner itself could not be.
    package var shortfalls: [Shortfall] {
        switch end {
        case .complete, .stopped: return []
        case .refused(let reasons): return isHeld ? reasons.prefix(1).map(Shortfall.init) : []
        case .failed(let error): return [Shortfall(error)]
        case .incomplete(let worst):
            let parts = unlisted.map { Shortfall($0) }
            let all = parts + streams.compactMap { stream in stream.shortfall.map { Shortfall($0, of: stream) } }
            return all.isEmpty ? [Shortfall(worst)] : all
        }
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
