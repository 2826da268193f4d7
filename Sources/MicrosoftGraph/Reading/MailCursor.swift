import Connector
import Interactions

/// Where the reading of a mail folder stands, as the cursor's text.
struct MailCursor: Hashable, Sendable {
    enum Place: String, Hashable, Sendable {
        /// In the middle of a round of changes.
        case round = "r"
        /// A round has ended; the link gives what is new since.
        case changes = "c"
        /// In the middle of a round of changes that are ids alone.
        case idRound = "i"
        /// A round of ids has ended; the link gives those of what is new since.
        case idChanges = "d"
        /// In the middle of a list, where changes are not to be had.
        case list = "l"
        /// The list has ended.
        case listed = "x"
    }

    let place: Place
    /// When the folder was last read from its start.
    let start: Timestamp
    /// As it came; empty if a list has ended.
    let link: String

    init(_ place: Place, start: Timestamp, link: String = "") {
        self.place = place
        self.start = start
        self.link = link
    }

    /// Nil for what is none.
    init?(_ cursor: Cursor) {
        let parts = cursor.text.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let place = Place(rawValue: String(parts[0])), let start = Int64(parts[1]) else {
            return nil
        }
        self.init(place, start: Timestamp(microseconds: start), link: String(parts[2]))
    }

    var cursor: Cursor { Cursor("\(place.rawValue) \(start.microseconds) \(link)") }
}
