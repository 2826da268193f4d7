import Connector
import FoundationEssentials
import Interactions

extension Normalizer {
    /// More recipients than this are an audience, not a conversation.
    private static let massMail = 100

    func normalize(_ mail: MailRecord, mailbox: Mailbox) -> Normalized {
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

        let id = mailID(mail, sender: sender, occurredAt: occurredAt)
        if isReply(mail) { flags.insert(.reply) }
        guard mail.sensitivity != .private && mail.sensitivity != .confidential else {
            return timeOnly(id, kind: .email, occurredAt: occurredAt, durationSeconds: 0, flags: flags, owner: mailbox)
        }

        // Only the sender's copy knows blind copies.
        let rank: Sighting.Rank = sender == .smtp(mailbox.address) || !mail.bcc.isEmpty ? .own : .received
        people.add(.sender, sender)
        for (role, addresses) in [(Participant.Role.to, mail.to), (.cc, mail.cc), (.bcc, mail.bcc)] {
            for address in addresses.lazy.compactMap({ people.address($0) }) { people.add(role, address) }
        }
        if isAutomated(mail, sender: sender) { flags.insert(.automated) }
        if isBulk(mail) || people.internalCount + people.externalCount > Self.massMail + 1 { flags.insert(.bulk) }
        let list = listed(people)
        let interaction = Interaction(
            id: id,
            kind: .email,
            direction: direction(from: sender, in: people),
            occurredAt: occurredAt,
            conversation: conversation(mail),
            flags: flags.union(list.flags),
            internalCount: people.internalCount,
            externalCount: people.externalCount,
            subject: subject(mail.subject),
            participants: list.participants
        )
        return .interaction(interaction, rank: rank)
    }

    private func mailID(_ mail: MailRecord, sender: Participant.Address, occurredAt: Timestamp) -> InteractionID {
        if let messageID = mail.internetMessageID.flatMap(Self.canonicalMessageID) { return identity(.mail, messageID) }
        return identity(
            .mailWithoutMessageID,
            sender.text,
            String(occurredAt.microseconds),
            mail.subject ?? ""
        )
    }

    /// Without brackets and white space, otherwise as written: RFC 5322 §3.6.4 makes it case-sensitive.
    private static func canonicalMessageID(_ raw: String) -> String? {
        func isFrame(_ byte: UInt8) -> Bool { byte <= 0x20 || byte == 0x3C || byte == 0x3E }
        guard let first = raw.utf8.firstIndex(where: { !isFrame($0) }),
            let last = raw.utf8.lastIndex(where: { !isFrame($0) })
        else { return nil }
        return String(raw[first...last])
    }

    private func isReply(_ mail: MailRecord) -> Bool {
        if mail.inReplyTo.flatMap(Self.canonicalMessageID) != nil { return true }
        // 22 bytes in base64 are 32 characters; every reply adds five bytes.
        return (mail.conversationIndex?.utf8.count ?? 0) > 32
    }

    /// The thread: the identifier that Exchange puts into every copy's conversation index, or else the first message
    /// that the references name.
    ///
    /// <https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxomsg/9e994fbb-b839-495f-84e3-2c8c02c7dd9b>
    private func conversation(_ mail: MailRecord) -> InteractionID? {
        if let index = mail.conversationIndex.flatMap({ Data(base64Encoded: $0) }), index.count >= 22 {
            let identifier = index.dropFirst(6).prefix(16)
            if identifier.contains(where: { $0 != 0 }) {
                return identity(.conversation, identifier.map { String($0, radix: 16) }.joined(separator: "."))
            }
        }
        let root = mail.references?.split(maxSplits: 1, whereSeparator: \.isWhitespace).first.map(String.init)
        let message = [root, mail.inReplyTo, mail.internetMessageID].lazy.compactMap {
            $0.flatMap(Self.canonicalMessageID)
        }
        return message.first.map { identity(.conversation, $0) }
    }

    /// RFC 3834, and senders whose address says that nobody reads it.
    private func isAutomated(_ mail: MailRecord, sender: Participant.Address) -> Bool {
        if let value = mail.autoSubmitted, Self.keyword(value) != "no" { return true }
        guard case .smtp(let address) = sender else { return false }
        let local = address.text.utf8.prefix { $0 != 0x40 && $0 != 0x2B }
        return Self.machines.contains(String(Substring(local)))
    }

    private func isBulk(_ mail: MailRecord) -> Bool {
        if mail.listID != nil || mail.listUnsubscribe != nil { return true }
        return mail.precedence.map { ["bulk", "list", "junk"].contains(Self.keyword($0)) } ?? false
    }

    /// The first word in lower case, without parameters or comments.
    private static func keyword(_ value: String) -> String {
        let word = value.utf8.drop { $0 <= 0x20 }.prefix { $0 > 0x20 && $0 != 0x3B && $0 != 0x28 }
        return String(Substring(word)).lowercased()
    }

    private static let machines: Set<String> = [
        "bounce", "bounces", "daemon", "do-not-reply", "do_not_reply", "donotreply", "mailer-daemon", "no-reply",
        "no.reply", "no_reply", "noreply", "notification", "notifications", "postmaster",
    ]
}
