package import Connector

/// What a run did: the CRM, and mailbox by mailbox in the order they were given.
package struct RunReport: Sendable {
    package let mailboxes: [OwnerOutcome]
    /// Nil if no CRM was to be read.
    package let crm: OwnerOutcome?
    /// Of every mailbox that was stored and is not admitted, also those that nobody asked to read.
    package private(set) var purges: [Purge]
    /// What purges and retention removed.
    package private(set) var removal: CommitSummary
    package let pauses: Pauses
    /// Set if the whole source of the mailboxes was out of reach: those not reached carry this error.
    package let sourceError: SourceError?

    package init(
        mailboxes: [OwnerOutcome],
        crm: OwnerOutcome? = nil,
        upkeep: [StoreUpkeep.Outcome],
        pauses: Pauses = Pauses(),
        sourceError: SourceError? = nil
    ) {
        self.mailboxes = mailboxes
        self.crm = crm
        self.pauses = pauses
        purges = upkeep.flatMap(\.purges)
        removal = upkeep.reduce(into: CommitSummary()) {
            $0 += $1.purged
            $0 += $1.expired
        }
        self.sourceError = sourceError
    }

    /// The same with the outcomes of more mailboxes, and with what was removed before it began.
    package func with(_ mailboxes: [OwnerOutcome], after removed: StoreUpkeep.Outcome) -> RunReport {
        var report = RunReport(
            mailboxes: mailboxes,
            crm: crm,
            upkeep: [removed],
            pauses: pauses,
            sourceError: sourceError
        )
        report.purges += purges
        report.removal += removal
        return report
    }

    /// The CRM's and the mailboxes'.
    package var rounds: [OwnerOutcome] { [crm].compactMap(\.self) + mailboxes }

    package var commits: CommitSummary {
        rounds.reduce(into: removal) { $0 += $1.commits }
    }

    /// Items found new or changed.
    package var found: Int {
        rounds.reduce(0) { $0 + $1.streams.reduce(0) { $0 + $1.found } }
    }
}
