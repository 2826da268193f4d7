import Connector

/// Where the reading of a mail folder stands.
enum MailCursor: Hashable, Sendable {
    /// The `SyncState` as it came; states have no spaces.
    case changes(String)
    /// In the middle of a list, as changes are not to be had.
    case list(offset: Int, isWhole: Bool)
    /// The list has ended on this day, counted from 1970 in UTC.
    case listed(day: Int)

    /// Nil for what is none.
    init?(_ cursor: Cursor) {
        let words = cursor.text.split(separator: " ", omittingEmptySubsequences: false)
        let number = words.count > 1 ? Int(words[1]) : nil
        switch (words.first, words.count, number) {
        case ("list", 3, let offset?) where offset >= 0: self = .list(offset: offset, isWhole: words[2] == "whole")
        case ("listed", 2, let day?): self = .listed(day: day)
        // Without a state Exchange begins at the start, and nobody would know.
        case _ where cursor.text.utf8.allSatisfy({ $0 <= 0x20 }): return nil
        default: self = .changes(cursor.text)
        }
    }

    var cursor: Cursor {
        switch self {
        case .changes(let state): Cursor(state)
        case .list(let offset, let isWhole): Cursor("list \(offset) \(isWhole ? "whole" : "part")")
        case .listed(let day): Cursor("listed \(day)")
        }
    }
}
