package import Interactions

/// What the numbers of a relationship say, in sentences: made of nothing but its KPIs, the same for every face.
package struct Summary: Hashable, Sendable {
    /// What has something to say, in the order of `Documentation/kpis.md`.
    package let sentences: [String]

    /// - Parameters:
    ///   - score: the relationship's.
    ///   - now: the clock of the score.
    package init(_ score: Score, at now: Int64, in language: Language = .english) {
        let totals = score.totals
        let statements: [SummaryStatement?] = [
            .compared(.email, totals.emailsSent, totals.emailsReceived),
            .compared(.meeting, totals.meetingsSent, totals.meetingsReceived),
            .compared(.phoneCall, totals.callsMade, totals.callsReceived),
            .answered(score.byUs, isOurs: true), .answered(score.byThem, isOurs: false),
            .speed(ours: score.byUs, theirs: score.byThem),
            .time(ours: totals.teamSeconds, theirs: totals.customerSeconds),
            score.circle.outside > 0 ? .circle(score.circle) : nil,
            score.attention.waitingCount > 0 ? .waiting(score.attention.waitingCount) : nil,
            score.last.map { .last(days: (now - $0.at) / Span.day, rhythm: score.interval) },
            score.next.map { .next(days: ($0.at - now) / Span.day, $0.kind) }
                ?? (score.last == nil ? nil : .nothingAhead),
        ]
        sentences = statements.compactMap { statement in
            switch language {
            case .english: statement?.english
            case .german: statement?.german
            }
        }
    }
}
