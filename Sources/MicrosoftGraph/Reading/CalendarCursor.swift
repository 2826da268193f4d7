import Connector

/// Where the reading of a calendar stands; days count from 1970 in UTC.
enum CalendarCursor: Hashable, Sendable {
    /// A round has ended.
    case resting
    /// The window around `day` is read up to `position`; views span `length` days at the moment.
    case reading(day: Int, position: Int, length: Int)

    var cursor: Cursor {
        switch self {
        case .resting: Cursor("1 rest")
        case .reading(let day, let position, let length): Cursor("1 read \(day) \(position) \(length)")
        }
    }

    /// - Throws: `SourceError` with `.cursorExpired` if `cursor` was not written by this version.
    init(_ cursor: Cursor) throws(SourceError) {
        let words = cursor.text.split(separator: " ", omittingEmptySubsequences: false)
        let numbers = words.dropFirst(2).compactMap { Int($0) }
        switch (words.prefix(2), words.count, numbers.count) {
        case (["1", "rest"], 2, _): self = .resting
        case (["1", "read"], 5, 3) where numbers[2] > 0:
            self = .reading(day: numbers[0], position: numbers[1], length: numbers[2])
        default:
            throw SourceError(
                .cursorExpired,
                scope: .stream,
                retry: .never,
                message: "The calendar's cursor is not one of this version."
            )
        }
    }
}
