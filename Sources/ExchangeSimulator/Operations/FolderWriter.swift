/// Writes folders of one mailbox in one shape.
struct FolderWriter: Sendable {
    let mailbox: SimulatedMailbox
    let shape: FolderShape
    private let items: ItemWriter
    private let childCounts: [FolderNumber: Int]

    init(state: TenantState, mailbox: TenantState.MailboxNumber, shape: FolderShape) {
        self.mailbox = state[mailbox]
        self.shape = shape
        items = ItemWriter(state: state, mailbox: mailbox, shape: ItemShape(nil, audience: .listing))
        var counts: [FolderNumber: Int] = [:]
        for folder in self.mailbox.folders where !folder.isRemoved {
            if let parent = folder.parent { counts[parent, default: 0] += 1 }
        }
        childCounts = counts
    }

    func write(_ number: FolderNumber, into out: inout XMLOutput) {
        let folder = mailbox[number]
        let tag = Self.tag(of: folder)
        out.raw("<t:")
        out.raw(tag)
        out.raw(">")
        writeID(number, into: &out)
        for property in shape.properties { write(property, of: folder, number, into: &out) }
        out.raw("</t:")
        out.raw(tag)
        out.raw(">")
    }

    func writeID(_ number: FolderNumber, into out: inout XMLOutput) {
        items.writeFolderID("FolderId", number, into: &out)
    }

    private static func tag(of folder: SimulatedFolder) -> StaticString {
        if folder.isSearch { return "SearchFolder" }
        if folder.folderClass.hasPrefix("IPF.Appointment") { return "CalendarFolder" }
        if folder.folderClass.hasPrefix("IPF.Contact") { return "ContactsFolder" }
        return folder.folderClass.hasPrefix("IPF.Task") ? "TasksFolder" : "Folder"
    }

    private func write(
        _ property: FolderShape.Property,
        of folder: SimulatedFolder,
        _ number: FolderNumber,
        into out: inout XMLOutput
    ) {
        switch property {
        case .parentFolder:
            // The parent of a root is nothing that a client can open; Exchange names the root itself.
            items.writeFolderID("ParentFolderId", folder.parent ?? number, into: &out)
        case .folderClass:
            if !folder.folderClass.isEmpty { items.write("FolderClass", folder.folderClass, into: &out) }
        case .displayName: items.write("DisplayName", folder.displayName, into: &out)
        case .totalCount: items.write("TotalCount", integer: folder.itemCount, into: &out)
        case .childFolderCount: items.write("ChildFolderCount", integer: childCounts[number] ?? 0, into: &out)
        case .extended: writeExtended(folder, number, into: &out)
        case .effectiveRights:
            out.raw(
                """
                <t:EffectiveRights><t:CreateAssociated>true</t:CreateAssociated><t:CreateContents>true\
                </t:CreateContents><t:CreateHierarchy>true</t:CreateHierarchy><t:Delete>true</t:Delete>\
                <t:Modify>true</t:Modify><t:Read>true</t:Read><t:ViewPrivateItems>true</t:ViewPrivateItems>\
                </t:EffectiveRights>
                """
            )
        case .distinguished:
            if let name = folder.distinguished { items.write("DistinguishedFolderId", name.rawValue, into: &out) }
        case .unreadCount:
            let hasCount = !["CalendarFolder", "ContactsFolder"].contains(Self.tag(of: folder).description)
            if hasCount { items.write("UnreadCount", integer: folder.unreadCount, into: &out) }
        }
    }

    private func writeExtended(_ folder: SimulatedFolder, _ number: FolderNumber, into out: inout XMLOutput) {
        for field in shape.extended {
            // Container class, display name, content count, unread count, subfolders, time of the last change,
            // deletions.
            switch (field.tag, field.type) {
            case (0x3613, "String"): field.write(into: &out) { $0.text(folder.folderClass) }
            case (0x3001, "String"): field.write(into: &out) { $0.text(folder.displayName) }
            case (0x3602, "Integer"): field.write(into: &out) { $0.integer(folder.itemCount) }
            case (0x3603, "Integer"): field.write(into: &out) { $0.integer(folder.unreadCount) }
            case (0x360A, "Boolean"): field.write(into: &out) { $0.boolean(childCounts[number] ?? 0 > 0) }
            case (0x670A, "SystemTime"):
                // A folder that nothing ever happened in has none.
                guard let time = folder.log.lastCommit else { continue }
                field.write(into: &out) { $0.dateTime(time) }
            case (0x670B, "Integer"): field.write(into: &out) { $0.integer(folder.log.deletedCount) }
            default: continue
            }
        }
    }
}
