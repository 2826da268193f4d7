import Connector
import MailboxReading

/// Where the reading of a calendar stands.
///
/// A calendar is read in rounds over a window of days, and `syncState` says whether a new round is needed: it was taken
/// before the round began, so that what changes meanwhile causes the next one.
struct CalendarCursor: Hashable, Sendable {
    enum Phase: Hashable, Sendable {
        /// The window is read.
        case resting(CalendarRest)
        /// Paging through changes.
        case looking(CalendarRest)
        /// - Parameter wholeDay: see `CalendarRest`, for when it is read.
        case reading(CalendarProgress, wholeDay: Int)
    }

    var phase: Phase
    var syncState: String

    var cursor: Cursor {
        let phase =
            switch phase {
            case .resting(let rest): "rest \(rest.text)"
            case .looking(let rest): "look \(rest.text)"
            case .reading(let progress, let wholeDay): "read \(progress.text) \(wholeDay)"
            }
        return Cursor("3 \(phase) \(syncState)")
    }

    init(phase: Phase, syncState: String) {
        self.phase = phase
        self.syncState = syncState
    }

    /// - Throws: `SourceError` with `.cursorExpired` if `cursor` was not written by this version.
    init(_ cursor: Cursor) throws(SourceError) {
        let words = cursor.text.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard words.count == 3, words[0] == "3", let parsed = Self.parse(phase: words[1], rest: words[2]) else {
            throw SourceError(
                .cursorExpired,
                scope: .stream,
                retry: .never,
                message: "The calendar's cursor is not one of this version."
            )
        }
        self = parsed
    }

    private static func parse(phase: Substring, rest: Substring) -> CalendarCursor? {
        let count = phase == "read" ? 5 : 3
        let words = rest.split(separator: " ", maxSplits: count, omittingEmptySubsequences: false)
        guard words.count == count + 1, let state = words.last, !state.isEmpty else { return nil }
        return self.phase(named: phase, words.prefix(count)).map { CalendarCursor(phase: $0, syncState: String(state)) }
    }

    private static func phase(named name: Substring, _ words: ArraySlice<Substring>) -> Phase? {
        switch name {
        case "rest": CalendarRest(words: words).flatMap { $0.day == nil ? nil : .resting($0) }
        case "look": CalendarRest(words: words).map { .looking($0) }
        case "read":
            words.last.flatMap { Int($0) }.flatMap { wholeDay in
                CalendarProgress(words: words.dropLast()).map { .reading($0, wholeDay: wholeDay) }
            }
        default: nil
        }
    }
}
