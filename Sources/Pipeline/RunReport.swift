package import Connector

/// What a run did, mailbox by mailbox, in the order they were given.
package struct RunReport: Sendable {
    package let mailboxes: [MailboxOutcome]
    /// Of every mailbox that was stored and is not admitted, also those that nobody asked to read.
    package private(set) var purges: [Purge]
    /// What purges and retention removed.
    package private(set) var removal: CommitSummary
    /// Set if the whole source was out of reach: the run ended early, and mailboxes not reached carry this error.
    package let sourceError: SourceError?

    package init(mailboxes: [MailboxOutcome], upkeep: [StoreUpkeep.Outcome], sourceError: SourceError? = nil) {
        self.mailboxes = mailboxes
        purges = upkeep.flatMap(\.purges)
        removal = upkeep.reduce(into: CommitSummary()) {
            $0 += $1.purged
            $0 += $1.expired
        }
        self.sourceError = sourceError
    }

    /// The same with the outcomes of more mailboxes, and with what was removed before it began.
    package func with(_ mailboxes: [MailboxOutcome], after removed: StoreUpkeep.Outcome) -> RunReport {
        var report = RunReport(mailboxes: mailboxes, upkeep: [removed], sourceError: sourceError)
        report.purges += purges
        report.removal += removal
        return report
    }

    package var commits: CommitSummary {
        mailboxes.reduce(into: removal) { $0 += $1.commits }
    }

    /// Items found new or changed.
    package var found: Int {
        mailboxes.reduce(0) { $0 + $1.streams.reduce(0) { $0 + $1.found } }
    }
}
