/// Writes messages of one mailbox with what a client has selected.
struct MessageWriter: Sendable {
    let view: GraphMailbox
    let selection: MessageSelection

    /// Writes a whole entity.
    ///
    /// - Parameter context: For an answer that is nothing but this entity.
    func write(_ number: ItemNumber, _ item: StoredItem, context: String? = nil, into out: inout JSONOutput) {
        let row = view.state.messages.rows[Int(item.content)]
        out.object { out in
            if let context { out.member("@odata.context", context) }
            open(number, item, row, into: &out)
            for property in MessageProperty.allCases where selection.contains(property) {
                if property.isOfMeetings {
                    writeMeeting(property, of: row, item, into: &out)
                } else {
                    write(property, of: row, item, into: &out)
                }
            }
            writeExtended(row, into: &out)
        }
    }

    /// Writes what a delta tells when nothing but the flag for read has changed.
    func writeReadFlag(_ number: ItemNumber, _ item: StoredItem, into out: inout JSONOutput) {
        let row = view.state.messages.rows[Int(item.content)]
        out.object { out in
            open(number, item, row, into: &out)
            for property in [MessageProperty.parentFolderId, .isRead] where selection.contains(property) {
                write(property, of: row, item, into: &out)
            }
        }
    }

    /// Writes that an item is not in the folder any more.
    func writeRemoval(_ number: ItemNumber, into out: inout JSONOutput) {
        out.object { out in
            out.member("@odata.type", "#microsoft.graph.message")
            out.member("id", view.ids.text(number))
            out.key("@removed")
            out.object { $0.member("reason", "deleted") }
        }
    }

    private func open(_ number: ItemNumber, _ item: StoredItem, _ row: MessageTable.Row, into out: inout JSONOutput) {
        // Plain messages need no type: it is that of the collection.
        if row.kind.entityType != "message" { out.member("@odata.type", "#microsoft.graph." + row.kind.entityType) }
        out.member("@odata.etag", "W/\"\(Self.changeKey(item))\"")
        out.member("id", view.ids.text(number))
    }

    private func write(
        _ property: MessageProperty,
        of row: MessageTable.Row,
        _ item: StoredItem,
        into out: inout JSONOutput
    ) {
        let messages = view.state.messages
        switch property {
        case .createdDateTime: out.member("createdDateTime", instant: Int(item.received))
        case .lastModifiedDateTime: out.member("lastModifiedDateTime", instant: Int(item.modified))
        case .changeKey: out.member("changeKey", Self.changeKey(item))
        case .categories:
            out.key("categories")
            out.array { out in
                for category in rare(row, item)?.categories ?? [] { out.string(category) }
            }
        case .receivedDateTime: out.member("receivedDateTime", instant: Int(item.received))
        case .sentDateTime: out.member("sentDateTime", instant: Int(row.sent))
        case .hasAttachments: out.member("hasAttachments", row.hasAttachments)
        case .internetMessageId:
            out.member("internetMessageId", row.messageID.count > 0 ? messages.string(row.messageID) : nil)
        case .subject: out.member("subject", messages.string(row.subject))
        case .bodyPreview: out.member("bodyPreview", Self.text)
        case .importance: out.member("importance", row.importance.name.lowercased())
        case .parentFolderId: out.member("parentFolderId", view.ids.text(FolderNumber(value: item.folder)))
        case .conversationId: out.member("conversationId", view.ids.text(conversation: row.conversation))
        case .conversationIndex:
            out.member(
                "conversationIndex",
                String(decoding: Base64.encode(messages.conversationIndex(of: item.content)), as: UTF8.self)
            )
        case .isDeliveryReceiptRequested: out.member("isDeliveryReceiptRequested", nil)
        case .isReadReceiptRequested: out.member("isReadReceiptRequested", false)
        case .isRead: out.member("isRead", item.flags.contains(.read))
        case .isDraft: out.member("isDraft", item.flags.contains(.draft))
        case .webLink: out.member("webLink", "https://outlook.office365.com/owa/?viewmodel=ReadMessageItem")
        case .inferenceClassification: out.member("inferenceClassification", isBulk(row) ? "other" : "focused")
        case .internetMessageHeaders: writeHeaders(row, item, into: &out)
        case .body:
            out.key("body")
            out.object { out in
                out.member("contentType", "text")
                out.member("content", Self.text)
            }
        case .flag:
            out.key("flag")
            out.object { $0.member("flagStatus", "notFlagged") }
        default: writeParties(property, of: row, item, into: &out)
        }
    }

    func rare(_ row: MessageTable.Row, _ item: StoredItem) -> MessageTable.RareParts? {
        row.isRare ? view.state.messages.rareParts[item.content] : nil
    }

    private func writeExtended(_ row: MessageTable.Row, into out: inout JSONOutput) {
        guard selection.extendedBits != 0 else { return }
        out.key("singleValueExtendedProperties")
        out.array { out in
            for property in MessageSelection.Extended.allCases where selection.contains(property) {
                out.object { out in
                    switch property {
                    case .messageClass:
                        out.member("id", "String 0x1a")
                        out.member("value", row.kind.itemClass)
                    case .sensitivity:
                        out.member("id", "Integer 0x36")
                        out.member("value", String(row.sensitivity.rawValue))
                    }
                }
            }
        }
    }

    /// Differs after every change.
    static func changeKey(_ item: StoredItem) -> String {
        var bytes: [UInt8] = [0x09, 0x00, 0x00, 0x00, 0x16, 0x00, 0x00, 0x00, item.version]
        bytes += [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: item.lastChange >> ($0 as UInt32)) }
        return String(decoding: Base64.encode(bytes + [0x5A, 0x0C, 0x33]), as: UTF8.self)
    }

    private static let text = "This body is simulated."
}
