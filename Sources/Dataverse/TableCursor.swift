import Connector
import Interactions

/// Where the reading of a table stands, as the cursor's text; links are kept as they came.
enum TableCursor: Hashable, Sendable {
    /// The table's changes are tracked, and all rows are being read, since `start`.
    case tracked(link: String, start: Timestamp)
    /// All rows were read, and what changed meanwhile is being read; `delta` tells what changes from now on.
    case meanwhile(delta: String, link: String?, start: Timestamp)
    /// What changed since then is told; all rows were read at `fullAt`.
    case changes(link: String, fullAt: Timestamp)
    /// Not tracked: all rows are being read, since `start`.
    case full(link: String, start: Timestamp)
    /// Not tracked: what changed is being read, since `start`.
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
        guard let first = time(1) else { return nil }
        switch (parts[0], parts.count) {
        case ("t", 3): self = .tracked(link: parts[2], start: first)
        // The mark tells a text without a link from one that was cut off before it.
        case ("m", 4) where !parts[3].isEmpty:
            self = .meanwhile(delta: parts[2], link: parts[3] == "-" ? nil : parts[3], start: first)
        case ("c", 3): self = .changes(link: parts[2], fullAt: first)
        case ("f", 3): self = .full(link: parts[2], start: first)
        case ("i", 3): self = .ids(link: parts[2], start: first)
        case ("p", 4):
            guard let fullAt = time(2) else { return nil }
            self = .partial(link: parts[3], start: first, fullAt: fullAt)
        // The end mark tells a text that was cut off in the middle of a time.
        case ("r", 4) where parts[3] == ".":
            guard let fullAt = time(2) else { return nil }
            self = .read(since: first, fullAt: fullAt)
        default: return nil
        }
    }

    var cursor: Cursor {
        switch self {
        case .tracked(let link, let start): Cursor("t \(start.microseconds) \(link)")
        case .meanwhile(let delta, let link, let start): Cursor("m \(start.microseconds) \(delta) \(link ?? "-")")
        case .changes(let link, let fullAt): Cursor("c \(fullAt.microseconds) \(link)")
        case .full(let link, let start): Cursor("f \(start.microseconds) \(link)")
        case .ids(let link, let start): Cursor("i \(start.microseconds) \(link)")
        case .partial(let link, let start, let fullAt):
            Cursor("p \(start.microseconds) \(fullAt.microseconds) \(link)")
        case .read(let since, let fullAt): Cursor("r \(since.microseconds) \(fullAt.microseconds) .")
        }
    }
}
