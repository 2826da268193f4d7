extension Attention {
    /// How many days before the close date a meeting should be planned.
    private static let closing: Int64 = 45

    /// - Parameters:
    ///   - score: with its health, strength, interval and circle.
    ///   - before: what was known at the earlier clock of the trend.
    ///   - importance: what the relationship is measured by.
    init(
        _ record: ScoredRecords.Record,
        _ score: Score,
        now: HealthMeasure,
        before: HealthMeasure,
        usualAnswer: Int64,
        importance measure: Importance,
        clock: Int64
    ) {
        self.init()
        waitingCount = now.unansweredByUs.count
        if waitingCount > 0 { (waitingSince, waitingLast) = (now.unansweredByUs.first, now.unansweredByUs.last) }
        silentDays = now.silentDays
        (unheardCount, wasEverHeard) = (now.unheardCount, now.wasEverHeard)
        if score.health.score != nil, before.stateWithoutScore == nil { formerHealth = before.terms.score }
        guard record.isActive else { return }
        importance = measure.points(of: record, strength: score.strength, people: score.circle.outside)
        addWaiting(now.waited, usual: usualAnswer, clock: clock)
        if record.kind == .opportunity, !now.isAnythingAhead {
            addClosing(record.stakes, score, measure)
        }
        addSilence(now, interval: score.interval)
        addHealth(score.health)
        if reason == .closing { closeDay = record.stakes.first?.closeDay }
    }

    private mutating func addWaiting(_ waited: Int64, usual: Int64, clock: Int64) {
        guard waitingCount > 0, clock - waitingLast < Span.patience, waited >= usual else { return }
        let risk = min(30 + 10 * waitingCount + 10 * min(waited / usual, 4), 100)
        // Whoever writes again and again matters, even if we hardly know them.
        raise(to: risk * max(importance, min(35 + 10 * waitingCount, 75)) / 100, .waiting)
    }

    private mutating func addClosing(_ stakes: [Stake], _ score: Score, _ measure: Importance) {
        guard let stake = stakes.first, let left = measure.daysLeft(stake), left <= Self.closing else { return }
        var risk = 30 + 30 * (Self.closing - max(left, 0)) / Self.closing
        if score.circle.outside <= 1 { risk += 20 }
        if silentDays ?? .max > score.interval { risk += 20 }
        raise(to: risk * importance / 100, .closing)
    }

    private mutating func addSilence(_ now: HealthMeasure, interval: Int64) {
        guard now.isTwoWay, !now.isPlanned, let silentDays, silentDays > interval else { return }
        let risk = 70 * min(silentDays - interval, 2 * interval) / (2 * interval)
        raise(to: risk * importance / 100, .silent)
    }

    private mutating func addHealth(_ health: Health) {
        guard let points = health.score else { return }
        if health.trend == .declining, let formerHealth {
            raise(to: min(2 * Int64(formerHealth - points), 60) * importance / 100, .declining)
        }
        guard health.state == .poor else { return }
        if unheardCount >= 3 { raise(to: 30 * importance / 100, .unheard) }
        raise(to: Int64(100 - points) / 5 * importance / 100, .poor)
    }
}
