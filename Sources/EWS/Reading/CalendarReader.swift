import Connector
import Interactions

/// Reads one calendar: every occurrence in a window of days, and again when something changed or a new day began.
///
/// Occurrences of a series appear neither in `SyncFolderItems` nor in a plain `FindItem`, so the one only tells that
/// something changed, and views of the other are laid side by side over the window, each one a page.
struct CalendarReader: Sendable {
    let client: EWSClient
    let folder: FolderSync
    let records: SourceItemReader
    let configuration: EWSSource.Configuration
    let now: @Sendable () -> Timestamp

    private static let secondsPerDay = 86_400
    /// Below this, no smaller view will hold what a larger one could not.
    private static let shortestView = 60

    /// - Throws: `SourceError`, or `CancellationError`.
    func changes(after cursor: Cursor?) async throws -> ChangePage {
        guard let cursor else { return try await look(after: nil, lastDay: nil) }
        let place = try CalendarCursor(cursor)
        switch place.phase {
        case .resting(let day): return try await look(after: place.syncState, lastDay: day)
        case .looking(let lastDay): return try await look(after: place.syncState, lastDay: lastDay)
        case .reading(let day, let position, let length):
            return try await read(day: day, from: position, length: length, syncState: place.syncState)
        }
    }

    /// Goes through the changes since the last round, and begins the next round if one is needed.
    private func look(after syncState: String?, lastDay: Int?) async throws -> ChangePage {
        let page = try await folder.next(after: syncState)
        let isChanged = page.changes.contains { $0.kind != .readFlagChange }
        let lastDay = isChanged ? nil : lastDay
        guard page.includesLastItemInRange else {
            return emptyPage(
                CalendarCursor(phase: .looking(lastDay: lastDay), syncState: page.syncState),
                isLast: false
            )
        }
        let today = Int((now().microseconds / 1_000_000)) / Self.secondsPerDay
        if lastDay == today {
            return emptyPage(CalendarCursor(phase: .resting(day: today), syncState: page.syncState), isLast: true)
        }
        let start = window(around: today).lowerBound
        return try await read(day: today, from: start, length: longestView, syncState: page.syncState)
    }

    private func emptyPage(_ cursor: CalendarCursor, isLast: Bool) -> ChangePage {
        ChangePage(changes: [], cursor: cursor.cursor, isLast: isLast, startsRound: false)
    }

    /// One view of the window.
    private func read(day: Int, from position: Int, length: Int, syncState: String) async throws -> ChangePage {
        let window = window(around: day)
        let view = try await view(from: position, to: min(position + length, window.upperBound))
        // What began before this view was in the one before, unless this is the first.
        let begin = Timestamp(microseconds: Int64(position) * 1_000_000)
        var seen: Set<String> = []
        let ids = view.items.compactMap { item -> String? in
            let isEarlier = item.start.map { $0 < begin } ?? false
            guard position == window.lowerBound || !isEarlier, seen.insert(item.itemID).inserted else { return nil }
            return item.itemID
        }
        let isLast = view.end >= window.upperBound
        let phase: CalendarCursor.Phase =
            isLast
            ? .resting(day: day)
            : .reading(day: day, position: view.end, length: nextLength(after: view, asked: length))
        return ChangePage(
            changes: try await records.changes(of: ids),
            cursor: CalendarCursor(phase: phase, syncState: syncState).cursor,
            isLast: isLast,
            startsRound: position == window.lowerBound
        )
    }

    private struct View {
        let items: [FindItem.Found]
        let end: Int
        /// Nil if the length asked for was right.
        let halvedLength: Int?
    }

    /// The longest view from `start`, up to `end`, that the server delivers whole.
    private func view(from start: Int, to end: Int) async throws -> View {
        var length = end - start
        while true {
            do {
                let response = try await find(from: start, to: start + length)
                if response.includesLastItemInRange, response.items.count < entries {
                    let halvedLength = start + length < end ? length : nil
                    return View(items: response.items, end: start + length, halvedLength: halvedLength)
                }
            } catch let error as EWSError {
                guard error.asksForLess, length > Self.secondsPerDay else {
                    throw SourceError(error, concerning: .stream)
                }
            }
            guard length > Self.shortestView else {
                throw SourceError(
                    .badAnswer,
                    scope: .stream,
                    retry: .never,
                    message: "More meetings at the same time than Exchange lists; the calendar cannot be read."
                )
            }
            length /= 2
        }
    }

    private func find(from start: Int, to end: Int) async throws -> FindItem.Response {
        let view = FindItem.View.calendar(
            start: Timestamp(microseconds: Int64(start) * 1_000_000),
            end: Timestamp(microseconds: Int64(end) * 1_000_000),
            maxEntriesReturned: entries
        )
        return try await client.send(FindItem(view: view, parentFolder: .id(folder.folderID)), about: folder.mailbox)
    }

    /// Stays short where meetings are many, and grows again where they are few.
    private func nextLength(after view: View, asked length: Int) -> Int {
        if let halved = view.halvedLength { return halved }
        return view.items.count < entries / 4 ? min(longestView, length * 2) : length
    }

    private var entries: Int { min(max(configuration.calendarEntries, 2), 1_000) }

    private var longestView: Int { max(1, configuration.calendarSliceDays) * Self.secondsPerDay }

    /// In seconds, from midnight to midnight in UTC; today and all of the last day are in it.
    private func window(around day: Int) -> Range<Int> {
        let first = day - max(0, configuration.calendarDaysBack)
        let last = day + max(0, configuration.calendarDaysAhead)
        return first * Self.secondsPerDay..<(last + 1) * Self.secondsPerDay
    }
}

extension EWSError {
    /// A shorter view may be answered.
    fileprivate var asksForLess: Bool {
        guard case .response(let failure) = self else { return false }
        return failure.code.meaning == .overstrained || failure.code.text == "ErrorExceededFindCountLimit"
    }
}
