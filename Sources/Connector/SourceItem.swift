package import Interactions

/// What a service says about one item, free of the service's own format; raw material for `Normalizer`.
///
/// Boxed, because it is handed on many times.
package indirect enum SourceItem: Hashable, Sendable {
    case mail(SourceMail)
    case event(SourceEvent)
    case activity(SourceActivity)
    case row(CRMRow)
    case link(CRMLink)
}

/// Somebody named in an item.
package enum SourceAddress: Hashable, Sendable {
    /// As the service wrote it, not yet canonical.
    case smtp(String)
    /// A legacy Exchange distinguished name that could not be resolved.
    case directory(String)
}

/// `Sensitivity` of an item (`t:SensitivityChoicesType` of EWS).
package enum Sensitivity: Hashable, Sendable {
    case normal, personal, `private`, confidential
}

/// The metadata of a mail or of a mail-like item; no body, ever.
package struct SourceMail: Hashable, Sendable {
    /// Vendor's class, for example `IPM.Note` or `IPM.Schedule.Meeting.Request`.
    package var itemClass = "IPM.Note"
    /// RFC 5322 Message-ID as written, with or without angle brackets.
    package var internetMessageID: String?
    package var inReplyTo: String?
    /// RFC 5322 References as written.
    package var references: String?
    /// MS-OXOMSG 2.2.1.3: 22 bytes of header, 5 more for each reply, in base64 as the service sends it.
    package var conversationIndex: String?
    package var sentAt: Timestamp?
    package var receivedAt: Timestamp?
    package var from: SourceAddress?
    /// Who pressed send, if not `from`.
    package var sender: SourceAddress?
    package var to: [SourceAddress] = []
    package var cc: [SourceAddress] = []
    package var bcc: [SourceAddress] = []
    package var sensitivity = Sensitivity.normal
    package var isDraft = false
    /// Only if the configuration asks for subjects.
    package var subject: String?
    package var headers = MailHeaders()
    package var place = Place.unknown
    /// Addresses of the mailbox's owner that the service names, his primary one first, and names that Exchange had for
    /// him; there may be more.
    package var ownerAddresses: [Participant.Address] = []

    /// What kind of folder an item lies in, as far as it says who got it.
    package enum Place: Hashable, Sendable {
        case unknown
        case inbox
        /// What the owner sent.
        case sentItems
        /// What was put away, maybe for others and from elsewhere.
        case archive
        /// Any other folder of the owner's.
        case other
    }

    package init() {}
}

/// The metadata of one occurrence of a calendar item; a series arrives as its occurrences.
package struct SourceEvent: Hashable, Sendable {
    package struct Attendee: Hashable, Sendable {
        package let address: SourceAddress
        package let response: Participant.Response

        package init(address: SourceAddress, response: Participant.Response) {
            self.address = address
            self.response = response
        }
    }

    /// iCalendar UID, or the hexadecimal GlobalObjectId of Exchange, as written.
    package var uid: String?
    /// Where the recurrence rule puts this occurrence, even if an exception moved it; nil if not recurring, or not
    /// known.
    package var originalStart: Timestamp?
    package var start: Timestamp?
    package var end: Timestamp?
    package var isAllDay = false
    package var isCancelled = false
    package var isRecurring = false
    package var organizer: SourceAddress?
    package var required: [Attendee] = []
    package var optional: [Attendee] = []
    package var resources: [Attendee] = []
    /// What the owner of the calendar answered to an invitation, whether the lists name him or not; `.none` if nothing
    /// yet, nil if the service knows of no invitation.
    package var invitation: Participant.Response?
    package var sensitivity = Sensitivity.normal
    /// When this copy was changed last; nil if nobody says so.
    package var changedAt: Timestamp?
    /// See `SourceMail.ownerAddresses`.
    package var ownerAddresses: [Participant.Address] = []
    /// Only if the configuration asks for subjects.
    package var subject: String?

    package init() {}
}
