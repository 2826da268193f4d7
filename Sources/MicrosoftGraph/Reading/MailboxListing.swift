import Connector
import MailboxReading

/// How far the list of a mailbox's calendars and folders has come; kept in the listing's cursor, as the tree of folders
/// is needed whole.
struct MailboxListing: Codable, Sendable {
    enum Step: String, Codable {
        case folders
        /// The ids of well-known folders, one after the other.
        case names
        case calendars
    }

    /// What is kept of a folder.
    struct Entry: Codable, Sendable {
        let id: String
        let parent: String?
        let isHidden: Bool
        let isSearchFolder: Bool
    }

    var step: Step
    /// As it came; nil at the beginning of a step.
    var link: String?
    /// Those that earlier pages told.
    private(set) var calendars: [String] = []
    /// Of what every mailbox has: its default calendar.
    var hasDefaultCalendar = false
    private(set) var folders: [String: Entry] = [:]
    /// Well-known folders that are still to be asked for.
    var names: [WellKnownFolder] = []
    /// Ids of well-known folders; a name without id is not there.
    var ids: [WellKnownFolder.RawValue: String] = [:]
    /// Well-known folders that may be there, but nobody can tell which they are.
    private(set) var unidentified: [WellKnownFolder.RawValue] = []

    /// - Parameter names: those that are to be asked for after the folders.
    init(step: Step = .folders, names: [WellKnownFolder] = []) {
        self.step = step
        self.names = names
    }

    mutating func take(_ calendars: [GraphCalendar]) {
        for calendar in calendars where !self.calendars.contains(calendar.id) { self.calendars.append(calendar.id) }
    }

    /// Notes that `name` may be there, but not which folder it is; what surely is another one is to be asked for.
    ///
    /// - Parameter asked: what was asked for already, or will be.
    mutating func noteUnidentified(_ name: WellKnownFolder, asked: Set<WellKnownFolder>) {
        if unidentified.isEmpty { names += WellKnownFolder.anchors.subtracting(asked).sorted() }
        unidentified.append(name.rawValue)
    }

    mutating func take(_ folder: GraphFolder) {
        folders[folder.id] =
            folder.isRemoved
            ? nil
            : Entry(
                id: folder.id,
                parent: folder.parentFolderID,
                isHidden: folder.isHidden,
                isSearchFolder: folder.isSearchFolder
            )
    }

    /// Everything but what is excluded, hidden, or below that; and search folders, which hold nothing of their own.
    ///
    /// Where an excluded folder could not be told from the others, only what surely is another one: well-known folders
    /// lie side by side.
    func chosenFolders(excluding excluded: Set<WellKnownFolder>) -> [String] {
        let tree = FolderTree(folders.values.map { ($0.id, $0.parent) })
        let leftOut = Set(excluded.compactMap { ids[$0.rawValue] } + folders.values.filter(\.isHidden).map(\.id))
        let isUncertain = excluded.contains { unidentified.contains($0.rawValue) }
        let certain = Set(WellKnownFolder.anchors.compactMap { ids[$0.rawValue] })
        return folders.values.filter { folder in
            !folder.isSearchFolder && !tree.isInside(folder.id, of: leftOut)
                && (!isUncertain || tree.isInside(folder.id, of: certain))
        }.map(\.id)
    }

    /// Whether the inbox, which every mailbox has, is among the folders.
    var hasInbox: Bool {
        unidentified.contains(WellKnownFolder.inbox.rawValue)
            || ids[WellKnownFolder.inbox.rawValue].map { folders[$0] != nil } ?? false
    }
}
