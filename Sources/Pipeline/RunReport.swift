package import Connector

/// What a run did, mailbox by mailbox, in the order they were given.
package struct RunReport: Sendable {
    package let mailboxes: [MailboxOutcome]
    /// Set if the whole source was out of reach: the run ended early, and mailboxes not reached carry this error.
    package let sourceError: SourceError?

    package var commits: CommitSummary {
        mailboxes.reduce(into: CommitSummary()) { $0 += $1.commits }
    }

    /// Items found new or changed.
    package var found: Int {
        mailboxes.reduce(0) { $0 + $1.streams.reduce(0) { $0 + $1.found } }
    }
}
