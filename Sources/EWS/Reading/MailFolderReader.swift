import Connector
import Interactions
import MailboxReading

/// Reads one mail folder by its changes, or by a list of its items where a change cannot be delivered.
struct MailFolderReader: Sendable {
    let folder: FolderSync
    let records: SourceItemReader
    let ahead: PagesAhead
    /// Counted from 1970 in UTC.
    let today: Int

    /// - Throws: `SourceError`, or `CancellationError`.
    func changes(after cursor: Cursor?) async throws -> ChangePage {
        let place = try cursor.map { cursor in
            guard let place = MailCursor(cursor) else { throw SourceError.emptySyncState }
            return place
        }
        switch place {
        case .list(let offset, let isWhole): return try await list.page(from: offset, isWhole: isWhole)
        case .listed(today): return try await list.page(from: 0, isWhole: true)
        case .changes(let state): return try await changes(after: state)
        case nil, .listed: return try await changes(after: nil as String?)
        }
    }

    private var list: MailFolderList { MailFolderList(folder: folder, records: records, today: today) }

    private func changes(after state: String?) async throws -> ChangePage {
        let page: SyncFolderItems.Response
        do {
            page = try await ahead.take(after: state, folder)
        } catch is ChangesUnreadable {
            return try await list.page(from: 0, isWhole: true)
        }
        let news = Self.news(of: page.changes, isFirst: state == nil)
        // Within this call, so that nothing is asked of a mailbox that is not read just now.
        async let following: Void = ahead.ask(after: page, folder)
        let found = try await records.changes(of: news.filter { !$0.isGone }.map(\.itemID)).map(\.listed)
        await following
        var next = found.makeIterator()
        return ChangePage(
            changes: news.compactMap { $0.isGone ? .gone(ItemKey($0.itemID)) : next.next() },
            cursor: MailCursor.changes(page.syncState).cursor,
            isLast: page.includesLastItemInRange,
            startsRound: state == nil
        )
    }

    private struct Word {
        let itemID: String
        let isGone: Bool
    }

    /// A deletion beats everything else: an id never comes back.
    ///
    /// A read flag is no news, except that gromox lists some items of a first page in no other way.
    private static func news(of changes: [SyncFolderItems.Change], isFirst: Bool) -> [Word] {
        var news = PageNews<Word>(mentions: changes.count)
        for change in changes where change.kind != .readFlagChange || isFirst {
            let word = Word(itemID: change.itemID, isGone: change.kind == .delete)
            news.add(word, about: change.itemID) { $0.isGone ? $0 : $1 }
        }
        return news.words
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
