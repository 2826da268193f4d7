extension TenantConstruction {
    /// Copies reach the mailboxes in the order of time, whatever the order in the file.
    mutating func addMessages(_ messages: [Strict<TenantFile.Message>]) throws {
        var numbers: [String: MessageNumber] = [:]
        var conversations: UInt32 = 0
        var copies: [(number: MessageNumber, sent: Int, copy: TenantFile.Copy, path: String)] = []
        for (index, entry) in messages.enumerated() {
            let (source, path) = (entry.value, "messages[\(index)]")
            var message = try content(of: source, path)
            if let name = source.answers {
                guard let question = numbers[name] else {
                    throw TenantFileError(path + ".answers", "no message further up has this messageID or key")
                }
                message.answers = question
                message.conversation = state.messages[question].conversation
            } else {
                conversations += 1
                message.conversation = conversations
            }
            let number = state.add(message)
            for name in [source.messageID, source.key].compactMap(\.self) {
                guard numbers.updateValue(number, forKey: name) == nil else {
                    throw TenantFileError(path, "another message has this messageID or key")
                }
            }
            for (position, copy) in source.copies.enumerated() {
                copies.append((number, message.sent, copy.value, "\(path).copies[\(position)]"))
            }
        }
        for index in copies.indices.sorted(by: { (copies[$0].sent, $0) < (copies[$1].sent, $1) }) {
            try deliver(copies[index].number, copies[index].copy, copies[index].path)
        }
    }

    private mutating func deliver(_ number: MessageNumber, _ copy: TenantFile.Copy, _ path: String) throws {
        let mailbox = try mailbox(copy.mailbox, path + ".mailbox")
        let folder = try folder(copy.folder, of: mailbox, path + ".folder")
        guard !state[mailbox][folder].isSearch else {
            throw TenantFileError(path + ".folder", "holds no items of its own")
        }
        let isDraft = folder == state[mailbox].number(of: .drafts)
        var flags: StoredItem.Flags = copy.isUnread ?? false ? [] : .read
        if isDraft { flags.insert(.draft) }
        state.deliver(number, to: folder, of: mailbox, flags: flags)
        if !isDraft, folder != state[mailbox].number(of: .junkemail) {
            truth.saw(state.messages[number], number, in: state[mailbox].owner)
        }
    }

    private mutating func content(of source: TenantFile.Message, _ path: String) throws -> SimulatedMessage {
        var message = SimulatedMessage(
            subject: source.subject,
            messageID: source.messageID ?? "",
            from: try source.from.map { try party($0, path + ".from") },
            to: try parties(source.to, path + ".to"),
            cc: try parties(source.cc, path + ".cc"),
            bcc: try parties(source.bcc, path + ".bcc"),
            sent: try Self.instant(source.sent, path + ".sent")
        )
        if let kind = source.kind {
            guard let match = SimulatedMessage.Kind.allCases.first(where: { "\($0)" == kind }) else {
                throw TenantFileError(path + ".kind", "is not a kind of message")
            }
            message.kind = match
        }
        message.sender = try source.sender.map { try party($0, path + ".sender") }
        message.foreignInReplyTo = source.inReplyTo
        message.headers = (source.headers ?? [:]).sorted { $0.key < $1.key }.map { .init($0.key, $0.value) }
        message.sensitivity = try Self.sensitivity(source.sensitivity, path + ".sensitivity")
        message.hasAttachments = source.hasAttachments ?? false
        if let uid = source.meeting {
            guard let meeting = meetings[uid] else {
                throw TenantFileError(path + ".meeting", "there is no such meeting")
            }
            message.meeting = meeting
        }
        return message
    }
}
