import XMLStream

/// Lists all folders below one, as they are now.
///
/// <https://learn.microsoft.com/exchange/client-developer/web-service-reference/findfolder-operation>
struct FindFolder: EWSOperation {
    struct Response: Hashable, Sendable {
        var folders: [Folder]
        var includesLastItemInRange: Bool
    }

    static let responseName = EWSName.findFolderResponse

    let folderShape = FolderShape(properties: Folder.properties + FolderContents.properties)
    let parentFolder: FolderReference

    func write(to writer: inout XMLWriter) {
        writer.element("m:FindFolder", ["Traversal": "Deep"]) { request in
            folderShape.write(to: &request)
            request.element("m:ParentFolderIds") { parentFolder.write(to: &$0) }
        }
    }

    func response(from messages: [ResponseMessage]) throws(EWSError) -> Response {
        let root = try single(messages).content(.rootFolder)
        guard let includesLast = root.flag(.includesLastItemInRange), let list = root.child(.folders, .types) else {
            throw .answer(.incomplete)
        }
        var folders: [Folder] = []
        for element in list.children {
            guard var folder = try Folder(element) else { continue }
            folder.contents = FolderContents(element)
            folders.append(folder)
        }
        return Response(folders: folders, includesLastItemInRange: includesLast)
    }
}
