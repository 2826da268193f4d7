import Connector
import Interactions
import MailboxReading

/// Reads one calendar: every occurrence in a window of days, and later what changed and which days the window reaches.
///
/// Occurrences of a series appear neither in `SyncFolderItems` nor in a plain `FindItem`. Of items that stand alone the
/// one tells all; for series it only tells that something changed, and views of the other are laid side by side over
/// the window, each one a page.
struct CalendarReader: Sendable {
    let folder: FolderSync
    let records: SourceItemReader
    let view: CalendarView
    let window: CalendarWindow
    /// Counted from 1970 in UTC.
    let today: Int

    /// More changed items than that are not looked at before a round.
    private static let mostSingles = 50
    /// Stands for a state where none was ever given.
    private static let unknown = "?"

    /// - Throws: `SourceError`, or `CancellationError`.
    func changes(after cursor: Cursor?) async throws -> ChangePage {
        guard let cursor else {
            return try await look(after: nil, CalendarRest(day: nil, wholeDay: nil, unread: UnreadStretches()))
        }
        let place = try CalendarCursor(cursor)
        switch place.phase {
        case .resting(let rest), .looking(let rest): return try await look(after: place.syncState, rest)
        case .reading(let progress, let wholeDay):
            return try await read(progress, wholeDay: wholeDay, syncState: place.syncState)
        }
    }

    /// Goes through the changes since the last look, and begins to read what they make necessary.
    private func look(after syncState: String?, _ rest: CalendarRest) async throws -> ChangePage {
        let page: SyncFolderItems.Response
        do {
            page = try await folder.next(after: syncState == Self.unknown ? nil : syncState)
        } catch is ChangesUnreadable {
            // Nobody can tell what changed, so everything is read again.
            return try await readAll(rest.unread, syncState: syncState ?? Self.unknown)
        }
        let news = page.changes.filter { $0.kind != .readFlagChange }
        if page.includesLastItemInRange, rest.day == today, let changes = try await singles(news) {
            let rest = news.isEmpty ? rest : rest.patched
            return self.page(.resting(rest), page.syncState, isLast: true, changes: changes)
        }
        let rest = news.isEmpty ? rest : rest.changed
        guard page.includesLastItemInRange else { return self.page(.looking(rest), page.syncState, isLast: false) }
        guard let edge = rest.edge(of: window, today: today) else {
            return try await readAll(rest.unread, syncState: page.syncState)
        }
        return try await read(edge.progress, wholeDay: edge.wholeDay, syncState: page.syncState)
    }

    /// What became of items that stand alone; nil where one of them may be or have been a series, which only a round
    /// shows.
    private func singles(_ news: [SyncFolderItems.Change]) async throws -> [Change]? {
        guard news.count <= Self.mostSingles, news.allSatisfy({ $0.kind == .createOrUpdate }) else { return nil }
        guard !news.isEmpty else { return [] }
        var ids = PageNews<String>()
        for change in news { ids.add(change.itemID, about: change.itemID) }
        var changes: [Change] = []
        for change in try await records.changes(of: ids.words) {
            guard case .found(let key, .event(let event)) = change, !event.isRecurring, let start = event.start,
                let end = event.end
            else { return nil }
            changes.append(window.shows(start, end, around: today) ? change : .gone(key))
        }
        return changes
    }

    private func page(
        _ phase: CalendarCursor.Phase,
        _ syncState: String,
        isLast: Bool,
        changes: [Change] = []
    ) -> ChangePage {
        let cursor = CalendarCursor(phase: phase, syncState: syncState).cursor
        return ChangePage(changes: changes, cursor: cursor, isLast: isLast, startsRound: false)
    }

    private func readAll(_ unread: UnreadStretches, syncState: String) async throws -> ChangePage {
        let start = CalendarProgress(beginning: today, in: window, unread: unread)
        return try await read(start, wholeDay: today, syncState: syncState)
    }

    /// One view of the window.
    private func read(_ progress: CalendarProgress, wholeDay: Int, syncState: String) async throws -> ChangePage {
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
            page.isLast
            ? .resting(CalendarRest(day: progress.day, wholeDay: wholeDay, unread: page.progress.unread))
            : .reading(page.progress, wholeDay: wholeDay)
        return ChangePage(
            changes: try await records.changes(of: news.words).map(\.listed) + page.unreadable,
            cursor: CalendarCursor(phase: phase, syncState: syncState).cursor,
            isLast: page.isLast,
            startsRound: page.isFirst,
            isWhole: !page.isLast || page.isWhole,
            span: page.span
        )
    }
}
