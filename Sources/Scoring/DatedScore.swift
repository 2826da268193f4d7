/// What scoring says of a record, and as of when: it stays the same until something happens or the board's clock moves.
package struct DatedScore: Hashable, Sendable {
    package let score: Score
    /// Microseconds since 1970; nil where nothing ever counted for the record, and nothing is due.
    package let at: Int64?
}

extension Scoreboard {
    /// By record, the last instant from the board's clock on at which anything counted for it, or was planned for it;
    /// the board's clock where nothing did.
    ///
    /// - Parameter end: what lies after it is still to come.
    package func clocks(through end: Int64) -> [Int64] {
        scores.indices.map { record in
            (everything(of: record) + company(of: record)).reduce(now) { latest, one in
                let at = history.rows[one.position].at
                return at <= end ? max(latest, at) : latest
            }
        }
    }

    /// Each record's score at its clock: equal to that of a board with this clock.
    ///
    /// - Parameter clocks: from `clocks(through:)`.
    package func dated(_ clocks: [Int64]) -> [DatedScore] {
        var scorer = RecordScorer(history: history, book: book, options: options, now: now)
        return clocks.enumerated().map { record, clock in
            // What was planned and has not happened counts as little as in a board with this clock.
            func counts(_ one: Attributed) -> Bool {
                let row = history.rows[one.position]
                return !row.marks.contains(.planned) || row.at > clock
            }
            let own = everything(of: record).filter(counts)
            var score = scores[record]
            if clock != now {
                scorer.now = clock
                score = scorer.score(record, attributed: own, company: company(of: record).filter(counts))
            }
            let isTimeless = own.isEmpty && score.attention.points == 0
            return DatedScore(score: score, at: isTimeless ? nil : clock)
        }
    }
}
