import Connector
import Interactions

/// Reads one mail folder; the cursor is the `SyncState` as it came.
struct MailFolderReader: Sendable {
    let folder: FolderSync
    let records: SourceItemReader

    /// - Throws: `SourceError`, or `CancellationError`.
    func changes(after cursor: Cursor?) async throws -> ChangePage {
        // Without a state Exchange begins at the start, and nobody would know.
        if let cursor, cursor.text.utf8.allSatisfy({ $0 <= 0x20 }) { throw SourceError.emptySyncState }
        let page = try await folder.next(after: cursor?.text)
        let news = Self.news(of: page.changes, isFirst: cursor == nil)
        let found = try await records.changes(of: news.filter { !$0.isGone }.map(\.itemID))
        var next = found.makeIterator()
        return ChangePage(
            changes: news.compactMap { $0.isGone ? .gone(ItemKey($0.itemID)) : next.next() },
            cursor: Cursor(page.syncState),
            isLast: page.includesLastItemInRange,
            startsRound: cursor == nil
        )
    }

    /// One word for each item, in the order of their first mention.
    ///
    /// The order of the changes says nothing about time, so a deletion beats everything else: an id never comes back.
    /// A read flag is no news, except that gromox lists some items of a first page in no other way.
    private static func news(
        of changes: [SyncFolderItems.Change],
        isFirst: Bool
    ) -> [(itemID: String, isGone: Bool)] {
        var positions: [String: Int] = [:]
        var news: [(itemID: String, isGone: Bool)] = []
        for change in changes where change.kind != .readFlagChange || isFirst {
            let isGone = change.kind == .delete
            if let position = positions[change.itemID] {
                news[position].isGone = news[position].isGone || isGone
            } else {
                positions[change.itemID] = news.count
                news.append((change.itemID, isGone))
            }
        }
        return news
    }
}

extension SourceError {
    fileprivate static let emptySyncState = SourceError(
        .cursorExpired,
        scope: .stream,
        retry: .never,
        message: "The folder's cursor says nothing."
    )
}
