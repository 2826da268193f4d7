import Connector
import MailboxReading

/// How far the list of a mailbox's folders has come; kept in the listing's cursor, as the tree is needed whole.
struct FolderListing: Codable, Sendable {
    enum Step: String, Codable {
        /// Below `msgfolderroot`.
        case primary
        /// Below `archivemsgfolderroot`.
        case archive
        /// The well-known folders that the hierarchy did not name.
        case names
    }

    private(set) var step: Step
    /// Of `step`.
    var syncState: String?
    private(set) var folders: [Folder] = []

    init(step: Step = .primary) {
        self.step = step
    }

    mutating func take(_ page: SyncFolderHierarchy.Response) {
        var news = PageNews<Folder?>()
        for folder in folders + page.folders { news.add(folder, about: folder.folderID) }
        for id in page.deleted { news.add(nil, about: id) }
        folders = news.words.compactMap(\.self)
    }

    /// By the names that the hierarchy gave them.
    var namedFolders: [DistinguishedFolder: Set<String>] {
        folders.reduce(into: [:]) { ids, folder in
            guard let name = folder.distinguishedFolderID.flatMap({ DistinguishedFolder(rawValue: $0) }) else { return }
            ids[name, default: []].insert(folder.folderID)
        }
    }

    /// The listing after its first step has ended.
    var names: FolderListing {
        var listing = self
        listing.step = .names
        listing.syncState = nil
        return listing
    }
}
