import Interactions

/// Sums what connects each colleague with one target; a slot for everybody, so that nothing is hashed.
struct PairTable {
    private struct Pair {
        var person: UInt32
        var worth: Int64 = 0
        var isOut = false
        var isBack = false
        var emails: Int64 = 0
        var meetings: Int64 = 0
        var calls: Int64 = 0
        var last = Score.Moment(at: .min, key: .min, kind: .email, direction: .outbound)
        /// The interaction that was counted last; one position comes in one piece.
        var position = -1
    }

    private var slots: [UInt32]
    private var pairs: [Pair] = []

    init(personCount: Int) {
        slots = [UInt32](repeating: .max, count: personCount)
    }

    mutating func add(
        _ colleague: UInt32,
        _ row: History.Row,
        position: Int,
        key: Int64,
        isOut: Bool,
        isBack: Bool,
        worth: Int64
    ) {
        if slots[Int(colleague)] == .max {
            slots[Int(colleague)] = UInt32(pairs.count)
            pairs.append(Pair(person: colleague))
        }
        let slot = Int(slots[Int(colleague)])
        if isOut { pairs[slot].isOut = true }
        if isBack { pairs[slot].isBack = true }
        guard pairs[slot].position != position else { return }
        pairs[slot].position = position
        pairs[slot].worth += worth
        switch row.kind {
        case .meeting: pairs[slot].meetings += 1
        case .phoneCall: pairs[slot].calls += 1
        case .email: pairs[slot].emails += 1
        }
        if (row.at, key) > (pairs[slot].last.at, pairs[slot].last.key) {
            pairs[slot].last = Score.Moment(at: row.at, key: key, kind: row.kind, direction: row.direction)
        }
    }

    /// The best; empty for the next target.
    mutating func takeFirst(_ limit: Int) -> [Introducer] {
        for pair in pairs { slots[Int(pair.person)] = .max }
        let introducers = pairs.map { pair in
            Introducer(
                person: pair.person,
                isTwoWay: pair.isOut && pair.isBack,
                strength: Int(100 * pair.worth / (pair.worth + 32_000_000)),
                emails: pair.emails,
                meetings: pair.meetings,
                calls: pair.calls,
                last: pair.last
            )
        }
        pairs.removeAll(keepingCapacity: true)
        return Array(introducers.sorted(by: Self.comesBefore).prefix(limit))
    }

    private static func comesBefore(_ left: Introducer, _ right: Introducer) -> Bool {
        if left.isTwoWay != right.isTwoWay { return left.isTwoWay }
        return (right.strength, right.last.at, left.person) < (left.strength, left.last.at, right.person)
    }
}
