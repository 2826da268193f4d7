package import Connector

/// What a run did, mailbox by mailbox, in the order they were given.
package struct RunReport: Sendable {
    package let mailboxes: [MailboxOutcome]
    /// Of every mailbox that was stored and is not admitted, also those that nobody asked to read.
    package let purges: [Purge]
    /// What purges and retention removed.
    package let removal: CommitSummary
    /// Set if the whole source was out of reach: the run ended early, and mailboxes not reached carry this error.
    package let sourceError: SourceError?

    package init(mailboxes: [MailboxOutcome], upkeep: [StoreUpkeep.Outcome], sourceError: SourceError? = nil) {
        self.mailboxes = mailboxes
        purges = upkeep.flatMap(\.purges)
        removal = upkeep.reduce(into: CommitSummary()) { $0 += $1.removal }
        self.sourceError = sourceError
    }

    package var commits: CommitSummary {
        mailboxes.reduce(into: removal) { $0 += $1.commits }
    }

    /// Items found new or changed.
    package var found: Int {
        mailboxes.reduce(0) { $0 + $1.streams.reduce(0) { $0 + $1.found } }
    }
}
