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
        guard let page else {
            self.page = next
            return
        }
        var joined = StorePage(
            changes: page.changes + next.changes,
            cursor: next.cursor,
            isLast: next.isLast,
            startsRound: page.startsRound,
            isWhole: next.isWhole,
            span: next.span
        )
        joined.doubt = next.doubt
        self.page = joined
    }

    mutating func take() -> StorePage? {
        defer { page = nil }
        return page
    }
}
