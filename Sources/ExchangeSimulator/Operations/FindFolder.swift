import XMLStream

/// Documented at <https://learn.microsoft.com/exchange/client-developer/web-service-reference/findfolder-operation>.
enum FindFolder {
    static func answer(_ request: XMLElement, in context: OperationContext, into out: inout XMLOutput) {
        let shape = FolderShape(request.first(.FolderShape))
        let isDeep = request.attribute(.Traversal) == "Deep"
        let isOfDeleted = request.attribute(.Traversal) == "SoftDeleted"
        let paging = Paging(request.first(.IndexedPageFolderView), limit: 1_000)
        for element in request.first(.ParentFolderIds)?.children.map({ $0 }) ?? [] {
            do throws(Refusal) {
                let parent = try context.folder(element)
                let mailbox = context.state[parent.mailbox]
                let found = isOfDeleted ? [] : mailbox.folders(below: parent.folder, isDeep: isDeep)
                let page = paging.page(of: found.count)
                let writer = FolderWriter(state: context.state, mailbox: parent.mailbox, shape: shape)
                Envelope.writeSuccess(of: .findFolder, into: &out) { out in
                    page.writeRootFolder(into: &out) { out in
                        out.raw("<t:Folders>")
                        for folder in found[page.range] { writer.write(folder, into: &out) }
                        out.raw("</t:Folders>")
                    }
                }
            } catch {
                Envelope.write(error, as: .findFolder, into: &out)
            }
        }
    }
}

extension SimulatedMailbox {
    /// The subfolders of a folder, parents before children.
    func folders(below parent: FolderNumber, isDeep: Bool) -> [FolderNumber] {
        var found: [FolderNumber] = []
        for index in folders.indices where folders[index].parent == parent && !folders[index].isRemoved {
            let number = FolderNumber(value: UInt16(index))
            found.append(number)
            if isDeep { found += folders(below: number, isDeep: true) }
        }
        return found
    }
}
