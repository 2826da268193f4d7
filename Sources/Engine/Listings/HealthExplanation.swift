import Interactions
import Scoring

/// Where a health score comes from.
package struct HealthExplanation: Encodable {
    package struct Term: Encodable {
        package let term: String
        /// In millionths.
        package let points: Int64
        package let most: Int
    }

    package struct Behind: Encodable {
        package let at: String
        package let kind: String
        package let direction: String
        /// Weight × base × crowd × role.
        package let worth: Int64
        /// `us`, `them`, `both`, or `nobody` where they only read along.
        package let from: String
        /// Millionths of it that are left.
        package let factor: Int64
        /// The number of the interaction's record in the export.
        package let sequence: Int64
    }

    package let terms: [Term]
    /// The latest first.
    package let interactions: [Behind]

    package init(_ record: Int, of relationships: Relationships) {
        let terms = relationships.board.scores[record].health.terms
        self.terms = [
            Term(term: "activity", points: terms.activity, most: 25),
            Term(term: "recency", points: terms.recency, most: 30),
            Term(term: "balance", points: terms.balance, most: 25),
            Term(term: "answers", points: terms.answers, most: 20),
            Term(term: "waiting", points: terms.waiting, most: 0),
        ]
        interactions = relationships.board.contributions(to: record).map { contribution in
            Behind(
                at: Timestamp(microseconds: contribution.moment.at).iso8601,
                kind: contribution.moment.kind.recordName,
                direction: contribution.moment.direction.recordName,
                worth: contribution.worth,
                from: contribution.sides,
                factor: contribution.factor,
                sequence: contribution.number
            )
        }
    }
}

extension Scoreboard.Contribution {
    fileprivate var sides: String {
        switch (isOurs, isTheirs) {
        case (true, true): "both"
        case (true, false): "us"
        case (false, true): "them"
        case (false, false): "nobody"
        }
    }
}
