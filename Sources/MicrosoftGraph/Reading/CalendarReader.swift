import Connector
import Interactions

/// Reads one calendar: every occurrence in a window of days, and all of it again each time.
///
/// `calendarView/delta` would tell whether anything changed, but takes no `$select` and so delivers every body, and of
/// occurrences little more than an id. Views with the needed properties are laid side by side over the window instead,
/// each one a page. <https://learn.microsoft.com/graph/api/event-delta>
struct CalendarReader: Sendable {
    let view: CalendarView
    let events: EventReader
    let configuration: GraphSource.Configuration
    let now: @Sendable () -> Timestamp

    /// - Throws: `SourceError`, or `CancellationError`.
    func changes(after cursor: Cursor?) async throws -> ChangePage {
        switch try cursor.map(CalendarCursor.init) ?? .resting {
        case .resting:
            let today = Int(now().microseconds / Timestamp.microsecondsPerDay)
            return try await read(day: today, from: window(around: today).lowerBound, length: longestView)
        case .reading(let day, let position, let length):
            return try await read(day: day, from: position, length: length)
        }
    }

    /// One view of the window.
    ///
    /// Views begin and end at midnight, as the dates of all-day events, which belong to no zone, do.
    private func read(day: Int, from position: Int, length: Int) async throws -> ChangePage {
        let window = window(around: day)
        let left = max(1, window.upperBound - position)
        let (events, length) = try await view.events(from: position, atMost: min(length, left))
        // What began before this view was in the one before, unless this is the first.
        let begin = Timestamp(microseconds: Int64(position) * Timestamp.microsecondsPerDay)
        let shown = events.filter { event in
            let isEarlier = event.start.map { $0 < begin } ?? false
            // A series comes as its occurrences.
            return event.type != "seriesMaster" && (position == window.lowerBound || !isEarlier)
        }
        let end = position + length
        let isLast = end >= window.upperBound
        let next = events.count < view.client.pageSize / 4 ? min(longestView, length * 2) : length
        return ChangePage(
            changes: try await self.events.changes(of: shown),
            cursor: (isLast ? CalendarCursor.resting : .reading(day: day, position: end, length: next)).cursor,
            isLast: isLast,
            startsRound: position == window.lowerBound
        )
    }

    private var longestView: Int { max(1, configuration.calendarSliceDays) }

    /// Today and all of the last day are in it.
    private func window(around day: Int) -> Range<Int> {
        let first = day - max(0, configuration.calendarDaysBack)
        return first..<day + max(0, configuration.calendarDaysAhead) + 1
    }
}
