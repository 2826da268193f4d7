/// What a vendor's item class says about an item in a mail folder.
///
/// <https://learn.microsoft.com/office/vba/outlook/concepts/forms/item-types-and-message-classes>
enum MailClass {
    case mail, automated
    case other(Normalized.Reason)

    /// The first entry that is the class or an ancestor of it decides; what is not listed is mail, as custom forms are.
    private static let table: [(prefix: String, meaning: MailClass)] = [
        ("ipm.schedule.meeting.resp", .automated),
        ("ipm.schedule.meeting", .other(.meetingMessage)),
        ("report", .other(.report)),
        ("ipm.note.rules.ooftemplate", .automated),
        ("ipm.note.rules.replytemplate", .automated),
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

    init(_ itemClass: String) {
        let isOrdinary = itemClass.utf8.elementsEqual("IPM.Note".utf8)
        let name = isOrdinary ? "" : itemClass.lowercased() + "."
        self = isOrdinary ? .mail : Self.table.first { name.hasPrefix($0.prefix + ".") }?.meaning ?? .mail
    }
}
