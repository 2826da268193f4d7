import Connector
import Interactions

/// Where the reading of a calendar stands.
///
/// A calendar is read in rounds over a window of days, and `syncState` says whether a new round is needed: it was taken
/// before the round began, so that what changes meanwhile causes the next one.
struct CalendarCursor: Hashable, Sendable {
    enum Phase: Hashable, Sendable {
        /// The window around `day` is read.
        case resting(day: Int)
        /// Paging through changes; nil when it is already clear that a round is needed, else the day of the last one.
        case looking(lastDay: Int?)
        /// The window around `day` is read up to `position`; views span `length` seconds at the moment.
        case reading(day: Int, position: Int, length: Int)
    }

    var phase: Phase
    var syncState: String

    /// Days and seconds count from 1970 in UTC.
    var cursor: Cursor {
        let phase =
            switch phase {
            case .resting(let day): "rest \(day)"
            case .looking(let lastDay): "look \(lastDay.map { String($0) } ?? "-")"
            case .reading(let day, let position, let length): "read \(day) \(position) \(length)"
            }
        return Cursor("1 \(phase) \(syncState)")
    }

    init(phase: Phase, syncState: String) {
        self.phase = phase
        self.syncState = syncState
    }

    /// - Throws: `SourceError` with `.cursorExpired` if `cursor` was not written by this version.
    init(_ cursor: Cursor) throws(SourceError) {
        let words = cursor.text.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        if words.count == 3, words[0] == "1", let parsed = Self.parse(phase: words[1], rest: words[2]) {
            self = parsed
        } else {
            throw SourceError(
                .cursorExpired,
                scope: .stream,
                retry: .never,
                message: "The calendar's cursor is not one of this version."
            )
        }
    }

    private static func parse(phase: Substring, rest: Substring) -> CalendarCursor? {
        let numbers = phase == "read" ? 3 : 1
        let words = rest.split(separator: " ", maxSplits: numbers, omittingEmptySubsequences: false)
        guard words.count == numbers + 1, let state = words.last, !state.isEmpty else { return nil }
        let values = words.prefix(numbers).map { Int($0) }
        switch phase {
        case "rest":
            guard let day = values[0] else { return nil }
            return CalendarCursor(phase: .resting(day: day), syncState: String(state))
        case "look":
            guard values[0] != nil || words[0] == "-" else { return nil }
            return CalendarCursor(phase: .looking(lastDay: values[0]), syncState: String(state))
        case "read":
            guard let day = values[0], let position = values[1], let length = values[2], length > 0 else { return nil }
            let phase = Phase.reading(day: day, position: position, length: length)
            return CalendarCursor(phase: phase, syncState: String(state))
        default: return nil
        }
    }
}
