import XMLStream

/// Says which items of a folder changed since a state, ids only.
///
/// Recipients and bodies cannot be had here, and each property beyond the id costs the server another database call.
/// Occurrences of a series never appear; a changed one shows as an update of its master.
/// <https://learn.microsoft.com/exchange/client-developer/web-service-reference/syncfolderitems-operation>
struct SyncFolderItems: EWSOperation {
    /// What `MaxChangesReturned` may be.
    static let changesRange = 1...512

    struct Change: Hashable, Sendable {
        enum Kind: Hashable, Sendable {
            /// Or a kind that this code does not know: reading the item will tell.
            case createOrUpdate
            case delete
            case readFlagChange
        }

        let kind: Kind
        let itemID: String
    }

    struct Response: Hashable, Sendable {
        /// Not empty.
        var syncState: String
        var includesLastItemInRange: Bool
        /// Newest first since Exchange 2010 SP2, in other orders elsewhere.
        var changes: [Change]
    }

    static let responseName = EWSName.syncFolderItemsResponse

    let syncFolder: FolderReference
    var syncState: String?
    let maxChangesReturned: Int

    func write(to writer: inout XMLWriter) {
        writer.element("m:SyncFolderItems") { request in
            ItemShape.idOnly.write(to: &request)
            request.element("m:SyncFolderId") { syncFolder.write(to: &$0) }
            if let syncState { request.element("m:SyncState", text: syncState) }
            request.element("m:MaxChangesReturned", text: String(maxChangesReturned))
            request.element("m:SyncScope", text: "NormalItems")
        }
    }

    /// - Throws: `EWSError`. An error answer often has an empty `SyncState`, and so might any: it never gets out of
    ///   here.
    func response(from messages: [ResponseMessage]) throws(EWSError) -> Response {
        let message = try single(messages)
        let syncState = try message.content(.syncState).text
        guard !syncState.isEmpty else { throw .answer(.incomplete) }
        let includesLast = try message.content(.includesLastItemInRange).isTrue
        var changes: [Change] = []
        if let list = message.element.child(.changes, .messages) {
            for element in list.children { changes.append(try Self.change(element)) }
        }
        return Response(syncState: syncState, includesLastItemInRange: includesLast, changes: changes)
    }

    private static func change(_ element: XMLElement) throws(EWSError) -> Change {
        let kind: Change.Kind =
            switch element.ewsName {
            case .delete: .delete
            case .readFlagChange: .readFlagChange
            default: .createOrUpdate
            }
        // Deletions and read flags have the id themselves, the others have an item around it.
        let owner = element.child(.itemId, .types) ?? element.children.first { _ in true }?.child(.itemId, .types)
        guard let id = owner?.attribute(.id), !id.isEmpty else { throw .answer(.incomplete) }
        return Change(kind: kind, itemID: id)
    }
}
