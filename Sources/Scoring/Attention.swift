/// How urgently a relationship wants to be looked at, and why; `Documentation/health.md`, "Attention".
package struct Attention: Hashable, Sendable {
    /// What is wrong with it.
    package enum Reason: Int, Hashable, Sendable, CaseIterable {
        case none = 0
        /// They wrote, and nobody answered.
        case waiting
        /// Both sides used to be in contact, and nothing came for longer than usual.
        case silent
        /// Its health fell.
        case declining
        /// We wrote, and they did not answer.
        case unheard
        /// Its health is poor.
        case poor
    }

    /// Risk × importance, 0 to 100.
    package var points: Int64 = 0
    package var reason = Reason.none
    /// Mails that wait for our answer.
    package var waitingCount: Int64 = 0
    /// When the first and the last of them came; both 0 without any.
    package var waitingSince: Int64 = 0
    package var waitingLast: Int64 = 0
    /// Mails of ours after the last contact from them.
    package var unheardCount: Int64 = 0
    /// Whole days since the last contact, nil without any that says something.
    package var silentDays: Int64?
    /// The health at the earlier clock of the trend, nil where there was none.
    package var formerHealth: Int?

    package init() {}

    /// - Parameters:
    ///   - score: with its health, strength and interval.
    ///   - before: what was known at the earlier clock of the trend.
    init(
        _ record: ScoredRecords.Record,
        _ score: Score,
        now: HealthMeasure,
        before: HealthMeasure,
        measures: HealthMeasure.Measures,
        clock: Int64
    ) {
        self.init()
        let (health, interval, usualAnswer) = (score.health, measures.interval, measures.usualAnswer)
        waitingCount = now.unansweredByUs.count
        if waitingCount > 0 { (waitingSince, waitingLast) = (now.unansweredByUs.first, now.unansweredByUs.last) }
        silentDays = now.silentDays
        unheardCount = now.unheardCount
        if health.score != nil, before.stateWithoutScore == nil { formerHealth = before.terms.score }
        guard record.isActive else { return }
        let importance = min(20 + 80 * Int64(score.strength) / 100 + (record.kind == .opportunity ? 20 : 0), 100)
        if waitingCount > 0, clock - waitingLast < Span.patience, now.waited >= usualAnswer {
            let risk = min(30 + 10 * waitingCount + 10 * min(now.waited / usualAnswer, 4), 100)
            raise(to: risk * max(importance, 75) / 100, .waiting)
        }
        if now.isTwoWay, !now.isPlanned, let silentDays, silentDays > interval {
            let risk = 70 * min(silentDays - interval, 2 * interval) / (2 * interval)
            raise(to: risk * importance / 100, .silent)
        }
        guard let points = health.score else { return }
        if health.trend == .declining, let formerHealth {
            raise(to: min(2 * Int64(formerHealth - points), 60) * importance / 100, .declining)
        }
        guard health.state == .poor else { return }
        if unheardCount >= 3 { raise(to: 30 * importance / 100, .unheard) }
        raise(to: Int64(100 - points) / 5 * importance / 100, .poor)
    }

    /// The greatest counts; where several are as great, the first.
    private mutating func raise(to points: Int64, _ reason: Reason) {
        if points > self.points { (self.points, self.reason) = (points, reason) }
    }
}
