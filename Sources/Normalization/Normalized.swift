package import Interactions

/// What a record turned out to be.
package enum Normalized: Hashable, Sendable {
    case interaction(Interaction, rank: Sighting.Rank)
    /// Somebody or something that interactions are counted to.
    case row(CRMRow)
    /// That two of them have to do with each other.
    case link(CRMLink)
    /// No contact between people, or none any more; not stored, and gone if it was.
    case filtered(Reason)

    package enum Reason: String, Hashable, Sendable, CaseIterable {
        case draft
        /// Invitation or cancellation in a mail folder: the calendar tells it better.
        case meetingMessage
        /// Delivery and read reports.
        case report
        /// Notes, tasks, chats and what else lies in mail folders.
        case notMail
        /// Nobody sent it, or the address is none.
        case noSender
        case noTime
        /// A calendar entry without anybody else.
        case loneAppointment
        case cancelled
        /// Mailbox data from the CRM, or the other way round: no decision covers it.
        case wrongSource
    }
}
