import XMLStream

/// Documented at
/// <https://learn.microsoft.com/exchange/client-developer/web-service-reference/syncfolderhierarchy-operation>.
enum SyncFolderHierarchy {
    static func answer(_ request: XMLElement, in context: OperationContext, into out: inout XMLOutput) {
        do throws(Refusal) {
            let named = request.first(.SyncFolderId)?.children.first { _ in true }
            let root = try root(named, context)
            let mailbox = context.state[root.mailbox]
            var state = SyncState(
                kind: .hierarchy,
                folder: root.folder.value,
                isFolderNamed: named != nil,
                lower: 0,
                upper: 0,
                position: 0,
                round: 0
            )
            if let text = request.text(.SyncState), !text.isEmpty {
                let old = try SyncState.decode(text, kind: .hierarchy, for: mailbox)
                // The state belongs to the folder and to the way in which the request names it.
                guard old.folder == state.folder, old.isFolderNamed == state.isFolderNamed,
                    Int(old.lower) <= mailbox.hierarchyLog.count
                else { throw .invalidSyncState }
                state = old
            }
            let changes = changes(in: mailbox, below: root.folder, since: Int(state.lower))
            state.lower = UInt32(mailbox.hierarchyLog.count)
            state.round &+= 1
            let shape = FolderShape(request.first(.FolderShape))
            let writer = FolderWriter(state: context.state, mailbox: root.mailbox, shape: shape)
            let answered = state
            Envelope.writeSuccess(of: .syncFolderHierarchy, into: &out) { out in
                out.raw("<m:SyncState>")
                out.raw(answered.encoded(for: mailbox))
                out.raw("</m:SyncState><m:IncludesLastFolderInRange>true</m:IncludesLastFolderInRange><m:Changes>")
                for change in changes { write(change, writer, into: &out) }
                out.raw("</m:Changes>")
            }
        } catch {
            Envelope.write(error, as: .syncFolderHierarchy, into: &out) { out in
                out.raw("<m:SyncState/><m:IncludesLastFolderInRange>true</m:IncludesLastFolderInRange>")
            }
        }
    }

    private static func root(
        _ named: XMLElement?,
        _ context: OperationContext
    ) throws(Refusal) -> OperationContext.FolderReference {
        if let named {
            do throws(Refusal) {
                return try context.folder(named)
            } catch {
                throw error == .folderNotFound ? .syncFolderNotFound : error
            }
        }
        guard let mailbox = context.mailbox, let root = context.state[mailbox].number(of: .msgfolderroot) else {
            throw .missingAddress
        }
        return OperationContext.FolderReference(mailbox: mailbox, folder: root)
    }

    /// One change for each folder: what happened to it since `position`, taken together.
    private static func changes(
        in mailbox: SimulatedMailbox,
        below root: FolderNumber,
        since position: Int
    ) -> [SimulatedMailbox.HierarchyChange] {
        var order: [FolderNumber] = []
        var kinds: [FolderNumber: SimulatedMailbox.HierarchyChange.Kind] = [:]
        for change in mailbox.hierarchyLog[position...] {
            if kinds[change.folder] == nil { order.append(change.folder) }
            switch (kinds[change.folder], change.kind) {
            case (.create, .update): break
            // Who never heard of a folder needs no deletion; so with all of them in a first sync.
            case (.create, .delete): kinds[change.folder] = nil
            default: kinds[change.folder] = change.kind
            }
        }
        return order.compactMap { folder in
            guard let kind = kinds[folder], isFolder(folder, below: root, in: mailbox) else { return nil }
            return SimulatedMailbox.HierarchyChange(folder: folder, kind: kind)
        }
    }

    private static func isFolder(_ folder: FolderNumber, below root: FolderNumber, in mailbox: SimulatedMailbox) -> Bool
    {
        var parent = mailbox[folder].parent
        while let step = parent {
            if step == root { return true }
            parent = mailbox[step].parent
        }
        return false
    }

    private static func write(
        _ change: SimulatedMailbox.HierarchyChange,
        _ writer: FolderWriter,
        into out: inout XMLOutput
    ) {
        switch change.kind {
        case .create, .update:
            out.raw(change.kind == .create ? "<t:Create>" : "<t:Update>")
            writer.write(change.folder, into: &out)
            out.raw(change.kind == .create ? "</t:Create>" : "</t:Update>")
        case .delete:
            out.raw("<t:Delete>")
            writer.writeID(change.folder, into: &out)
            out.raw("</t:Delete>")
        }
    }
}
