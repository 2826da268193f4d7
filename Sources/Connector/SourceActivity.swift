package import Interactions

/// What the CRM says about one e-mail, appointment or phone call; no description, ever.
package struct SourceActivity: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case email, appointment, phoneCall
    }

    /// Somebody's part: `activityparty`.
    package struct Party: Hashable, Sendable {
        package let role: Participant.Role
        /// `addressused`, or the row's first address.
        package let address: String?
        /// Nil if the CRM does not know who it is.
        package let record: CRMReference?

        package init(role: Participant.Role, address: String?, record: CRMReference?) {
            self.role = role
            self.address = address
            self.record = record
        }
    }

    package let kind: Kind
    /// `activityid`.
    package let id: String
    /// RFC 5322 Message-ID of a mail, as written: the same as the copy's in a mailbox.
    package var internetMessageID: String?
    package var inReplyTo: String?
    /// See `SourceMail.conversationIndex`.
    package var conversationIndex: String?
    /// The hexadecimal GlobalObjectId of an appointment: the same as the copy's in a calendar.
    package var globalObjectID: String?
    /// Where the recurrence rule puts an occurrence; nil if not recurring.
    package var originalStart: Timestamp?
    /// When it was sent, begins or began.
    package var start: Timestamp?
    /// When the CRM got a mail from outside, if it says so: not before it was sent.
    package var receivedAt: Timestamp?
    /// When the row of a mail was made, which may be long before it was sent.
    package var createdAt: Timestamp?
    package var end: Timestamp?
    /// `directioncode`; nil of appointments.
    package var isOutgoing: Bool?
    /// The CRM itself found the mail that this one answers.
    package var isCorrelated = false
    /// A draft, failed, or not made and planned for no time: no contact so far.
    package var isPending = false
    /// Planned for its start, and not yet made.
    package var isPlanned = false
    /// An appointment or call of which the CRM says that it is over, whatever its time.
    package var isCompleted = false
    package var isCancelled = false
    package var isAllDay = false
    package var isRecurring = false
    package var parties: [Party] = []
    package var regarding: CRMReference?
    /// Only if the configuration asks for subjects.
    package var subject: String?

    package init(_ kind: Kind, id: String) {
        self.kind = kind
        self.id = id
    }
}
