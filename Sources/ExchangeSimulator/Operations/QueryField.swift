import XMLStream

/// A field that can be searched and sorted by.
enum QueryField: Hashable, Sendable {
    case received, sent, created, modified, subject, itemClass, size, isRead, hasAttachments, messageID
    case start, end, from, importance, articleNumber

    /// Nil for a field that the simulator cannot search.
    init?(_ path: XMLElement) {
        if path.requestName == .ExtendedFieldURI {
            switch ExtendedField(path)?.tag {
            case 0x001A: self = .itemClass
            case 0x0037: self = .subject
            case 0x0039: self = .sent
            case 0x0E08: self = .size
            case 0x0E1B: self = .hasAttachments
            case 0x0E06: self = .received
            case 0x0E23: self = .articleNumber
            case 0x3007: self = .created
            case 0x3008: self = .modified
            case 0x1035: self = .messageID
            default: return nil
            }
            return
        }
        switch path.attribute(.FieldURI) {
        case "item:DateTimeReceived": self = .received
        case "item:DateTimeSent": self = .sent
        case "item:DateTimeCreated": self = .created
        case "item:LastModifiedTime": self = .modified
        case "item:Subject": self = .subject
        case "item:ItemClass": self = .itemClass
        case "item:Size": self = .size
        case "item:HasAttachments": self = .hasAttachments
        case "item:Importance": self = .importance
        case "message:IsRead": self = .isRead
        case "message:InternetMessageId": self = .messageID
        case "message:From": self = .from
        case "calendar:Start": self = .start
        case "calendar:End": self = .end
        default: return nil
        }
    }
}

/// A field's value; values of one field are of one kind.
enum QueryValue: Hashable, Comparable, Sendable {
    case number(Int)
    case text(String)

    /// - Parameter text: A constant of a request: a time, a number, a truth value or text.
    init(_ text: String, for field: QueryField) {
        switch field {
        case .subject, .itemClass, .messageID, .from: self = .text(text)
        case .isRead, .hasAttachments: self = .number(text == "true" || text == "1" ? 1 : 0)
        case .importance: self = .number(["Low": 0, "Normal": 1, "High": 2][text] ?? 1)
        case .size, .articleNumber: self = .number(Int(text) ?? 0)
        case .received, .sent, .created, .modified, .start, .end: self = .number(RequestTime.seconds(text) ?? 0)
        }
    }
}

/// Reads the fields of one mailbox's items.
struct QueryReader: Sendable {
    let state: TenantState
    let mailbox: SimulatedMailbox

    func value(of field: QueryField, _ number: ItemNumber) -> QueryValue {
        let item = mailbox.items[Int(number.value)]
        switch field {
        case .articleNumber: return .number(Int(number.value) + 1)
        case .received: return .number(Int(item.received))
        case .created: return .number(Int(item.received))
        case .modified: return .number(Int(item.modified))
        case .isRead: return .number(item.flags.contains(.read) ? 1 : 0)
        default: break
        }
        guard !item.flags.contains(.event) else { return value(of: field, mailbox.events[Int(item.content)]) }
        let row = state.messages.rows[Int(item.content)]
        switch field {
        case .sent: return .number(Int(row.sent))
        case .subject: return .text(state.messages.string(row.subject))
        case .itemClass: return .text(row.kind.itemClass)
        case .size: return .number(Int(row.size))
        case .hasAttachments: return .number(row.hasAttachments ? 1 : 0)
        case .messageID: return .text(state.messages.string(row.messageID))
        case .importance: return .number(Int(row.importance.rawValue))
        case .from:
            guard row.from != MessageTable.none else { return .text("") }
            return .text(state.parties[PartyNumber(value: row.from)].name)
        default: return .number(0)
        }
    }

    private func value(of field: QueryField, _ event: SimulatedEvent) -> QueryValue {
        switch field {
        case .start: .number(event.start)
        case .end: .number(event.end)
        case .subject: .text(event.subject)
        case .itemClass: .text("IPM.Appointment")
        case .importance: .number(Int(event.importance.rawValue))
        case .messageID, .from: .text("")
        default: .number(0)
        }
    }
}
