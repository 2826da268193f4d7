import Connector
import Interactions
import OData

/// What was learnt of mailboxes, for all that is listed and read of them.
actor KnownMailboxes {
    private var known: [Mailbox.ID: MailboxFacts] = [:]

    /// What is known of a mailbox, asked for once.
    ///
    /// - Throws: `CancellationError`, or what the token's source throws; what the service does not tell is not known,
    ///   and asked for again the next time.
    func facts(of mailbox: Mailbox.ID, from client: GraphClient) async throws -> MailboxFacts {
        if let facts = known[mailbox] { return facts }
        do {
            let facts = try await MailboxFacts(of: mailbox, from: client.reading(mailbox))
            known[mailbox] = facts
            return facts
        } catch is ODataError {
            // Whatever it is, it concerns what is listed and read as well, and is told there.
            return MailboxFacts()
        }
    }
}
