import XMLStream

/// A folder of a mailbox.
///
/// <https://learn.microsoft.com/exchange/client-developer/web-service-reference/folder>
struct Folder: Hashable, Sendable, Codable {
    /// What the element that describes it is called.
    enum Kind: String, Hashable, Sendable, Codable {
        case folder, calendarFolder, contactsFolder, tasksFolder, searchFolder
    }

    /// For `FolderShape`.
    static let properties: [PropertyPath] = [
        .field("folder:ParentFolderId"), .field("folder:FolderClass"), .field("folder:DistinguishedFolderId"),
    ]

    let kind: Kind
    let folderID: String
    var parentFolderID: String?
    /// For example `IPF.Note`; nil if the server says nothing.
    var folderClass: String?
    /// Since Exchange 2013, and not from other makers' servers.
    var distinguishedFolderID: String?
    /// Only of folders that were asked for it.
    var contents = FolderContents()

    /// Nil if `element` is no folder.
    ///
    /// - Throws: `EWSError.answer` for a folder without id.
    init?(_ element: XMLElement) throws(EWSError) {
        guard element.namespace == EWSNamespace.types.rawValue else { return nil }
        switch element.ewsName {
        case .folder: kind = .folder
        case .calendarFolder: kind = .calendarFolder
        case .contactsFolder: kind = .contactsFolder
        case .tasksFolder: kind = .tasksFolder
        case .searchFolder: kind = .searchFolder
        default: return nil
        }
        var id: String?
        for child in element.typedChildren {
            switch child.ewsName {
            case .folderId: id = child.attribute(.id)
            case .parentFolderId: parentFolderID = child.attribute(.id)
            case .folderClass: folderClass = child.filledText
            case .distinguishedFolderId: distinguishedFolderID = child.filledText
            default: break
            }
        }
        guard let id, !id.isEmpty else { throw .answer(.incomplete) }
        folderID = id
    }

    init(
        _ kind: Kind,
        folderID: String,
        parentFolderID: String? = nil,
        folderClass: String? = nil,
        distinguishedFolderID: String? = nil
    ) {
        self.kind = kind
        self.folderID = folderID
        self.parentFolderID = parentFolderID
        self.folderClass = folderClass
        self.distinguishedFolderID = distinguishedFolderID
    }
}
