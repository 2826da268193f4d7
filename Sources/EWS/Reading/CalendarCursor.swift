import Connector
import MailboxReading

/// Where the reading of a calendar stands.
///
/// A calendar is read in rounds over a window of days, and `syncState` says whether a new round is needed: it was taken
/// before the round began, so that what changes meanwhile causes the next one.
struct CalendarCursor: Hashable, Sendable {
    enum Phase: Hashable, Sendable {
        /// The window around `day` is read.
        case resting(day: Int, unread: UnreadStretches)
        /// Paging through changes; nil when it is already clear that a round is needed, else the day of the last one.
        case looking(lastDay: Int?, unread: UnreadStretches)
        case reading(CalendarProgress)
    }

    var phase: Phase
    var syncState: String

    var cursor: Cursor {
        let phase =
            switch phase {
            case .resting(let day, let unread): "rest \(day) \(unread.text)"
            case .looking(let lastDay, let unread): "look \(lastDay.map { String($0) } ?? "-") \(unread.text)"
            case .reading(let progress): "read \(progress.text)"
            }
        return Cursor("2 \(phase) \(syncState)")
    }

    init(phase: Phase, syncState: String) {
        self.phase = phase
        self.syncState = syncState
    }

    /// - Throws: `SourceError` with `.cursorExpired` if `cursor` was not written by this version.
    init(_ cursor: Cursor) throws(SourceError) {
        let words = cursor.text.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard words.count == 3, words[0] == "2", let parsed = Self.parse(phase: words[1], rest: words[2]) else {
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
        let count = phase == "read" ? 4 : 2
        let words = rest.split(separator: " ", maxSplits: count, omittingEmptySubsequences: false)
        guard words.count == count + 1, let state = words.last, !state.isEmpty else { return nil }
        return self.phase(named: phase, words.prefix(count)).map { CalendarCursor(phase: $0, syncState: String(state)) }
    }

    private static func phase(named name: Substring, _ words: ArraySlice<Substring>) -> Phase? {
        switch name {
        case "rest":
            guard let day = Int(words[0]), let unread = UnreadStretches(text: words[1]) else { return nil }
            return .resting(day: day, unread: unread)
        case "look":
            guard words[0] == "-" || Int(words[0]) != nil, let unread = UnreadStretches(text: words[1]) else {
                return nil
            }
            return .looking(lastDay: Int(words[0]), unread: unread)
        case "read": return CalendarProgress(words: words).map { .reading($0) }
        default: return nil
        }
    }
}
