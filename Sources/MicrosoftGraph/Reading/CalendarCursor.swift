import Connector
import MailboxReading

/// Where the reading of a calendar stands.
enum CalendarCursor: Hashable, Sendable {
    /// A round has ended.
    ///
    /// - Parameter mark: what the calendar was like since; nil if nobody looked.
    case resting(UnreadStretches, mark: CalendarMark?)
    case reading(CalendarProgress)

    var cursor: Cursor {
        switch self {
        case .resting(let unread, nil): Cursor("2 rest \(unread.text)")
        case .resting(let unread, let mark?): Cursor("2 rest \(unread.text) \(mark.text)")
        case .reading(let progress): Cursor("2 read \(progress.text)")
        }
    }

    /// - Throws: `SourceError` with `.cursorExpired` if `cursor` was not written by this version.
    init(_ cursor: Cursor) throws(SourceError) {
        let words = cursor.text.split(separator: " ", omittingEmptySubsequences: false)
        if words.count == 3, words.starts(with: ["2", "rest"]), let unread = UnreadStretches(text: words[2]) {
            self = .resting(unread, mark: nil)
        } else if words.count == 6, words.starts(with: ["2", "rest"]), let unread = UnreadStretches(text: words[2]),
            let mark = CalendarMark(words: words.dropFirst(3))
        {
            self = .resting(unread, mark: mark)
        } else if words.starts(with: ["2", "read"]), let progress = CalendarProgress(words: words.dropFirst(2)) {
            self = .reading(progress)
        } else {
            throw SourceError(
                .cursorExpired,
                scope: .stream,
                retry: .never,
                message: "The calendar's cursor is not one of this version."
            )
        }
    }
}
