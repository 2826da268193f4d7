import Connector
import Interactions
import MailboxReading

/// Reads one calendar: every occurrence in a window of days, and all of it again when more changed than events that
/// stand alone, and on a new day.
///
/// `calendarView/delta` would tell whether anything changed, but takes no `$select` and so delivers every body, and of
/// occurrences little more than an id. Views with the needed properties are laid side by side over the window instead,
/// each one a page. Those of a day and longer begin and end at midnight, as the dates of all-day events, which belong
/// to no zone, do. <https://learn.microsoft.com/graph/api/event-delta>
struct CalendarReader: Sendable {
    let view: CalendarView
    let events: EventReader
    let window: CalendarWindow
    let now: Timestamp

    /// Counted from 1970 in UTC.
    private var today: Int { CalendarWindow.day(of: now) }

    /// - Throws: `SourceError`, or `CancellationError`.
    func changes(after cursor: Cursor?) async throws -> ChangePage {
        switch try cursor.map(CalendarCursor.init) ?? .resting(UnreadStretches(), mark: nil) {
        case .resting(let unread, let mark):
            if let mark, mark.day == today, let page = try await singles(since: mark, unread) { return page }
            return try await read(CalendarProgress(beginning: today, in: window, unread: unread))
        case .reading(let progress): return try await read(progress)
        }
    }

    /// What became of events that stand alone; nil where more changed, or may have.
    private func singles(since mark: CalendarMark, _ unread: UnreadStretches) async throws -> ChangePage? {
        guard let changed = try await view.changed()?.changes(since: mark, at: now) else { return nil }
        var changes = try await events.changes(of: changed.events)
        for (index, event) in changed.events.enumerated() {
            guard let start = event.start, let end = event.end else { return nil }
            if !window.shows(start, end, around: today) { changes[index] = .gone(ItemKey(event.id)) }
        }
        let place = CalendarCursor.resting(unread, mark: changed.mark)
        return ChangePage(changes: changes, cursor: place.cursor, isLast: true, startsRound: false)
    }

    /// One view of the window.
    private func read(_ progress: CalendarProgress) async throws -> ChangePage {
        let round = CalendarRound(
            window,
            around: progress.day,
            capacity: view.client.pageSize,
            start: { $0.start },
            ask: { [view] in try await view.events(in: $0) }
        )
        let page = try await round.page(at: progress)
        let place: CalendarCursor = page.isLast ? .resting(page.progress.unread, mark: nil) : .reading(page.progress)
        return ChangePage(
            changes: try await events.changes(of: page.events.withoutExpandedSeries).map(\.listed) + page.unreadable,
            cursor: place.cursor,
            isLast: page.isLast,
            startsRound: page.isFirst,
            isWhole: !page.isLast || page.isWhole,
            span: page.span
        )
    }
}

extension [GraphEvent] {
    /// Beside its occurrences a series says nothing more; alone it shows that the service does not expand series.
    fileprivate var withoutExpandedSeries: [GraphEvent] {
        guard contains(where: { $0.type == "occurrence" || $0.type == "exception" }) else { return self }
        return filter { $0.type != "seriesMaster" }
    }
}
