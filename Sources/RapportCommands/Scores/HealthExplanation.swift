import Engine
import Interactions
import Scoring

/// Where a health score comes from.
struct HealthExplanation: Encodable {
    struct Term: Encodable {
        let term: String
        /// In millionths.
        let points: Int64
        let most: Int
    }

    struct Behind: Encodable {
        let at: String
        let kind: String
        let direction: String
        /// Weight × base × crowd × role.
        let worth: Int64
        /// `us`, `them`, `both`, or `nobody` where they only read along.
        let from: String
        /// Millionths of it that are left.
        let factor: Int64
        /// The number of the interaction's record in the export.
        let sequence: Int64
    }

    let terms: [Term]
    /// The latest first.
    let interactions: [Behind]

    init(_ record: Int, of relationships: Relationships) {
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

    func print() throws {
        func points(_ millionths: Int64) -> String {
            let hundredths = millionths.magnitude / 10_000
            return
                "\(millionths < 0 ? "-" : "")\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
        }
        try Terminal.print("")
        let columns: [Listing<Term>.Column] = [
            .text("term") { $0.term }, .text("points") { points($0.points) }, .number("of") { $0.most },
        ]
        for line in Listing(columns: columns, rows: terms).table { try Terminal.print(line) }
        try Terminal.print("")
        let behind: [Listing<Behind>.Column] = [
            .text("when") { $0.at }, .text("kind") { $0.kind }, .text("direction") { $0.direction },
            .text("from") { $0.from }, .number("worth") { Int($0.worth) },
            .text("left of it") { "\($0.factor / 10_000) %" },
            .number("sequence") { Int($0.sequence) },
        ]
        for line in Listing(columns: behind, rows: interactions).table { try Terminal.print(line) }
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
