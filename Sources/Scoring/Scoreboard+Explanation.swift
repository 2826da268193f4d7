import Interactions

extension Scoreboard {
    /// One interaction behind a record's health.
    package struct Contribution: Hashable, Sendable {
        package var moment: Score.Moment
        /// The store's number of the interaction.
        package var number: Int64
        /// Weight × base × crowd × role: `Documentation/health.md`, "Values".
        package var worth: Int64
        /// We wrote, called, or came.
        package var isOurs: Bool
        /// They wrote, called, or came.
        package var isTheirs: Bool
        /// Of the worth, millionths that are left at the clock.
        package var factor: Int64
    }

    /// What counts for a record, the latest first; what has faded away, what pursues, and what is still to come, with a
    /// factor of 0.
    package func contributions(to record: Int) -> [Contribution] {
        let all = all(of: record).map { one in
            let row = history.rows[one.position]
            return Weighed(one, row, value: options.value(of: row.kind))
        }
        let theirs = all.lazy.filter { $0.isTheirs && $0.worth > 0 && $0.at <= now }.map(\.at).max()
        let interval = scores[record].interval
        let pursuit = Pursuit(after: theirs ?? .min, interval: interval)
        let passage = Passage(interval: interval)
        return all.map { weighed in
            let age = passage.reading(at: now) - passage.reading(at: weighed.at)
            return Contribution(
                moment: history.moment(at: Int(weighed.position)),
                number: history.number(at: Int(weighed.position)),
                worth: Int64(weighed.worth),
                isOurs: weighed.isOurs,
                isTheirs: weighed.isTheirs,
                factor: pursuit.covers(weighed) ? 0 : Decay.factor(age: age, length: interval * Span.day)
            )
        }.sorted { ($0.moment.at, $0.moment.key) > ($1.moment.at, $1.moment.key) }
    }

    /// How many records of those that have a score would have each grade under other bounds: good, fair and poor.
    package func grades(under bounds: ScoringOptions.Bounds, among records: [Int]) -> [Int] {
        var grades = [0, 0, 0]
        for record in records {
            guard let score = scores[record].health.score else { continue }
            grades[score >= bounds.good ? 0 : score >= bounds.fair ? 1 : 2] += 1
        }
        return grades
    }
}
