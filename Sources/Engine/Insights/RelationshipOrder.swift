import Interactions
import Scoring

/// By what lists of relationships are sorted.
package enum RelationshipOrder: String, Hashable, Sendable, CaseIterable {
    /// What needs attention first, and the other orders by what they name, the greatest or latest first.
    case attention
    case health, interactions, last, next, name
}

extension Relationships {
    /// Positions of the records that somebody should look at, the most urgent first.
    package func urgent() -> [Int] {
        sorted(index.records.indices.filter { attentions[$0].points > 0 }, by: .attention)
    }

    /// Positions of records; where the order leaves them equal, by their names.
    package func sorted(_ records: [Int], by order: RelationshipOrder) -> [Int] {
        switch order {
        case .attention:
            sorted(records) { record in
                // What is closed needs nothing, and comes after what does well.
                let closed: Int64 = board.book.records[record].isActive ? 0 : 1
                return Rank([-attentions[record].points, closed, -board.scores[record].totals.interactions])
            }
        case .health: sorted(records) { -(board.scores[$0].health.score ?? -1) }
        case .interactions: sorted(records) { -board.scores[$0].totals.interactions }
        case .last: sorted(records) { -(board.scores[$0].last?.at ?? .min + 1) }
        case .next: sorted(records) { board.scores[$0].next?.at ?? .max }
        case .name: sorted(records) { _ in 0 }
        }
    }

    private func sorted(_ records: [Int], by key: (Int) -> some Comparable) -> [Int] {
        let keyed = records.map { (record: $0, key: key($0), name: index.records[$0].name ?? "") }
        return keyed.sorted { left, right in
            if left.key != right.key { return left.key < right.key }
            return (left.name, left.record) < (right.name, right.record)
        }.map(\.record)
    }
}

/// Numbers that are compared one after the other.
private struct Rank: Comparable {
    let keys: [Int64]

    init(_ keys: [Int64]) {
        self.keys = keys
    }

    static func < (left: Rank, right: Rank) -> Bool { left.keys.lexicographicallyPrecedes(right.keys) }
}
