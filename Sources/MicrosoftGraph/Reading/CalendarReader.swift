import Connector
import Interactions
import MailboxReading

/// Reads one calendar: every occurrence in a window of days, and all of it again each time.
///
/// `calendarView/delta` would tell whether anything changed, but takes no `$select` and so delivers every body, and of
/// occurrences little more than an id. Views with the needed properties are laid side by side over the window instead,
/// each one a page. Those of a day and longer begin and end at midnight, as the dates of all-day events, which belong
/// to no zone, do. <https://learn.microsoft.com/graph/api/event-delta>
struct CalendarReader: Sendable {
    let view: CalendarView
    let events: EventReader
    let window: CalendarWindow
    /// Counted from 1970 in UTC.
    let today: Int

    /// - Throws: `SourceError`, or `CancellationError`.
    func changes(after cursor: Cursor?) async throws -> ChangePage {
        switch try cursor.map(CalendarCursor.init) ?? .resting(UnreadStretches()) {
        case .resting(let unread): try await read(CalendarProgress(beginning: today, in: window, unread: unread))
        case .reading(let progress): try await read(progress)
        }
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
        let place: CalendarCursor = page.isLast ? .resting(page.progress.unread) : .reading(page.progress)
        return ChangePage(
            changes: try await events.changes(of: page.events.withoutExpandedSeries) + page.unreadable,
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
