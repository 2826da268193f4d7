import XMLStream

/// Lists the folders below a root, or what changed among them.
///
/// <https://learn.microsoft.com/exchange/client-developer/web-service-reference/syncfolderhierarchy-operation>
struct SyncFolderHierarchy: EWSOperation {
    struct Response: Hashable, Sendable {
        var syncState: String
        /// `IncludesLastFolderInRange`.
        var includesLast: Bool
        /// Those of `Create` and `Update`.
        var folders: [Folder]
        /// Those of `Delete`.
        var deleted: [String]
    }

    static let responseName = EWSName.syncFolderHierarchyResponse

    let folderShape = FolderShape(properties: Folder.properties)
    let syncFolder: FolderReference
    var syncState: String?

    func write(to writer: inout XMLWriter) {
        writer.element("m:SyncFolderHierarchy") { request in
            folderShape.write(to: &request)
            request.element("m:SyncFolderId") { syncFolder.write(to: &$0) }
            if let syncState { request.element("m:SyncState", text: syncState) }
        }
    }

    func response(from messages: [ResponseMessage]) throws(EWSError) -> Response {
        let message = try single(messages)
        let syncState = try message.content(.syncState).text
        guard !syncState.isEmpty else { throw .answer(.incomplete) }
        var response = Response(
            syncState: syncState,
            includesLast: try message.content(.includesLastFolderInRange).isTrue,
            folders: [],
            deleted: []
        )
        if let list = message.element.child(.changes, .messages) {
            for change in list.children { try Self.read(change, into: &response) }
        }
        return response
    }

    private static func read(_ change: XMLElement, into response: inout Response) throws(EWSError) {
        guard change.namespace == EWSNamespace.types.rawValue else { return }
        if change.ewsName == .delete {
            guard let id = change.child(.folderId, .types)?.attribute(.id) else { throw .answer(.incomplete) }
            response.deleted.append(id)
            return
        }
        for element in change.children {
            if let folder = try Folder(element) { response.folders.append(folder) }
        }
    }
}
