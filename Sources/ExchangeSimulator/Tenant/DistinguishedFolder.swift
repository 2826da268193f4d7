/// The folders that Exchange makes in every mailbox, with their `DistinguishedFolderIdName`.
///
/// <https://learn.microsoft.com/exchange/client-developer/web-service-reference/distinguishedfolderid>
package enum DistinguishedFolder: String, Hashable, Sendable, CaseIterable {
    case root, msgfolderroot
    case inbox, sentitems, deleteditems, drafts, outbox, junkemail, conversationhistory
    case calendar, contacts, tasks, notes, journal
    case searchfolders
    case recoverableitemsroot, recoverableitemsdeletions, recoverableitemspurges
    case archiveroot, archivemsgfolderroot, archivedeleteditems, archiverecoverableitemsroot

    package var isInArchive: Bool {
        switch self {
        case .archiveroot, .archivemsgfolderroot, .archivedeleteditems, .archiverecoverableitemsroot: true
        default: false
        }
    }

    var parent: DistinguishedFolder? {
        switch self {
        case .root, .archiveroot: nil
        case .msgfolderroot, .searchfolders, .recoverableitemsroot: .root
        case .recoverableitemsdeletions, .recoverableitemspurges: .recoverableitemsroot
        case .archivemsgfolderroot, .archiverecoverableitemsroot: .archiveroot
        case .archivedeleteditems: .archivemsgfolderroot
        default: .msgfolderroot
        }
    }

    /// The name in an English mailbox.
    package var englishName: String {
        switch self {
        case .root, .archiveroot: "root"
        case .msgfolderroot, .archivemsgfolderroot: "Top of Information Store"
        case .inbox: "Inbox"
        case .sentitems: "Sent Items"
        case .deleteditems, .archivedeleteditems: "Deleted Items"
        case .drafts: "Drafts"
        case .outbox: "Outbox"
        case .junkemail: "Junk Email"
        case .conversationhistory: "Conversation History"
        case .calendar: "Calendar"
        case .contacts: "Contacts"
        case .tasks: "Tasks"
        case .notes: "Notes"
        case .journal: "Journal"
        case .searchfolders: "Finder"
        case .recoverableitemsroot, .archiverecoverableitemsroot: "Recoverable Items"
        case .recoverableitemsdeletions: "Deletions"
        case .recoverableitemspurges: "Purges"
        }
    }

    var folderClass: String {
        switch self {
        case .inbox, .sentitems, .deleteditems, .drafts, .outbox, .junkemail, .conversationhistory,
            .archivedeleteditems:
            "IPF.Note"
        case .calendar: "IPF.Appointment"
        case .contacts: "IPF.Contact"
        case .tasks: "IPF.Task"
        case .notes: "IPF.StickyNote"
        case .journal: "IPF.Journal"
        case .root, .msgfolderroot, .searchfolders, .recoverableitemsroot, .recoverableitemsdeletions,
            .recoverableitemspurges, .archiveroot, .archivemsgfolderroot, .archiverecoverableitemsroot:
            ""
        }
    }
}
