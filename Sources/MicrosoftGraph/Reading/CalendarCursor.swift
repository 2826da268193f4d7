import Connector
import MailboxReading

/// Where the reading of a calendar stands.
enum CalendarCursor: Hashable, Sendable {
    /// A round has ended.
    case resting(UnreadStretches)
    case reading(CalendarProgress)

    var cursor: Cursor {
        switch self {
        case .resting(let unread): Cursor("2 rest \(unread.text)")
        case .reading(let progress): Cursor("2 read \(progress.text)")
        }
    }

    /// - Throws: `SourceError` with `.cursorExpired` if `cursor` was not written by this version.
    init(_ cursor: Cursor) throws(SourceError) {
        let words = cursor.text.split(separator: " ", omittingEmptySubsequences: false)
        if words.count == 3, words.starts(with: ["2", "rest"]), let unread = UnreadStretches(text: words[2]) {
            self = .resting(unread)
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
