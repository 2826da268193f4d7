import Interactions

/// How well a relationship does; `Documentation/health.md` has the formula.
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

        package var score: Int { Int((activity + recency + balance + answers) / 1_000_000) }
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
    ///   - now: what is known at the clock, `before` what was at the earlier one.
    static func of(_ record: ScoredRecords.Record, now: Tally, before: Tally, options: ScoringOptions) -> Health {
        guard record.isActive else { return Health(state: .notApplicable, trend: .notApplicable, terms: Terms()) }
        if let state = now.stateWithoutScore { return Health(state: state, trend: .notEnough, terms: Terms()) }
        let terms = now.terms(options)
        let state: State =
            terms.score >= options.bounds.good ? .good : terms.score >= options.bounds.fair ? .fair : .poor
        guard before.stateWithoutScore == nil else { return Health(state: state, trend: .notEnough, terms: terms) }
        let change = terms.score - before.terms(options).score
        return Health(state: state, trend: change >= 5 ? .improving : change <= -5 ? .declining : .steady, terms: terms)
    }
}

extension Health {
    /// The sums behind the terms, at one clock.
    struct Tally {
        private let clock: Int64
        private let interval: Int64
        private var value: Int64 = 0
        private var fromThem: Int64 = 0
        private var fromUs: Int64 = 0
        private var answers: Int64 = 0
        private var lastFromThem = Int64.min
        private var lastFromUs = Int64.min
        private var inYear = 0

        init(clock: Int64, options: ScoringOptions) {
            self.clock = clock
            interval = options.frequency.days * Span.day
        }

        mutating func add(_ row: History.Row, worth: Int64) {
            guard row.at <= clock else { return }
            let age = clock - row.at
            if age < Span.year { inYear += 1 }
            if row.kind == .meeting || !row.isOutbound { lastFromThem = max(lastFromThem, row.at) }
            if row.isOutbound { lastFromUs = max(lastFromUs, row.at) }
            let faded = worth * Decay.factor(age: age, length: interval)
            guard faded > 0 else { return }
            value += faded
            if row.kind == .meeting || !row.isOutbound { fromThem += faded }
            if row.kind == .meeting || row.isOutbound { fromUs += faded }
            if row.kind == .meeting || (!row.isOutbound && (row.kind == .phoneCall || row.marks.contains(.reply))) {
                answers += faded
            }
        }

        /// What stands in place of a score, nil if there is one.
        var stateWithoutScore: State? {
            let last = max(lastFromThem, lastFromUs)
            if last == .min { return .noActivities }
            if clock - last > Span.dormancy { return .dormant }
            return inYear < 3 ? .notEnough : nil
        }

        func terms(_ options: ScoringOptions) -> Terms {
            let whole = Decay.expected
            var terms = Terms()
            terms.activity = 30_000_000 * min(value, whole) / whole
            terms.recency = max(points(since: lastFromThem), points(since: lastFromUs) / 4)
            terms.balance = 25_000_000 * min(fromThem, fromUs, whole / 2) / (whole / 2)
            terms.answers = 15_000_000 * min(answers, whole / 4) / (whole / 4)
            return terms
        }

        private func points(since instant: Int64) -> Int64 {
            guard instant != .min else { return 0 }
            let intervals = (clock - instant) / interval
            return intervals < Decay.recency.count ? Decay.recency[Int(intervals)] : 0
        }
    }
}
