import Connector

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

    /// Ids of the folders at the top of what is left out.
    let excluded: Set<String>
    /// Ids of Deleted Items, of mailbox and archive.
    let deletedItems: Set<String>

    func chosen(from folders: [Folder]) -> [Chosen] {
        let parents = Dictionary(folders.map { ($0.folderID, $0.parentFolderID) }) { first, _ in first }
        let feeds = folders.filter { Self.hasClass($0, "ipf.note.outlookhomepage") }.map(\.folderID)
        let top = excluded.union(feeds)
        return folders.compactMap { folder in
            guard let kind = Self.kind(of: folder) else { return nil }
            let path = Self.path(to: folder.folderID, parents: parents)
            guard top.isDisjoint(with: path), kind == .mail || deletedItems.isDisjoint(with: path) else { return nil }
            return Chosen(kind: kind, folderID: folder.folderID)
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

    /// The folder and those above it, as far as they are known; a circle ends where it began.
    private static func path(to folderID: String, parents: [String: String?]) -> Set<String> {
        var path: Set<String> = []
        var next: String? = folderID
        while let id = next, path.insert(id).inserted { next = parents[id] ?? nil }
        return path
    }
}
