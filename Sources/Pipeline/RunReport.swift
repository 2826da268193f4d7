package import Connector

/// What a run did: the CRM, and mailbox by mailbox in the order they were given, refused ones included.
package struct RunReport: Sendable {
    package let mailboxes: [OwnerOutcome]
    /// Nil if no CRM was to be read.
    package let crm: OwnerOutcome?
    /// Of every mailbox that was stored and is not admitted, also those that nobody asked to read.
    package let purges: [Purge]
    /// What purges and retention removed.
    package let removal: CommitSummary
    /// What changed because settings had.
    package let derived: CommitSummary
    /// Whether nothing could expire, because no service said what time it is.
    package let awaitsTime: Bool
    package let pauses: Pauses
    /// What keeps a whole source of mailboxes out of reach, source by source: those not reached carry the error.
    package let sourceErrors: [SourceFailure]

    package init(
        mailboxes: [OwnerOutcome],
        crm: OwnerOutcome? = nil,
        upkeep: [StoreUpkeep.Outcome],
        pauses: Pauses = Pauses(),
        sourceErrors: [SourceFailure] = []
    ) {
        self.mailboxes = mailboxes
        self.crm = crm
        self.pauses = pauses
        purges = upkeep.flatMap(\.purges)
        removal = upkeep.reduce(into: CommitSummary()) {
            $0 += $1.purged
            $0 += $1.expired
            $0 += $1.lapsed
        }
        awaitsTime = upkeep.contains(where: \.awaitsTime)
        derived = upkeep.reduce(into: CommitSummary()) { $0 += $1.derived }
        self.sourceErrors = sourceErrors
    }

    /// The CRM's and the mailboxes'.
    package var rounds: [OwnerOutcome] { [crm].compactMap(\.self) + mailboxes }

    package var commits: CommitSummary {
        var commits = removal
        commits += derived
        for round in rounds { commits += round.commits }
        return commits
    }

    /// Items found new or changed.
    package var found: Int { rounds.reduce(0) { $0 + $1.found } }

    /// Items that are not stored, or not whole, by reason.
    package var leftOut: [LeftOut: Int] {
        rounds.reduce(into: [:]) { $0.merge($1.leftOut, uniquingKeysWith: +) }
    }
}

/// A source that could not be read at all, or not to the end.
package struct SourceFailure: Hashable, Sendable {
    /// The name of its binding; nil if the sources themselves could not be found.
    package let source: String?
    package let error: SourceError
}
