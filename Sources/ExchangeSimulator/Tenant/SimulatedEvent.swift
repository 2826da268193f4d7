/// An appointment, a meeting or a series of them in one calendar.
///
/// Organizer and attendees each have their own copy; `uid` joins them.
package struct SimulatedEvent: Hashable, Sendable {
    /// The value of `ResponseType`.
    package enum Response: String, Hashable, Sendable {
        case unknown = "Unknown"
        case organizer = "Organizer"
        case tentative = "Tentative"
        case accept = "Accept"
        case decline = "Decline"
        case noResponse = "NoResponseReceived"
    }

    package enum Role: Hashable, Sendable {
        case required, optional, resource
    }

    package struct Attendee: Hashable, Sendable {
        package var party: PartyNumber
        package var role: Role
        package var response: Response
        /// Seconds since 1970.
        package var responded: Int?

        package init(
            _ party: PartyNumber,
            role: Role = .required,
            response: Response = .noResponse,
            responded: Int? = nil
        ) {
            self.party = party
            self.role = role
            self.response = response
            self.responded = responded
        }
    }

    /// The value of `LegacyFreeBusyStatus`.
    package enum Availability: String, Hashable, Sendable {
        case free = "Free"
        case tentative = "Tentative"
        case busy = "Busy"
        case away = "OOF"
        case elsewhere = "WorkingElsewhere"
    }

    /// An occurrence that differs from its series.
    package struct Exception: Hashable, Sendable {
        /// Seconds since 1970.
        package var start: Int
        package var end: Int
        /// What is nil is as in the series.
        package var subject: String?
        package var location: String?
        package var attendees: [Attendee]?
        /// Cancelled by the organizer, but still in this calendar.
        package var isCancelled: Bool

        package init(
            start: Int,
            end: Int,
            subject: String? = nil,
            location: String? = nil,
            attendees: [Attendee]? = nil,
            isCancelled: Bool = false
        ) {
            self.start = start
            self.end = end
            self.subject = subject
            self.location = location
            self.attendees = attendees
            self.isCancelled = isCancelled
        }
    }

    /// The cleaned global object id: upper-case hexadecimal, or another product's iCalendar UID.
    package var uid: String
    package var subject: String
    package var location = ""
    package var organizer: PartyNumber
    package var attendees: [Attendee] = []
    /// How the owner of this calendar answered.
    package var myResponse = Response.organizer
    /// Of the first occurrence if it is a series; seconds since 1970.
    ///
    /// For all-day events the local midnights.
    package var start: Int
    package var end: Int
    package var isAllDay = false
    /// IANA name of the zone the event is planned in.
    package var timeZone: String
    /// Nil for a single event.
    package var recurrence: RecurrenceRule?
    /// By the original start of the occurrence in seconds since 1970.
    package var exceptions: [Int: Exception] = [:]
    /// Original starts of occurrences that were taken out.
    package var deleted: Set<Int> = []
    package var sensitivity = SimulatedMessage.Sensitivity.normal
    package var importance = SimulatedMessage.Importance.normal
    package var availability = Availability.busy
    package var categories: [String] = []
    package var isCancelled = false
    package var sequence = 0
    /// Seconds since 1970.
    package var created: Int
    package var modified: Int

    package init(
        uid: String,
        subject: String,
        organizer: PartyNumber,
        start: Int,
        end: Int,
        timeZone: String,
        recurrence: RecurrenceRule? = nil,
        created: Int
    ) {
        self.uid = uid
        self.subject = subject
        self.organizer = organizer
        self.start = start
        self.end = end
        self.timeZone = timeZone
        self.recurrence = recurrence
        self.created = created
        modified = created
    }

    /// Whether somebody was invited.
    package var isMeeting: Bool { !attendees.isEmpty }
}
