/// What has changed in one folder, by the log that SyncFolderItems goes by.
///
/// <https://learn.microsoft.com/graph/api/message-delta>
struct MessageDelta: Sendable {
    private let view: GraphMailbox
    private let folder: FolderNumber
    private var link: MessageDeltaLink

    /// - Throws: 400 for a wrong query or link, 404 for a folder that is gone, 410 for a link that is too old.
    init(_ name: String, of view: GraphMailbox) throws(GraphError) {
        do throws(GraphError) {
            folder = try view.ids.folder(name)
        } catch {
            throw error == .itemNotFound ? .syncFolderNotFound : error
        }
        guard !view.mailbox[folder].isSearch else { throw .invalidQuery }
        self.view = view
        if let token = view.query["skiptoken"] ?? view.query["deltatoken"] {
            link = try MessageDeltaLink(token, folder: folder, of: view)
        } else {
            link = try MessageDeltaLink(folder: folder, query: view.query, of: view)
        }
    }

    /// The next page.
    func answer() -> [UInt8] {
        let log = view.mailbox[folder].log
        var link = link
        link.begin(logCount: log.count)
        let range = Int(link.lower)..<Int(link.upper)
        var changes: [(change: FolderLog.Change, item: StoredItem)] = []
        while link.position > link.lower, changes.count < pageSize, !link.isCapped {
            link.position -= 1
            let item = view.mailbox.items[Int(log.entries[Int(link.position)].item)]
            guard let change = log.change(at: Int(link.position), in: range, lastChange: item.lastChange),
                tells(change, item)
            else { continue }
            changes.append((change, item))
            link.told += 1
        }
        // A full page is never the last one, though the next may be empty.
        let isLast = changes.count < pageSize && (link.position == link.lower || link.isCapped && changes.isEmpty)
        if isLast { link.finish() }
        let writer = MessageWriter(view: view, selection: link.selection)
        let url = "\(view.root)/users('\(view.user.text)')/mailFolders('\(view.ids.text(folder))')/messages/delta"
        let token = link.sealed(for: view)
        return view.page(
            context: "Collection(message)",
            link: isLast
                ? ("@odata.deltaLink", "\(url)?$deltatoken=\(token)")
                : ("@odata.nextLink", "\(url)?$skiptoken=\(token)")
        ) { out in
            for (change, item) in changes { write(change, item, writer, into: &out) }
        }
    }

    private var pageSize: Int { view.preference.pageSize ?? 10 }

    private func tells(_ change: FolderLog.Change, _ item: StoredItem) -> Bool {
        guard !item.flags.contains(.hidden), !item.flags.contains(.event) else { return false }
        switch change.kind {
        case .delete: return link.kinds.contains(.deleted) && !view.isBack(ItemNumber(value: change.item), in: folder)
        case .create, .update, .read:
            // What has left meanwhile is not there to be told of; the next round tells that it is gone.
            guard !item.flags.contains(.gone), link.filter.contains(item) else { return false }
            return link.kinds.contains(change.kind == .create ? .created : .updated)
        }
    }

    private func write(
        _ change: FolderLog.Change,
        _ item: StoredItem,
        _ writer: MessageWriter,
        into out: inout JSONOutput
    ) {
        let number = ItemNumber(value: change.item)
        switch change.kind {
        case .create, .update: writer.write(number, item, into: &out)
        case .read: writer.writeReadFlag(number, item, into: &out)
        case .delete: writer.writeRemoval(number, into: &out)
        }
    }
}
