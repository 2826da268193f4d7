import Interactions

/// How much a relationship matters, 20 to 100; `Documentation/health.md`, "Importance".
struct Importance {
    /// Ahead of the clock, in days, within which a close date counts.
    static let horizon: Int64 = 90
    /// Behind it, in days: what was to close longer ago is forgotten rather than urgent.
    static let overdue: Int64 = 30

    private let weights: ScoringOptions.ImportanceWeights
    /// What an open opportunity usually brings.
    private let usualValue: Int64?
    /// The day of the clock, since 1970-01-01.
    private let today: Int64

    init(_ options: ScoringOptions, usualValue: Int64?, now: Int64) {
        weights = options.importance
        self.usualValue = usualValue
        today = now.flooredDivision(by: Span.day).quotient
    }

    func points(of record: ScoredRecords.Record, strength: Int, people: Int) -> Int64 {
        var points: Int64 = 20 + (record.kind == .opportunity ? 10 : 0)
        points += Int64(weights.strength) * 80 * Int64(strength) / 600
        points += Int64(weights.people) * 3 * Int64(min(max(people - 1, 0), 5)) / 6
        points += value(of: record.stakes) + closeness(of: record.stakes)
        return min(points, 100)
    }

    /// Days until an opportunity closes, less than zero where it should have been.
    ///
    /// Nil where that says nothing, and where close dates are left out.
    func daysLeft(_ stake: Stake) -> Int64? {
        guard weights.closeDate > 0, let day = stake.closeDay else { return nil }
        let left = day - today
        return left >= -Self.overdue && left < Self.horizon ? left : nil
    }

    /// Half of 20 for what an open opportunity usually brings, never all.
    private func value(of stakes: [Stake]) -> Int64 {
        guard let usualValue else { return 0 }
        let value = min(stakes.reduce(0) { $0 + ($1.value ?? 0) }, Stake.mostValue)
        guard value > 0 else { return 0 }
        return Int64(weights.value) * 20 * value / (6 * (value + usualValue))
    }

    /// 20 for what closes now, less until 90 days ahead, for the opportunity that closes first.
    private func closeness(of stakes: [Stake]) -> Int64 {
        guard let left = stakes.compactMap({ daysLeft($0) }).min() else { return 0 }
        return Int64(weights.closeDate) * 20 * (Self.horizon - max(left, 0)) / (6 * Self.horizon)
    }
}
