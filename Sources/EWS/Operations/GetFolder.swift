import XMLStream

/// Reads folders by name or id.
///
/// <https://learn.microsoft.com/exchange/client-developer/web-service-reference/getfolder-operation>
struct GetFolder: EWSOperation {
    static let responseName = EWSName.getFolderResponse

    let folderShape = FolderShape(properties: Folder.properties)
    let folders: [FolderReference]

    func write(to writer: inout XMLWriter) {
        writer.element("m:GetFolder") { request in
            folderShape.write(to: &request)
            request.element("m:FolderIds") { list in
                for folder in folders { folder.write(to: &list) }
            }
        }
    }

    /// A folder or a failure for each one asked for, in the same order.
    func response(from messages: [ResponseMessage]) throws(EWSError) -> [Result<Folder, ResponseFailure>] {
        guard messages.count == folders.count else { throw .answer(.incomplete) }
        var results: [Result<Folder, ResponseFailure>] = []
        for message in messages {
            if message.responseClass == .error {
                results.append(.failure(message.failure))
                continue
            }
            var found: Folder?
            for element in try message.content(.folders).children { found = try Folder(element) ?? found }
            guard let found else { throw .answer(.incomplete) }
            results.append(.success(found))
        }
        return results
    }
}
