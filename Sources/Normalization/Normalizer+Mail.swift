import Connector
import Interactions

extension Normalizer {
    func normalize(_ mail: SourceMail, mailbox: Mailbox) -> Normalized {
        var flags: Interaction.Flags = []
        switch MailClass(mail.itemClass, contentType: mail.headers[.contentType]) {
        case .mail: break
        case .automated: flags.insert(.automated)
        case .other(let reason): return .filtered(reason)
        }
        guard !mail.isDraft || mail.wasMigrated else { return .filtered(.draft) }
        let owner = owner(of: mailbox, named: mail.ownerAddresses)
        var people = ParticipantList(domains: domains, identity: identity)
        guard let sender = sender(of: mail, owner: owner, in: people) else { return .filtered(.noSender) }
        guard let occurredAt = MailTime.occurred(sent: mail.sentAt, received: mail.receivedAt) else {
            return .filtered(.noTime)
        }

        let messageID = mail.internetMessageID.flatMap { MessageID($0) }
        let id = mailID(mail, messageID: messageID, sender: sender, occurredAt: occurredAt)
        let thread = MailThread(
            conversationIndex: mail.conversationIndex,
            references: [mail.references, mail.inReplyTo],
            messageID: messageID
        )
        if thread.isReply { flags.insert(.reply) }
        guard mail.sensitivity != .private && mail.sensitivity != .confidential else {
            return timeOnly(id, kind: .email, occurredAt: occurredAt, durationSeconds: 0, flags: flags, owner: owner)
        }

        people.add(.sender, sender)
        for address in mail.to { people.add(.to, address) }
        for address in mail.cc { people.add(.cc, address) }
        for address in mail.bcc { people.add(.bcc, address) }
        // Whatever brought it there, a blind copy, a list or a redirection: who has it has got it.
        let reachedOwner = mail.reachedOwner && !people.contains(where: owner.has)
        if reachedOwner { people.add(.bcc, .smtp(owner.address)) }
        let signs = MailSigns(headers: mail.headers)
        if signs.isAutomated(sender: sender) { flags.insert(.automated) }
        if signs.isBulk(to: people) { flags.insert(.bulk) }
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
        let rank = Sighting.Rank(
            namesBlindCopies: !mail.bcc.isEmpty,
            reachedOwnerBlindly: reachedOwner,
            isFromInside: people.isInternal(sender)
        )
        return .interaction(interaction, rank: rank)
    }

    /// Who pressed send on behalf of somebody is not who wrote; what is in Sent Items without a name is the owner's.
    private func sender(
        of mail: SourceMail,
        owner: MailboxOwner,
        in people: ParticipantList
    ) -> Participant.Address? {
        let from = people.address(mail.from)
        if let from, from.isReadable { return from }
        let sender = people.address(mail.sender)
        if let sender, sender.isReadable { return sender }
        return mail.place == .sentItems ? .smtp(owner.address) : from ?? sender
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
}

extension SourceMail {
    /// Migrations leave the mark of a draft on mail that was sent or received: nothing else in these folders has a
    /// sender, a time and a Message-ID.
    fileprivate var wasMigrated: Bool {
        (place == .inbox || place == .sentItems) && (from ?? sender) != nil && (sentAt ?? receivedAt) != nil
            && internetMessageID != nil
    }

    /// Whether it lies where only what was delivered to the mailbox's owner does.
    fileprivate var reachedOwner: Bool { (place == .inbox || place == .other) && !isDraft }
}
