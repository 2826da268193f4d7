/// What a mail says about other mails, and its transport headers.
extension ItemWriter {
    func write(_ text: MessageTable.Text, into out: inout XMLOutput) {
        let start = Int(text.start)
        state.messages.text.withUnsafeBufferPointer { bytes in
            out.text(UnsafeBufferPointer(rebasing: bytes[start..<start + Int(text.count)]))
        }
    }

    func rare(_ row: MessageTable.Row, _ item: StoredItem) -> MessageTable.RareParts? {
        row.isRare ? state.messages.rareParts[item.content] : nil
    }

    func recipients(
        _ row: MessageTable.Row
    ) -> (to: ArraySlice<PartyNumber>, cc: ArraySlice<PartyNumber>, bcc: ArraySlice<PartyNumber>) {
        let to = Int(row.recipients)
        let cc = to + Int(row.to)
        let bcc = cc + Int(row.cc)
        let parties = state.messages.parties
        return (parties[to..<cc], parties[cc..<bcc], parties[bcc..<bcc + Int(row.bcc)])
    }

    /// The subject without `Re:` and the like.
    func topic(_ row: MessageTable.Row) -> String {
        var subject = state.messages.string(row.subject)[...]
        while let colon = subject.firstIndex(of: ":"),
            ["re", "aw", "fw", "fwd", "wg"].contains(subject[..<colon].lowercased())
        {
            subject = subject[colon...].dropFirst().drop { $0 == " " }
        }
        return String(subject)
    }

    /// MS-OXOMSG 2.2.1.3: a reserved byte, five of time, a GUID.
    func conversationIndex(_ conversation: UInt32) -> [UInt8] {
        var bytes: [UInt8] = [0x01, 0xD4, 0x00, 0x00, 0x00, 0x00]
        var hash = conversation &* 0x9E37_79B1
        while bytes.count < 22 {
            hash = hash &* 1_664_525 &+ 1_013_904_223
            bytes.append(UInt8(truncatingIfNeeded: hash >> 24))
        }
        return bytes
    }

    func writeInReplyTo(_ row: MessageTable.Row, _ item: StoredItem, into out: inout XMLOutput) {
        if row.answers != MessageTable.none {
            out.raw("<t:InReplyTo>")
            write(state.messages.rows[Int(row.answers)].messageID, into: &out)
            out.raw("</t:InReplyTo>")
        } else if let foreign = rare(row, item)?.foreignInReplyTo {
            write("InReplyTo", foreign, into: &out)
        }
    }

    /// At most 20 references, the oldest first.
    func writeReferences(_ row: MessageTable.Row, _ item: StoredItem, into out: inout XMLOutput) {
        var chain: [MessageTable.Text] = []
        var answers = row.answers
        while answers != MessageTable.none, chain.count < 20 {
            chain.append(state.messages.rows[Int(answers)].messageID)
            answers = state.messages.rows[Int(answers)].answers
        }
        if chain.isEmpty {
            if let foreign = rare(row, item)?.foreignInReplyTo { write("References", foreign, into: &out) }
            return
        }
        out.raw("<t:References>")
        for (index, reference) in chain.reversed().enumerated() {
            if index > 0 { out.raw(" ") }
            write(reference, into: &out)
        }
        out.raw("</t:References>")
    }

    func writeHeaders(_ row: MessageTable.Row, into out: inout XMLOutput) {
        let all = state.messages.headerSets[Int(row.headers)]
        var chosen: [(String, String)] = []
        if shape.wantsAllHeaders {
            chosen = all.map { ($0.name, $0.value) }
            chosen.append(("Message-ID", state.messages.string(row.messageID)))
        } else {
            for (key, name) in shape.headers {
                if key == "message-id" {
                    chosen.append((name, state.messages.string(row.messageID)))
                } else if let header = all.first(where: { $0.name.lowercased() == key }) {
                    chosen.append((name, header.value))
                }
            }
        }
        guard !chosen.isEmpty else { return }
        out.raw("<t:InternetMessageHeaders>")
        for (name, value) in chosen {
            out.raw("<t:InternetMessageHeader HeaderName=\"")
            out.text(name)
            out.raw("\">")
            out.text(value)
            out.raw("</t:InternetMessageHeader>")
        }
        out.raw("</t:InternetMessageHeaders>")
    }

    /// Writes the extended properties that the mail has; others are left out, as Exchange does.
    func writeExtended(_ row: MessageTable.Row, _ item: StoredItem, into out: inout XMLOutput) {
        for field in shape.extended {
            guard let tag = field.tag, let property = MAPITag(rawValue: tag), property.type == field.type else {
                continue
            }
            if let value = value(of: property, row, item) { field.write(into: &out) { $0.text(value) } }
        }
    }

    private func value(of tag: MAPITag, _ row: MessageTable.Row, _ item: StoredItem) -> String? {
        switch tag {
        case .messageClass: return row.kind.itemClass
        case .subject: return state.messages.string(row.subject)
        case .conversationTopic, .normalizedSubject: return topic(row)
        case .transportHeaders:
            var text = ""
            for header in state.messages.headerSets[Int(row.headers)] { text += "\(header.name): \(header.value)\r\n" }
            guard row.messageID.count > 0 else { return text.isEmpty ? nil : text }
            return text + "Message-ID: \(state.messages.string(row.messageID))\r\n"
        case .senderSMTPAddress:
            return address(row.sender == MessageTable.none ? row.from : row.sender)
        case .sentRepresentingSMTPAddress: return address(row.from)
        case .messageSize: return String(row.size)
        case .messageFlags:
            // MSGFLAG_READ, MSGFLAG_UNSENT: MS-OXCMSG 2.2.1.6.
            return String((item.flags.contains(.read) ? 1 : 0) + (item.flags.contains(.draft) ? 8 : 0))
        case .internetMessageID: return row.messageID.count > 0 ? state.messages.string(row.messageID) : nil
        case .inReplyTo:
            guard row.answers != MessageTable.none else { return rare(row, item)?.foreignInReplyTo }
            return state.messages.string(state.messages.rows[Int(row.answers)].messageID)
        case .hasAttachment: return row.hasAttachments ? "true" : "false"
        }
    }

    private func address(_ party: UInt32) -> String? {
        party == MessageTable.none ? nil : state.parties[PartyNumber(value: party)].address
    }
}

/// The MAPI properties of mails that can be asked for by tag (MS-OXPROPS).
enum MAPITag: UInt16 {
    case messageClass = 0x001A
    case subject = 0x0037
    case conversationTopic = 0x0070
    case transportHeaders = 0x007D
    case messageFlags = 0x0E07
    case messageSize = 0x0E08
    case hasAttachment = 0x0E1B
    case normalizedSubject = 0x0E1D
    case internetMessageID = 0x1035
    case inReplyTo = 0x1042
    case senderSMTPAddress = 0x5D01
    case sentRepresentingSMTPAddress = 0x5D02

    /// The `PropertyType` of a request that fits.
    var type: String {
        switch self {
        case .messageFlags, .messageSize: "Integer"
        case .hasAttachment: "Boolean"
        default: "String"
        }
    }
}
