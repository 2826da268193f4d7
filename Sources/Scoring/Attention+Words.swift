extension Attention {
    /// Why it needs attention, nil where nothing is wrong.
    ///
    /// - Parameters:
    ///   - score: the relationship's.
    ///   - now: the clock of the score.
    package func words(_ score: Score, at now: Int64) -> String? {
        switch reason {
        case .none: nil
        case .waiting:
            "they wrote \(waitingCount == 1 ? "once" : "\(waitingCount) times"), last \(Self.ago(now - waitingLast)), no answer"
        case .silent: "usual rhythm \(Self.days(score.interval)), silent for \(silentDays ?? 0)"
        case .declining: "health fell from \(formerHealth ?? 0) to \(score.health.score ?? 0)"
        case .unheard: "we wrote \(unheardCount) times since we last heard from them, no answer"
        case .poor: "health is \(score.health.score ?? 0) of 100"
        }
    }

    private static func ago(_ microseconds: Int64) -> String {
        let days = microseconds / Span.day
        return days == 0 ? "today" : "\(Self.days(days)) ago"
    }

    private static func days(_ days: Int64) -> String { days == 1 ? "1 day" : "\(days) days" }
}
