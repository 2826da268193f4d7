import Connector
import Interactions

extension SourceEvent {
    /// - Parameter ownerAddresses: those of the mailbox's owner that are known beside its name. In an attendee's copy
    ///   the list knows nobody's answer, but `responseStatus` knows his.
    init(_ event: GraphEvent, of mailbox: Mailbox.ID, ownerAddresses: [Participant.Address]) {
        self.init()
        self.ownerAddresses = ownerAddresses
        let name = EmailAddress(mailbox.text).map { Participant.Address.smtp($0) }
        uid = event.iCalUID
        start = event.start
        end = event.end
        isAllDay = event.isAllDay
        isCancelled = event.isCancelled
        switch event.type {
        case "occurrence", "exception":
            isRecurring = true
            originalStart = event.originalStart ?? event.start
        case "seriesMaster": isRecurring = true
        default: break
        }
        organizer = event.organizer?.recordAddress
        let answer = Participant.Response(graph: event.responseStatus?.response)
        for attendee in event.attendees {
            guard let address = GraphRecipient(emailAddress: attendee.emailAddress).recordAddress else { continue }
            let response = Participant.Response(graph: attendee.status?.response)
            let named: Participant.Address? =
                if case .smtp(let text) = address { EmailAddress(text).map { .smtp($0) } } else { nil }
            let isOwner = named.map { $0 == name || ownerAddresses.contains($0) } ?? false
            let entry = Attendee(address: address, response: isOwner && response == .none ? answer : response)
            switch attendee.type {
            case "optional": optional.append(entry)
            case "resource": resources.append(entry)
            default: required.append(entry)
            }
        }
        invitation = Self.invitation(event.responseStatus?.response)
        sensitivity = Sensitivity(graph: event.sensitivity)
        subject = event.subject
        changedAt = event.lastModified
    }

    /// Who called for it was not invited, and neither was who wrote it down or subscribed to it: `organizer` and
    /// `none`.
    private static func invitation(_ word: String?) -> Participant.Response? {
        switch word {
        case "notResponded": Participant.Response.none
        case "tentativelyAccepted", "accepted", "declined": Participant.Response(graph: word)
        default: nil
        }
    }
}

extension Participant.Response {
    /// `responseType`; a word that is not in it is no answer.
    fileprivate init(graph word: String?) {
        self =
            switch word {
            case "organizer": .organizer
            case "tentativelyAccepted": .tentative
            case "accepted": .accepted
            case "declined": .declined
            default: .none
            }
    }
}

extension Sensitivity {
    /// A word that is not in the vocabulary is taken for private.
    fileprivate init(graph word: String?) {
        self =
            switch word {
            case nil, "normal": .normal
            case "personal": .personal
            case "confidential": .confidential
            default: .private
            }
    }
}
