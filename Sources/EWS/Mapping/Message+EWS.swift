import Connector

extension SourceMail {
    /// - Parameter addresses: SMTP addresses by lower-case directory name.
    init(_ message: Message, addresses: [String: String]) {
        self.init()
        if let itemClass = message.itemClass { self.itemClass = itemClass }
        internetMessageID = message.internetMessageID
        inReplyTo = message.inReplyTo
        references = message.references
        conversationIndex = message.conversationIndex
        sentAt = message.dateTimeSent
        receivedAt = message.dateTimeReceived
        from = message.from?.recordAddress(addresses)
        sender = message.sender?.recordAddress(addresses)
        to = message.toRecipients.compactMap { $0.recordAddress(addresses) }
        cc = message.ccRecipients.compactMap { $0.recordAddress(addresses) }
        bcc = message.bccRecipients.compactMap { $0.recordAddress(addresses) }
        sensitivity = Sensitivity(ews: message.sensitivity)
        isDraft = message.isDraft
        subject = message.subject
        headers = message.headers.known
    }

    /// An appointment that lies in a mail folder, usually in Deleted Items: its class says what it is, and the rest
    /// does not count as mail.
    init(outsideCalendar item: CalendarItem) {
        self.init()
        itemClass = item.itemClass ?? "IPM.Appointment"
        sensitivity = Sensitivity(ews: item.sensitivity)
    }
}
