import Synchronization

/// Records in the orders that were asked for, so that each is worked out once for all who look.
final class RelationshipOrders: Sendable {
    private struct Order: Hashable {
        let order: RelationshipOrder
        let isReversed: Bool
    }

    /// So many are remembered that everybody's lists are among them, and memory does not grow with what programs ask.
    private static let limit = 8

    private let known = Mutex<[Order: [Int]]>([:])

    /// - Parameter sorted: works the order out; always to the same end.
    func records(by order: RelationshipOrder, isReversed: Bool, sorted: () -> [Int]) -> [Int] {
        let order = Order(order: order, isReversed: isReversed)
        if let records = known.withLock({ $0[order] }) { return records }
        let records = sorted()
        known.withLock { known in
            if known.count == Self.limit { known = [:] }
            known[order] = records
        }
        return records
    }
}
