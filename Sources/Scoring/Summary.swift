package import Interactions

/// What the numbers of a relationship say, in sentences: made of nothing but its KPIs, the same for every face.
package struct Summary: Hashable, Sendable {
    /// What has something to say, in the order of `Documentation/kpis.md`.
    package let sentences: [String]

    /// - Parameters:
    ///   - score: the relationship's.
    ///   - now: the clock of the score.
    ///   - day: the number of the day on which an instant is where the reader is.
    package init(
        _ score: Score,
        at now: Int64,
        in language: Language = .english,
        day: (Int64) -> Int64 = { $0.flooredDivision(by: Span.day).quotient }
    ) {
        let totals = score.totals
        let statements: [SummaryStatement?] = [
            .compared(.email, totals.emailsSent, totals.emailsReceived),
            .compared(.meeting, totals.meetingsSent, totals.meetingsReceived),
            .compared(.phoneCall, totals.callsMade, totals.callsReceived),
            .answered(score.byUs, isOurs: true), .answered(score.byThem, isOurs: false),
            .speed(ours: score.byUs, theirs: score.byThem),
            .time(ours: totals.teamSeconds, theirs: totals.customerSeconds),
            score.circle.outside > 0 ? .circle(score.circle) : nil,
            .waiting(.email, score.attention.waitingCount - score.attention.waitingCalls),
            .waiting(.phoneCall, score.attention.waitingCalls),
            score.last.map {
                .last(days: (now - $0.at) / Span.day, rhythm: score.usualGap, isLearnt: score.isRhythmLearnt)
            },
            score.next.map { .next(days: day($0.at) - day(now), $0.kind) }
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
