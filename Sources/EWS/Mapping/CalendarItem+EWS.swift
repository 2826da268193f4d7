import Connector
import Interactions

extension SourceEvent {
    /// - Parameters:
    ///   - addresses: SMTP addresses by lower-case directory name.
    ///   - ownerAddresses: those of the mailbox's owner that are known beside its name. In an attendee's copy the list
    ///     knows nobody's answer, but `MyResponseType` knows the owner's (MS-OXWSMTGS).
    init(
        _ item: CalendarItem,
        addresses: [String: String],
        of mailbox: Mailbox,
        ownerAddresses: [Participant.Address]
    ) {
        self.init()
        self.ownerAddresses = ownerAddresses
        let owner = ownerAddresses + [.smtp(mailbox.address)]
        uid = item.uid
        start = item.start
        end = item.end
        isAllDay = item.isAllDayEvent
        isCancelled = item.isCancelled || item.appointmentState & 4 != 0
        switch item.calendarItemType {
        case "Occurrence", "Exception":
            isRecurring = true
            originalStart = item.recurrenceID ?? item.originalStart ?? item.start
        case "RecurringMaster": isRecurring = true
        // Who was invited to one occurrence has it as a single item; `OriginalStart` is there of every item and says
        // nothing.
        default: originalStart = item.recurrenceID
        }
        organizer = item.organizer?.recordAddress(addresses)
        let answer = Participant.Response(ews: item.myResponseType)
        func attendees(_ list: [CalendarItem.Attendee]) -> [Attendee] {
            list.compactMap { attendee in
                guard let address = attendee.mailbox.recordAddress(addresses) else { return nil }
                let response = Participant.Response(ews: attendee.responseType)
                let named: EmailAddress? = if case .smtp(let text) = address { EmailAddress(text) } else { nil }
                let isOwner = named.map { owner.contains(.smtp($0)) } ?? false
                return Attendee(address: address, response: isOwner && response == .none ? answer : response)
            }
        }
        required = attendees(item.requiredAttendees)
        optional = attendees(item.optionalAttendees)
        resources = attendees(item.resources)
        invitation = Self.invitation(item.myResponseType)
        sensitivity = Sensitivity(ews: item.sensitivity)
        subject = item.subject
        changedAt = item.lastModifiedTime
    }

    /// Who called for it was not invited, and neither was who wrote it down: `Organizer` and `Unknown`.
    private static func invitation(_ word: String?) -> Participant.Response? {
        switch word {
        case "NoResponseReceived": Participant.Response.none
        case "Tentative", "Accept", "Decline": Participant.Response(ews: word)
        default: nil
        }
    }
}

extension Participant.Response {
    /// `t:ResponseTypeType`; a word that is not in it is no answer.
    init(ews word: String?) {
        self =
            switch word {
            case "Organizer": .organizer
            case "Tentative": .tentative
            case "Accept": .accepted
            case "Decline": .declined
            default: .none
            }
    }
}
