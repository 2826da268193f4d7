import Connector

extension SourceMail {
    init(_ message: GraphMessage) {
        self.init()
        itemClass = message.itemClass
        internetMessageID = message.internetMessageID
        inReplyTo = message.header("in-reply-to")
        references = message.header("references")
        conversationIndex = message.conversationIndex
        sentAt = message.sentDateTime
        receivedAt = message.receivedDateTime
        from = message.from?.recordAddress
        sender = message.sender?.recordAddress
        to = message.toRecipients.compactMap(\.recordAddress)
        cc = message.ccRecipients.compactMap(\.recordAddress)
        bcc = message.bccRecipients.compactMap(\.recordAddress)
        sensitivity = message.sensitivity
        isDraft = message.isDraft ?? false
        subject = message.subject
        for header in message.internetMessageHeaders {
            if let known = MailHeader(named: header.name) { headers.add(known, header.value) }
        }
    }
}

extension GraphMessage {
    /// The first header of that name, which is in lower case, that says anything.
    fileprivate func header(_ name: String) -> String? {
        internetMessageHeaders.first { header in
            header.name.utf8.count == name.utf8.count
                && zip(header.name.utf8, name.utf8).allSatisfy { ((0x41...0x5A).contains($0) ? $0 | 0x20 : $0) == $1 }
                && header.value.utf8.contains { $0 > 0x20 }
        }?.value
    }

    /// Graph has no property of its own for it.
    ///
    /// A word or number that is not in the tables is taken for private.
    fileprivate var sensitivity: Sensitivity {
        if let number = self[.sensitivity] { return Self.sensitivities[number] ?? .private }
        guard let header = header("sensitivity") else { return .normal }
        let word = header.utf8.filter { $0 > 0x20 }
        return Self.sensitivities[String(decoding: word, as: UTF8.self).lowercased()] ?? .private
    }

    /// The values of `PidTagSensitivity` (MS-OXCMSG 2.2.1.13) and of the header (RFC 4021, 2.1.55).
    private static let sensitivities: [String: Sensitivity] = [
        "0": .normal, "1": .personal, "2": .private, "3": .confidential,
        "normal": .normal, "personal": .personal, "private": .private, "company-confidential": .confidential,
    ]
}
