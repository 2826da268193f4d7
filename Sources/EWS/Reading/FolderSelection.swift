import MailboxReading

/// Which folders are read as what.
///
/// Mail: class `IPF.Note` and below, `IPF.Imap` of migrated mailboxes, and folders without class, as some clients make
/// them. Calendars: `IPF.Appointment` and below. Left out with all that is below them: the excluded well-known folders
/// and feeds (`IPF.Note.OutlookHomepage`). Left out alone: search folders, which hold nothing of their own, and every
/// other class. Deleted Items and what is below counts as mail that was moved; calendars there count as deleted.
struct FolderSelection: Sendable {
    struct Chosen: Hashable, Sendable {
        let kind: FolderKind
        let folderID: String
    }

    private let folders: [Folder]
    private let tree: FolderTree
    /// At the top of what is left out.
    private let leftOut: Set<String>
    /// A folder to be left out could not be told from the others: only what surely is another one may be read, and
    /// well-known folders lie side by side.
    private let isUncertain: Bool
    /// Well-known folders that are read.
    private let anchors: Set<String>
    /// Of mailbox and archive.
    private let deletedItems: Set<String>

    init(_ folders: [Folder], _ known: WellKnownFolders, excluded: Set<DistinguishedFolder>) {
        let feeds = folders.filter { Self.hasClass($0, "ipf.note.outlookhomepage") }.map(\.folderID)
        self.folders = folders
        isUncertain = !excluded.isDisjoint(with: known.unidentified)
        deletedItems = known.ids[.deleteditems] ?? []
        tree = FolderTree(folders.map { ($0.folderID, $0.parentFolderID) })
        leftOut = excluded.reduce(into: Set(feeds)) { $0.formUnion(known.ids[$1] ?? []) }
        anchors = WellKnownFolders.anchors.reduce(into: []) { $0.formUnion(known.ids[$1] ?? []) }
    }

    var chosen: [Chosen] {
        folders.compactMap { folder in
            guard let kind = Self.kind(of: folder), !tree.isInside(folder.folderID, of: leftOut) else { return nil }
            switch kind {
            case .mail where isUncertain && !tree.isInside(folder.folderID, of: anchors): return nil
            case .calendar where tree.isInside(folder.folderID, of: deletedItems): return nil
            case .mail, .calendar: return Chosen(kind: kind, folderID: folder.folderID)
            }
        }
    }

    private static func kind(of folder: Folder) -> FolderKind? {
        switch folder.kind {
        case .searchFolder, .contactsFolder, .tasksFolder: return nil
        case .calendarFolder where folder.folderClass == nil: return .calendar
        case .folder where folder.folderClass == nil: return .mail
        case .folder, .calendarFolder:
            if hasClass(folder, "ipf.note") || hasClass(folder, "ipf.imap") { return .mail }
            return hasClass(folder, "ipf.appointment") ? .calendar : nil
        }
    }

    /// Classes are compared without regard to case, and a class includes those below it.
    private static func hasClass(_ folder: Folder, _ name: String) -> Bool {
        guard let folderClass = folder.folderClass?.lowercased() else { return false }
        return folderClass == name || folderClass.hasPrefix(name + ".")
    }
}
