import Interactions

/// How a relationship does now, against its own rhythm; `Documentation/health.md` has the formula.
package struct Health: Hashable, Sendable {
    /// As in Dataverse as far as it has them (`msdyn_relationshiphealthscorestate`).
    package enum State: Int, Hashable, Sendable, CaseIterable {
        case good = 0
        case fair, poor, notEnough, noActivities, inProgress
        case dormant = 7
        case notApplicable
    }

    /// As in Dataverse (`msdyn_relationshiphealthtrend`).
    package enum Trend: Int, Hashable, Sendable, CaseIterable {
        case improving = 0
        case steady, declining, notEnough
        case notApplicable = 5
    }

    /// In millionths of a point.
    package struct Terms: Hashable, Sendable {
        package var activity: Int64 = 0
        package var recency: Int64 = 0
        package var balance: Int64 = 0
        package var answers: Int64 = 0
        /// What their waiting takes away: zero or less.
        package var waiting: Int64 = 0

        package var score: Int { Int((activity + recency + balance + answers + waiting) / 1_000_000) }
    }

    package var state: State
    package var trend: Trend
    /// All zero where there is no score.
    package var terms: Terms

    /// 0 to 100, nil for the states that are no score.
    package var score: Int? { state.rawValue <= State.poor.rawValue ? terms.score : nil }

    package init(state: State, trend: Trend, terms: Terms) {
        self.state = state
        self.trend = trend
        self.terms = terms
    }

    /// - Parameters:
    ///   - now: what is known at the clock.
    ///   - before: what was known at the earlier one.
    init(_ record: ScoredRecords.Record, now: HealthMeasure, before: HealthMeasure, bounds: ScoringOptions.Bounds) {
        guard record.isActive else {
            self.init(state: .notApplicable, trend: .notApplicable, terms: Terms())
            return
        }
        if let state = now.stateWithoutScore {
            self.init(state: state, trend: .notEnough, terms: Terms())
            return
        }
        let terms = now.terms
        let state: State = terms.score >= bounds.good ? .good : terms.score >= bounds.fair ? .fair : .poor
        guard before.stateWithoutScore == nil else {
            self.init(state: state, trend: .notEnough, terms: terms)
            return
        }
        let change = terms.score - before.terms.score
        let trend: Trend = change >= 5 ? .improving : change <= -5 ? .declining : .steady
        self.init(state: state, trend: trend, terms: terms)
    }
}
