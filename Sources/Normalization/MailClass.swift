/// What an item in a mail folder is, by all that says so.
///
/// <https://learn.microsoft.com/office/vba/outlook/concepts/forms/item-types-and-message-classes>
enum MailClass {
    case mail, automated
    case other(Normalized.Reason)

    /// The first entry that is the class or an ancestor of it decides; what is not listed is mail, as custom forms are.
    private static let table: [(name: String, meaning: MailClass)] = [
        ("ipm.schedule.meeting.resp", .automated),
        ("ipm.schedule.meeting", .other(.meetingMessage)),
        ("report", .other(.report)),
        ("ipm.recall.report", .other(.report)),
        ("ipm.note.rules.ooftemplate", .automated),
        ("ipm.note.rules.externalooftemplate", .automated),
        ("ipm.note.rules.replytemplate", .automated),
        ("ipm.note.storagequotawarning", .automated),
        ("ipm.outlook.recall", .automated),
        ("ipm.note.microsoft.conversation", .other(.notMail)),
        ("ipm.skypeteams", .other(.notMail)),
        ("ipm.appointment", .other(.notMail)),
        ("ipm.contact", .other(.notMail)),
        ("ipm.distlist", .other(.notMail)),
        ("ipm.stickynote", .other(.notMail)),
        ("ipm.task", .other(.notMail)),
        ("ipm.activity", .other(.notMail)),
        ("ipm.post", .other(.notMail)),
        ("ipm.document", .other(.notMail)),
    ]

    /// - Parameters:
    ///   - itemClass: the vendor's; that of plain mail where it is not to be had.
    ///   - contentType: of the whole mail. Receipts and bounces are `multipart/report` (RFC 6522), whatever it reports.
    init(_ itemClass: String, contentType: String? = nil) {
        if let contentType, Self.isReport(contentType) {
            self = .other(.report)
        } else if itemClass.utf8.elementsEqual("IPM.Note".utf8) {
            self = .mail
        } else {
            let bytes = itemClass.utf8.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }
            self = Self.table.first { Self.isSame(bytes, orBelow: $0.name) }?.meaning ?? .mail
        }
    }

    private static func isReport(_ contentType: String) -> Bool {
        let type = contentType.utf8.lazy.filter { $0 > 0x20 }.prefix {
            $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: "(")
        }
        return type.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }.elementsEqual("multipart/report".utf8)
    }

    private static func isSame(_ bytes: [UInt8], orBelow name: String) -> Bool {
        bytes.starts(with: name.utf8)
            && (bytes.count == name.utf8.count || bytes[name.utf8.count] == UInt8(ascii: "."))
    }
}
