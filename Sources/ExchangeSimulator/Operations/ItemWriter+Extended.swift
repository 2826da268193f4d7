extension ItemWriter {
    /// Writes the extended properties that the mail has; others are left out, as Exchange does.
    func writeExtended(
        _ row: MessageTable.Row,
        _ number: ItemNumber,
        _ item: StoredItem,
        into out: inout XMLOutput
    ) {
        for field in shape.extended {
            if let name = field.headerName {
                if let value = header(name, row) { field.write(into: &out) { $0.text(value) } }
                continue
            }
            guard let property = field.tag.flatMap(MAPITag.init(rawValue:)), property.type == field.type else {
                continue
            }
            switch property {
            case .deliveryTime, .creationTime: field.write(into: &out) { $0.dateTime(Int(item.received)) }
            case .lastModificationTime: field.write(into: &out) { $0.dateTime(Int(item.modified)) }
            case .recordKey:
                let key = (0..<4).map { UInt8(truncatingIfNeeded: number.value >> (8 * $0)) }
                field.write(into: &out) { $0.raw(Base64.encode(key + mailbox.guid.utf8)) }
            case .articleNumber: field.write(into: &out) { $0.integer(Int(number.value) + 1) }
            case .messageSize: field.write(into: &out) { $0.integer(Int(row.size)) }
            case .sensitivity: field.write(into: &out) { $0.integer(Int(row.sensitivity.rawValue)) }
            case .messageFlags:
                // MSGFLAG_READ, MSGFLAG_UNSENT, MSGFLAG_HASATTACH: MS-OXCMSG 2.2.1.6.
                let flags =
                    (item.flags.contains(.read) ? 1 : 0) + (item.flags.contains(.draft) ? 8 : 0)
                    + (row.hasAttachments ? 16 : 0)
                field.write(into: &out) { $0.integer(flags) }
            case .hasAttachment: field.write(into: &out) { $0.boolean(row.hasAttachments) }
            default: if let text = text(of: property, row, item) { field.write(into: &out) { $0.text(text) } }
            }
        }
    }

    private func text(of tag: MAPITag, _ row: MessageTable.Row, _ item: StoredItem) -> String? {
        switch tag {
        case .messageClass: return row.kind.itemClass
        case .subject: return state.messages.string(row.subject)
        case .conversationTopic, .normalizedSubject: return topic(row)
        case .urlName: return topic(row).filter { $0 != "/" && $0 != ":" } + ".EML"
        case .transportHeaders:
            let headers = state.messages.headerSets[Int(row.headers)].map { "\($0.name): \($0.value)\r\n" }
            guard row.messageID.count > 0 else { return headers.isEmpty ? nil : headers.joined() }
            return headers.joined() + "Message-ID: \(state.messages.string(row.messageID))\r\n"
        case .senderSMTPAddress: return address(row.sender == MessageTable.none ? row.from : row.sender)
        case .sentRepresentingSMTPAddress: return address(row.from)
        case .internetMessageID: return row.messageID.count > 0 ? state.messages.string(row.messageID) : nil
        case .inReplyTo:
            guard row.answers != MessageTable.none else { return rare(row, item)?.foreignInReplyTo }
            return state.messages.string(state.messages.rows[Int(row.answers)].messageID)
        default: return nil
        }
    }

    private func address(_ party: UInt32) -> String? {
        party == MessageTable.none ? nil : state.parties[PartyNumber(value: party)].address
    }

    /// The value of a transport header, whatever the case of its name.
    private func header(_ name: String, _ row: MessageTable.Row) -> String? {
        let wanted = name.lowercased()
        if wanted == "message-id" { return row.messageID.count > 0 ? state.messages.string(row.messageID) : nil }
        return state.messages.headerSets[Int(row.headers)].first { $0.name.lowercased() == wanted }?.value
    }
}
