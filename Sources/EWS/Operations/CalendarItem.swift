import Interactions
import XMLStream

/// An appointment or meeting: a single one, an occurrence or exception of a series, or a series itself.
///
/// <https://learn.microsoft.com/exchange/client-developer/web-service-reference/calendaritem>
struct CalendarItem: Hashable, Sendable {
    struct Attendee: Hashable, Sendable {
        var mailbox: MailboxAddress
        /// `Unknown`, `Organizer`, `Tentative`, `Accept`, `Decline`, `NoResponseReceived`.
        var responseType: String?
    }

    var itemID: String
    var itemClass: String?
    var subject: String?
    var sensitivity: String?
    var uid: String?
    var recurrenceID: Timestamp?
    var originalStart: Timestamp?
    var start: Timestamp?
    var end: Timestamp?
    var isAllDayEvent = false
    var isCancelled = false
    /// `Single`, `Occurrence`, `Exception`, `RecurringMaster`.
    var calendarItemType: String?
    /// What the owner of this calendar answered.
    var myResponseType: String?
    /// Bit field: 1 meeting, 2 received, 4 cancelled (MS-OXOCAL 2.2.1.10).
    var appointmentState = 0
    var lastModifiedTime: Timestamp?
    var organizer: MailboxAddress?
    var requiredAttendees: [Attendee] = []
    var optionalAttendees: [Attendee] = []
    var resources: [Attendee] = []
    /// Somebody was invited of whom nothing is told, not even a name, as by a server that leaves addresses out.
    var hidesAttendees = false

    init(itemID: String) {
        self.itemID = itemID
    }

    /// - Throws: `EWSError.answer` if there is no id.
    init(_ element: XMLElement) throws(EWSError) {
        self.init(itemID: "")
        for child in element.typedChildren {
            switch child.ewsName {
            case .itemId: itemID = child.attribute(.id) ?? ""
            case .itemClass: itemClass = child.filledText
            case .subject: subject = child.filledText
            case .sensitivity: sensitivity = child.filledText
            case .uid: uid = child.filledText
            case .recurrenceId: recurrenceID = child.timestamp
            case .originalStart: originalStart = child.timestamp
            case .start: start = child.timestamp
            case .end: end = child.timestamp
            case .isAllDayEvent: isAllDayEvent = child.isTrue
            case .isCancelled: isCancelled = child.isTrue
            case .calendarItemType: calendarItemType = child.filledText
            case .myResponseType: myResponseType = child.filledText
            case .appointmentState: appointmentState = child.number ?? 0
            case .lastModifiedTime: lastModifiedTime = child.timestamp
            case .organizer: organizer = MailboxAddress.all(in: child).first
            case .requiredAttendees: requiredAttendees = attendees(in: child)
            case .optionalAttendees: optionalAttendees = attendees(in: child)
            case .resources: resources = attendees(in: child)
            default: break
            }
        }
        guard !itemID.isEmpty else { throw .answer(.incomplete) }
    }

    private mutating func attendees(in element: XMLElement) -> [Attendee] {
        var attendees: [Attendee] = []
        for attendee in element.typedChildren where attendee.ewsName == .attendee {
            let mailbox = attendee.child(.mailbox, .types)
            // A private list, or somebody who was never sent anything, has a name alone.
            guard let mailbox, mailbox.typedChildren.contains(where: { $0.filledText != nil }) else {
                hidesAttendees = true
                continue
            }
            let response = attendee.child(.responseType, .types)?.filledText
            attendees.append(Attendee(mailbox: MailboxAddress(mailbox), responseType: response))
        }
        return attendees
    }
}
