import GRDB
import Interactions

/// Where mails may be one, or may be two, other than before: what a transaction looks at again before it ends.
struct IdentityDoubts {
    /// Whether there may be a copy without Message-ID.
    var knowsNameless: Bool
    /// Whether there may be mails that are several in spite of their one Message-ID.
    var knowsContested: Bool
    /// When mails were sent of which copies came, went or changed; microseconds since 1970.
    private(set) var times: Set<Int64> = []
    /// The numbers of interactions of which copies went or changed.
    var interactions: Set<Int64> = []

    init(_ db: Database) throws {
        func isThere(_ table: String) throws -> Bool {
            try RawStatement(db, "SELECT 1 FROM \(table) LIMIT 1").first({ _ in }, { _ in true }) ?? false
        }
        knowsNameless = try isThere("nameless_copy")
        knowsContested = try isThere("contested")
    }

    var knowsAny: Bool { knowsNameless || knowsContested }

    mutating func add(_ content: StoredContent) {
        if knowsNameless, content.isMail { times.insert(content.occurredAt) }
    }

    mutating func add(time: Int64) {
        if knowsNameless { times.insert(time) }
    }

    /// The spans of time within which copies without Message-ID are to be looked at, none of them touching another.
    ///
    /// - Parameter span: how far from a mail its copies can be; microseconds.
    func spans(_ span: Int64) -> [ClosedRange<Int64>] {
        var spans: [ClosedRange<Int64>] = []
        for time in times.sorted() {
            let own = (time - span)...(time + span)
            if let last = spans.last, last.upperBound >= own.lowerBound {
                spans[spans.count - 1] = last.lowerBound...own.upperBound
            } else {
                spans.append(own)
            }
        }
        return spans
    }
}
