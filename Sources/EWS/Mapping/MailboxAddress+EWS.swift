import Connector
import Interactions

extension MailboxAddress {
    /// The legacy Exchange distinguished name, if that is what this is.
    ///
    /// Routing type `EX`, or any and the form of one; items found by `FindItem`, of deleted users and of forwarded
    /// meetings come like that. Also the name that an address encapsulates, so that the directory is asked for both
    /// alike.
    var directoryName: String? {
        guard let emailAddress else { return nil }
        if routingType.map({ ["EX", "Ex", "ex"].contains($0) }) ?? false { return emailAddress }
        return DirectoryName.isName(emailAddress) ? emailAddress : DirectoryName.encapsulated(in: emailAddress)
    }

    /// The address if mail could be sent to it.
    var smtpAddress: String? {
        guard let emailAddress, directoryName == nil, emailAddress.utf8.contains(UInt8(ascii: "@")) else { return nil }
        return emailAddress
    }

    /// - Parameter addresses: SMTP addresses by lower-case directory name.
    /// - Returns: Nil for people and private lists that have no address at all.
    func recordAddress(_ addresses: [String: String]) -> SourceAddress? {
        guard let emailAddress, routingType != "MAPIPDL" else { return nil }
        guard let name = directoryName?.lowercased() else { return .smtp(emailAddress) }
        return addresses[name].map { .smtp($0) } ?? .directory(name)
    }
}

extension GetItem.Item {
    /// Hands on everybody named in it.
    func forEachAddress(_ body: (MailboxAddress) -> Void) {
        switch self {
        case .message(let message):
            if let from = message.from { body(from) }
            if let sender = message.sender { body(sender) }
            message.toRecipients.forEach(body)
            message.ccRecipients.forEach(body)
            message.bccRecipients.forEach(body)
        case .calendarItem(let item):
            if let organizer = item.organizer { body(organizer) }
            for attendee in item.requiredAttendees { body(attendee.mailbox) }
            for attendee in item.optionalAttendees { body(attendee.mailbox) }
            for attendee in item.resources { body(attendee.mailbox) }
        }
    }
}

extension Sensitivity {
    /// `t:SensitivityChoicesType`; a word that is not in it is taken for private.
    init(ews word: String?) {
        self =
            switch word {
            case nil, "Normal": .normal
            case "Personal": .personal
            case "Confidential": .confidential
            default: .private
            }
    }
}
