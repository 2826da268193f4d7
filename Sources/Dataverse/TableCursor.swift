import Connector
import Interactions

/// Where the reading of a table stands, as the cursor's text.
enum TableCursor: Hashable, Sendable {
    /// The table's changes are tracked; a link as it came.
    case tracked(String)
    /// Not tracked: all rows are being read, since `start`.
    case full(link: String, start: Timestamp)
    /// Not tracked: what changed since `since` is being read, since `start`.
    case partial(link: String, start: Timestamp, fullAt: Timestamp)
    /// A page cannot be had: the identifiers of all rows are being listed, since `start`.
    case ids(link: String, start: Timestamp)
    /// Not tracked, or not to be had so: everything up to `since` was read, and all rows last at `fullAt`.
    case read(since: Timestamp, fullAt: Timestamp)

    init?(_ cursor: Cursor) {
        let parts = cursor.text.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false).map(String.init)
        func time(_ index: Int) -> Timestamp? {
            index < parts.count ? Int64(parts[index]).map { Timestamp(microseconds: $0) } : nil
        }
        switch parts[0] {
        case "t" where parts.count == 2: self = .tracked(parts[1])
        case "f" where parts.count == 3:
            guard let start = time(1) else { return nil }
            self = .full(link: parts[2], start: start)
        case "i" where parts.count == 3:
            guard let start = time(1) else { return nil }
            self = .ids(link: parts[2], start: start)
        case "p" where parts.count == 4:
            guard let start = time(1), let fullAt = time(2) else { return nil }
            self = .partial(link: parts[3], start: start, fullAt: fullAt)
        // The end mark tells a text that was cut off in the middle of a time.
        case "r" where parts.count == 4 && parts[3] == ".":
            guard let since = time(1), let fullAt = time(2) else { return nil }
            self = .read(since: since, fullAt: fullAt)
        default: return nil
        }
    }

    var cursor: Cursor {
        switch self {
        case .tracked(let link): Cursor("t \(link)")
        case .full(let link, let start): Cursor("f \(start.microseconds) \(link)")
        case .ids(let link, let start): Cursor("i \(start.microseconds) \(link)")
        case .partial(let link, let start, let fullAt):
            Cursor("p \(start.microseconds) \(fullAt.microseconds) \(link)")
        case .read(let since, let fullAt): Cursor("r \(since.microseconds) \(fullAt.microseconds) .")
        }
    }
}
