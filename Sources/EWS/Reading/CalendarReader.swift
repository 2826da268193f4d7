import Connector
import Interactions
import MailboxReading

/// Reads one calendar: every occurrence in a window of days, and again when something changed or a new day began.
///
/// Occurrences of a series appear neither in `SyncFolderItems` nor in a plain `FindItem`, so the one only tells that
/// something changed, and views of the other are laid side by side over the window, each one a page.
struct CalendarReader: Sendable {
    let folder: FolderSync
    let records: SourceItemReader
    let view: CalendarView
    let window: CalendarWindow
    /// Counted from 1970 in UTC.
    let today: Int

    /// Stands for a state where none was ever given.
    private static let unknown = "?"

    /// - Throws: `SourceError`, or `CancellationError`.
    func changes(after cursor: Cursor?) async throws -> ChangePage {
        guard let cursor else { return try await look(after: nil, lastDay: nil, unread: UnreadStretches()) }
        let place = try CalendarCursor(cursor)
        switch place.phase {
        case .resting(let day, let unread): return try await look(after: place.syncState, lastDay: day, unread: unread)
        case .looking(let lastDay, let unread):
            return try await look(after: place.syncState, lastDay: lastDay, unread: unread)
        case .reading(let progress): return try await read(progress, syncState: place.syncState)
        }
    }

    /// Goes through the changes since the last round, and begins the next round if one is needed.
    private func look(after syncState: String?, lastDay: Int?, unread: UnreadStretches) async throws -> ChangePage {
        let page: SyncFolderItems.Response
        do {
            page = try await folder.next(after: syncState == Self.unknown ? nil : syncState)
        } catch is ChangesUnreadable {
            // Nobody can tell what changed, so everything is read again.
            let start = CalendarProgress(beginning: today, in: window, unread: unread)
            return try await read(start, syncState: syncState ?? Self.unknown)
        }
        let isChanged = page.changes.contains { $0.kind != .readFlagChange }
        let lastDay = isChanged ? nil : lastDay
        guard page.includesLastItemInRange else {
            return emptyPage(.looking(lastDay: lastDay, unread: unread), page.syncState, isLast: false)
        }
        if lastDay == today { return emptyPage(.resting(day: today, unread: unread), page.syncState, isLast: true) }
        let start = CalendarProgress(beginning: today, in: window, unread: unread)
        return try await read(start, syncState: page.syncState)
    }

    private func emptyPage(_ phase: CalendarCursor.Phase, _ syncState: String, isLast: Bool) -> ChangePage {
        let cursor = CalendarCursor(phase: phase, syncState: syncState).cursor
        return ChangePage(changes: [], cursor: cursor, isLast: isLast, startsRound: false)
    }

    /// One view of the window.
    private func read(_ progress: CalendarProgress, syncState: String) async throws -> ChangePage {
        let round = CalendarRound(
            window,
            around: progress.day,
            capacity: view.entries,
            start: { $0.start },
            ask: { [view] in try await view.items(in: $0) }
        )
        let page = try await round.page(at: progress)
        var news = PageNews<String>()
        for item in page.events { news.add(item.itemID, about: item.itemID) }
        let phase: CalendarCursor.Phase =
            page.isLast ? .resting(day: progress.day, unread: page.progress.unread) : .reading(page.progress)
        return ChangePage(
            changes: try await records.changes(of: news.words) + page.unreadable,
            cursor: CalendarCursor(phase: phase, syncState: syncState).cursor,
            isLast: page.isLast,
            startsRound: page.isFirst,
            isWhole: !page.isLast || page.isWhole,
            span: page.span
        )
    }
}
