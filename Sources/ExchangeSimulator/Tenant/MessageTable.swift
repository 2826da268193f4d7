/// All mails of a tenant in compact form: each once, however many mailboxes have a copy.
///
/// A mail takes about 64 bytes besides its subject and message id.
package struct MessageTable: Sendable {
    struct Text: Sendable {
        var start: UInt32
        var count: UInt16
    }

    struct Row: Sendable {
        var messageID: Text
        var subject: Text
        /// To, then Cc, then Bcc, from here on in `parties`.
        var recipients: UInt32
        var to: UInt16
        var cc: UInt16
        var bcc: UInt16
        /// Place in `headerSets`.
        var headers: UInt32
        /// `none` for nobody.
        var from: UInt32
        var sender: UInt32
        /// Seconds since 1970.
        var sent: UInt32
        var conversation: UInt32
        /// Message number or `none`.
        var answers: UInt32
        var size: UInt32
        var kind: SimulatedMessage.Kind
        var importance: SimulatedMessage.Importance
        var sensitivity: SimulatedMessage.Sensitivity
        var hasAttachments: Bool
        /// Whether there is an entry in `rareParts`.
        var isRare: Bool
    }

    /// What few mails have.
    struct RareParts: Sendable {
        var replyTo: [PartyNumber]
        var foreignInReplyTo: String?
        var categories: [String]
        var meeting: SimulatedMessage.Meeting?

        var isEmpty: Bool { replyTo.isEmpty && foreignInReplyTo == nil && categories.isEmpty && meeting == nil }
    }

    static let none = UInt32.max

    private(set) var rows: [Row] = []
    /// UTF-8 of all subjects and message ids.
    private(set) var text: [UInt8] = []
    private(set) var parties: [PartyNumber] = []
    private(set) var headerSets: [[SimulatedMessage.Header]] = [[]]
    private(set) var rareParts: [UInt32: RareParts] = [:]
    private var headerSetNumbers: [[SimulatedMessage.Header]: UInt32] = [[]: 0]

    package init() {}

    package var count: Int { rows.count }

    /// Reads a mail back as it was added.
    package subscript(number: MessageNumber) -> SimulatedMessage {
        let row = rows[Int(number.value)]
        let recipients = Int(row.recipients)
        let toEnd = recipients + Int(row.to)
        let ccEnd = toEnd + Int(row.cc)
        var message = SimulatedMessage(
            kind: row.kind,
            subject: string(row.subject),
            messageID: string(row.messageID),
            from: row.from == Self.none ? nil : PartyNumber(value: row.from),
            to: Array(parties[recipients..<toEnd]),
            cc: Array(parties[toEnd..<ccEnd]),
            bcc: Array(parties[ccEnd..<ccEnd + Int(row.bcc)]),
            sent: Int(row.sent),
            conversation: row.conversation,
            answers: row.answers == Self.none ? nil : MessageNumber(value: row.answers),
            size: Int(row.size)
        )
        message.sender = row.sender == Self.none ? nil : PartyNumber(value: row.sender)
        message.headers = headerSets[Int(row.headers)]
        message.importance = row.importance
        message.sensitivity = row.sensitivity
        message.hasAttachments = row.hasAttachments
        if row.isRare, let rare = rareParts[number.value] {
            message.replyTo = rare.replyTo
            message.foreignInReplyTo = rare.foreignInReplyTo
            message.categories = rare.categories
            message.meeting = rare.meeting
        }
        return message
    }

    /// Subjects and message ids are cut at 65,535 bytes, lists of recipients at 65,535 entries.
    package mutating func add(_ message: SimulatedMessage) -> MessageNumber {
        let number = UInt32(rows.count)
        let rare = RareParts(
            replyTo: message.replyTo,
            foreignInReplyTo: message.foreignInReplyTo,
            categories: message.categories,
            meeting: message.meeting
        )
        if !rare.isEmpty { rareParts[number] = rare }
        let recipients = UInt32(parties.count)
        for list in [message.to, message.cc, message.bcc] { parties += list.prefix(Int(UInt16.max)) }
        rows.append(
            Row(
                messageID: keep(message.messageID),
                subject: keep(message.subject),
                recipients: recipients,
                to: UInt16(clamping: message.to.count),
                cc: UInt16(clamping: message.cc.count),
                bcc: UInt16(clamping: message.bcc.count),
                headers: headerSet(message.headers),
                from: message.from?.value ?? Self.none,
                sender: message.sender?.value ?? Self.none,
                sent: UInt32(clamping: message.sent),
                conversation: message.conversation,
                answers: message.answers?.value ?? Self.none,
                size: UInt32(clamping: message.size),
                kind: message.kind,
                importance: message.importance,
                sensitivity: message.sensitivity,
                hasAttachments: message.hasAttachments,
                isRare: !rare.isEmpty
            )
        )
        return MessageNumber(value: number)
    }

    func string(_ text: Text) -> String {
        String(decoding: self.text[Int(text.start)..<Int(text.start) + Int(text.count)], as: UTF8.self)
    }

    private mutating func keep(_ string: String) -> Text {
        let start = UInt32(text.count)
        text += string.utf8.prefix(Int(UInt16.max))
        return Text(start: start, count: UInt16(text.count - Int(start)))
    }

    private mutating func headerSet(_ headers: [SimulatedMessage.Header]) -> UInt32 {
        if let number = headerSetNumbers[headers] { return number }
        let number = UInt32(headerSets.count)
        headerSets.append(headers)
        headerSetNumbers[headers] = number
        return number
    }
}
