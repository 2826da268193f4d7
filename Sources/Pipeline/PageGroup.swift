import Connector

/// Pages of one stream that are committed together: the store rewrites what it has to sort, however little came, so
/// that many small transactions cost more than a large one.
struct PageGroup: Sendable {
    /// Changes from which on no more pages join.
    let size: Int
    private(set) var page: StorePage?

    init(size: Int) {
        self.size = size
    }

    var isFull: Bool { page.map { $0.isLast || $0.changes.count >= size } ?? false }

    /// Adds the page that follows; one that starts a round follows on nothing.
    mutating func add(_ next: StorePage) {
        guard let startsRound = page?.startsRound, var changes = take()?.changes else {
            page = next
            return
        }
        // Nobody else has them any more, so that they are not copied for every page that joins.
        changes += next.changes
        var joined = StorePage(
            changes: changes,
            cursor: next.cursor,
            isLast: next.isLast,
            startsRound: startsRound,
            isWhole: next.isWhole,
            span: next.span
        )
        joined.doubt = next.doubt
        page = joined
    }

    mutating func take() -> StorePage? {
        defer { page = nil }
        return page
    }
}
