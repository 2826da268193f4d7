import Interactions

/// How much a relationship matters, 20 to 100; `Documentation/health.md`, "Importance".
struct Importance {
    /// Within which a close date counts, in days.
    static let horizon: Int64 = 90
    /// Behind the clock, in days: what was to close so long ago is as urgent as what closes now.
    static let overdue: Int64 = 30
    /// Above it, sums are drawn together so that none reaches 100.
    private static let bend: Int64 = 60

    private let weights: ScoringOptions.ImportanceWeights
    /// What an open opportunity usually brings.
    private let usualValue: Int64?
    /// The day of the clock, since 1970-01-01.
    let today: Int64

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
        guard points > Self.bend else { return points }
        return Self.bend + 40 * (points - Self.bend) / (points - Self.bend + 40)
    }

    /// Days until an opportunity closes; 0 where it should have, and from a month after on the days beyond it.
    ///
    /// Nil where that says nothing, and where close dates are left out.
    func distance(of stake: Stake) -> Int64? {
        guard weights.closeDate > 0, let day = stake.closeDay else { return nil }
        let left = day - today
        let distance = left < 0 ? max(-left - Self.overdue, 0) : left
        return distance < Self.horizon ? distance : nil
    }

    /// Half of 40 for what an open opportunity usually brings, never all.
    private func value(of stakes: [Stake]) -> Int64 {
        guard let usualValue else { return 0 }
        let value = stakes.value
        guard value > 0 else { return 0 }
        return Int64(weights.value) * 40 * value / (6 * (value + usualValue))
    }

    /// 20 for what closes now, less until 90 days ahead, for the opportunity that is nearest.
    private func closeness(of stakes: [Stake]) -> Int64 {
        guard let distance = stakes.compactMap({ distance(of: $0) }).min() else { return 0 }
        return Int64(weights.closeDate) * 20 * (Self.horizon - distance) / (6 * Self.horizon)
    }
}

extension [Stake] {
    /// What they may bring together, as far as it counts; 0 where nobody estimated it.
    package var value: Int64 { Swift.min(reduce(0) { $0 + ($1.value ?? 0) }, Stake.mostValue) }
}
