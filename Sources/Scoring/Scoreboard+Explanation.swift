import Interactions

extension Scoreboard {
    /// One interaction behind a record's health.
    package struct Contribution: Hashable, Sendable {
        package var moment: Score.Moment
        /// The store's number of the interaction.
        package var number: Int64
        /// Base times weight.
        package var worth: Int64
        /// Of the worth, millionths that are left at the clock.
        package var factor: Int64
    }

    /// What counts for a record, the latest first; what has faded away, and what is still to come, with a factor of 0.
    package func contributions(to record: Int) -> [Contribution] {
        interactions(of: record).map { position in
            let moment = history.moment(at: position)
            return Contribution(
                moment: moment,
                number: history.number(at: position),
                worth: options.value(of: moment.kind),
                factor: Decay.factor(age: now - moment.at, length: options.frequency.days * Span.day)
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
