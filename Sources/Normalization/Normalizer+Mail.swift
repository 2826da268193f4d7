import Connector
import Interactions

extension Normalizer {
    /// More recipients than this are an audience, not a conversation.
    private static let massMail = 100

    func normalize(_ mail: SourceMail, mailbox: Mailbox) -> Normalized {
        guard !mail.isDraft else { return .filtered(.draft) }
        var flags: Interaction.Flags = []
        switch MailClass(mail.itemClass) {
        case .mail: break
        case .automated: flags.insert(.automated)
        case .other(let reason): return .filtered(reason)
        }
        var people = ParticipantList(domains: domains)
        // Who pressed send on behalf of somebody is not who wrote.
        guard let sender = people.address(mail.from) ?? people.address(mail.sender) else { return .filtered(.noSender) }
        guard let occurredAt = mail.sentAt ?? mail.receivedAt else { return .filtered(.noTime) }

        let messageID = mail.internetMessageID.flatMap { MessageID($0) }
        let id = mailID(mail, messageID: messageID, sender: sender, occurredAt: occurredAt)
        let thread = MailThread(mail, messageID: messageID)
        if thread.isReply { flags.insert(.reply) }
        guard mail.sensitivity != .private && mail.sensitivity != .confidential else {
            return timeOnly(id, kind: .email, occurredAt: occurredAt, durationSeconds: 0, flags: flags, owner: mailbox)
        }

        people.add(.sender, sender)
        for address in mail.to { people.add(.to, address) }
        for address in mail.cc { people.add(.cc, address) }
        for address in mail.bcc { people.add(.bcc, address) }
        if isAutomated(mail, sender: sender) { flags.insert(.automated) }
        if isBulk(mail) || people.internalCount + people.externalCount > Self.massMail + 1 { flags.insert(.bulk) }
        let list = listed(people)
        let interaction = Interaction(
            id: id,
            kind: .email,
            direction: direction(from: sender, in: people),
            occurredAt: occurredAt,
            conversation: thread.conversation(identity),
            flags: flags.union(list.flags),
            internalCount: people.internalCount,
            externalCount: people.externalCount,
            subject: subject(mail.subject),
            participants: list.participants
        )
        // Only the sender's copy knows blind copies. Whose mailbox it is does not tell: the sender may have another
        // address there, or have got a copy of his own mail.
        return .interaction(interaction, rank: mail.bcc.isEmpty ? .received : .own)
    }

    private func mailID(
        _ mail: SourceMail,
        messageID: MessageID?,
        sender: Participant.Address,
        occurredAt: Timestamp
    ) -> InteractionID {
        if let messageID { return InteractionID(identity(.mail, messageID.text)) }
        return InteractionID(
            identity(.mailWithoutMessageID, sender.text, String(occurredAt.microseconds), mail.subject ?? "")
        )
    }

    /// RFC 3834, and senders whose address says that nobody reads it.
    private func isAutomated(_ mail: SourceMail, sender: Participant.Address) -> Bool {
        if let value = mail.autoSubmitted, !["", "no"].contains(Self.keyword(value)) { return true }
        guard case .smtp(let address) = sender else { return false }
        return MachineSender.matches(address)
    }

    private func isBulk(_ mail: SourceMail) -> Bool {
        if mail.listID != nil || mail.listUnsubscribe != nil { return true }
        return mail.precedence.map { ["bulk", "list", "junk"].contains(Self.keyword($0)) } ?? false
    }

    /// The first word in lower case, without parameters or comments.
    private static func keyword(_ value: String) -> String {
        let word = value.utf8.drop { $0 <= 0x20 }.prefix { $0 > 0x20 && $0 != 0x3B && $0 != 0x28 }
        return String(Substring(word)).lowercased()
    }
}
