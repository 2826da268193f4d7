import Synchronization

/// The latest sorted and filtered folder views, so that paging through a large folder sorts it once.
final class ViewCache: Sendable {
    struct Key: Hashable, Sendable {
        let folder: OperationContext.FolderReference
        let guid: String
        /// Positions in the folder's log are never used twice.
        let logCount: Int
        let query: ItemQuery
    }

    private let views = Mutex<[Key: [ItemNumber]]>([:])

    func view(_ key: Key, make: () -> [ItemNumber]) -> [ItemNumber] {
        if let view = views.withLock({ $0[key] }) { return view }
        let view = make()
        views.withLock { views in
            if views.count >= 64 { views.removeAll() }
            views[key] = view
        }
        return view
    }
}
