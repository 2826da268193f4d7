extension Attention {
    /// How many days before the close date a meeting should be planned.
    private static let closing: Int64 = 60
    /// For how many days after the last mail waiting is as urgent as at first, and by how much longer each mail is
    /// waited for.
    private static let patience: Int64 = 30
    /// From which day on somebody is forgotten who hardly ever was in contact, and in how many days.
    private static let forgetting: (from: Int64, days: Int64) = (90, 180)

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
        (waitingCount, waitingCalls) = (now.unansweredByUs.count, now.unansweredByUs.calls)
        if waitingCount > 0 { (waitingSince, waitingLast) = (now.unansweredByUs.first, now.unansweredByUs.last) }
        silentDays = now.silentDays
        (unheardCount, contact) = (now.unheardCount, Contact(now.contacts))
        if score.health.score != nil, before.stateWithoutScore == nil { formerHealth = before.terms.score }
        guard record.isActive else { return }
        importance = measure.points(of: record, strength: score.strength, people: score.circle.outside)
        addWaiting(now.waited, usual: usualAnswer, clock: clock)
        let closing = record.kind == .opportunity ? closingPoints(record.stakes, score, now, measure) : 0
        raise(to: closing, .closing)
        // Of a sale that closes the words say the silence too.
        raise(to: silencePoints(now, score), closing > 0 ? .closing : .silent)
        addUnheard(score.health)
        if !now.isPlanned { addHealth(score.health) }
        if reason == .closing { closeDay = record.stakes.first?.closeDay }
    }

    private mutating func addWaiting(_ waited: Int64, usual: Int64, clock: Int64) {
        guard waitingCount > 0, waited >= usual else { return }
        let risk = min(30 + 10 * waitingCount + 10 * min(waited / usual, 4), 100)
        // Whoever writes again and again matters, even if we hardly know them; whom we know, a little more.
        let matter = max(importance, min(35 + 10 * waitingCount, 75)) + (importance - 20) / 4
        let points = risk * min(matter, 100) / 100
        // Who wrote once is not waited for as long as who wrote often.
        let fading = (min(waitingCount, 4) * Self.patience + 15 - Self.patience) * 86_400
        let left = Self.patience * 86_400 + fading - (clock - waitingLast) / Span.second
        raise(to: points * min(max(left, 0), fading) / fading, .waiting)
    }

    private mutating func closingPoints(
        _ stakes: [Stake],
        _ score: Score,
        _ now: HealthMeasure,
        _ measure: Importance
    ) -> Int64 {
        let contacts = now.contacts
        var points: Int64 = 0
        isPlannedBeside = contacts.nextOfAny == .max && now.company.nextOfAny != .max
        if silentDays == nil, contacts.nextOfAny == .max, !isPlannedBeside {
            isUntouched = true
            points = 30 * importance / 100
        }
        guard let stake = stakes.first, let day = stake.closeDay, let distance = measure.distance(of: stake),
            distance < Self.closing, !isCalmed(contacts.nextOfAny, closing: day, today: measure.today)
        else { return points }
        var risk: Int64 = 60
        isSingle = score.circle.outside == 1
        let isAlone = score.circle.outside == 0 && !contacts.isKnownBeside
        if isSingle || isAlone { risk += 20 }
        if silentDays ?? .max > score.interval { risk += 20 }
        isPlannedLater = contacts.nextOfAny != .max
        return max(points, (Self.closing - distance) * risk / Self.closing * importance / 100)
    }

    /// Whether what lies ahead comes before the close date, or so soon that it is about it.
    private func isCalmed(_ next: Int64, closing day: Int64, today: Int64) -> Bool {
        guard next != .max else { return false }
        return day < today || next < (max(day, today + 7) + 1) * Span.day
    }

    private func silencePoints(_ now: HealthMeasure, _ score: Score) -> Int64 {
        let interval = score.interval
        guard now.contacts.isTwoWay, !now.isPlanned, let silentDays, silentDays > interval else { return 0 }
        // Where there was no rhythm, nobody knows that it is missed.
        let most: Int64 = score.isRhythmLearnt ? 70 : 35
        let whole = min(2 * interval, Self.forgetting.from)
        let points = most * min(silentDays - interval, whole) / whole * importance / 100
        let (start, days) = Self.forgetting
        let left = score.isRare ? min(max(start + days - silentDays, 0), days) : days
        return points * left / days
    }

    private mutating func addUnheard(_ health: Health) {
        if health.state == .poor, unheardCount >= 3 { raise(to: 30 * importance / 100, .unheard) }
    }

    private mutating func addHealth(_ health: Health) {
        guard let points = health.score else { return }
        if health.trend == .declining, let formerHealth {
            raise(to: min(2 * Int64(formerHealth - points), 60) * importance / 100, .declining)
        }
        if health.state == .poor { raise(to: Int64(100 - points) / 5 * importance / 100, .poor) }
    }
}
