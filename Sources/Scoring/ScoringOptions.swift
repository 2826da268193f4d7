import Interactions

/// What an administrator may set; `Documentation/health.md` says what it does.
package struct ScoringOptions: Hashable, Sendable {
    /// How often one expects contact.
    package enum Frequency: String, Hashable, Sendable, CaseIterable {
        case day, fewDays, week, coupleOfWeeks, month

        package var days: Int64 {
            switch self {
            case .day: 1
            case .fewDays: 3
            case .week: 7
            case .coupleOfWeeks: 14
            case .month: 30
            }
        }
    }

    /// How much a kind of interaction counts; 6 is neutral.
    package struct Weights: Hashable, Sendable {
        package static let range = 3...9

        package var email = 6
        package var meeting = 6
        package var phoneCall = 6

        package init() {}

        subscript(kind: Interaction.Kind) -> Int {
            switch kind {
            case .email: email
            case .meeting: meeting
            case .phoneCall: phoneCall
            }
        }
    }

    /// How much each thing adds to a relationship's importance; 6 is neutral, 0 leaves it out.
    package struct ImportanceWeights: Hashable, Sendable {
        package static let range = 0...9

        package var strength = 6
        /// What open opportunities may bring.
        package var value = 6
        package var closeDate = 6
        /// How many people on their side take part.
        package var people = 6

        package init() {}
    }

    /// The lowest scores of the grades.
    package struct Bounds: Hashable, Sendable {
        package var good = 60
        package var fair = 40

        package init() {}

        /// Nil unless 0 < `fair` < `good` <= 100.
        package init?(good: Int, fair: Int) {
            guard 0 < fair, fair < good, good <= 100 else { return nil }
            self.good = good
            self.fair = fair
        }
    }

    package var weights = Weights()
    package var importance = ImportanceWeights()
    package var frequency = Frequency.week
    package var bounds = Bounds()
    package var businessHours: BusinessHours?
    /// Whether mailboxes are read: on CRM data alone, who-knows-whom ignores phone calls.
    package var usesExchange = true

    package init() {}

    /// A kind's base times its weight.
    func value(of kind: Interaction.Kind) -> Int64 { kind.base * Int64(weights[kind]) }

    /// What a day has for answers: with business hours those of one.
    var daySeconds: Int64 { businessHours.map { $0.closes - $0.opens } ?? 86_400 }

    /// What a week has for answers.
    var weekSeconds: Int64 { businessHours == nil ? 7 * 86_400 : 5 * daySeconds }

    /// Seconds within which one may expect an answer: the average, within a day and a week; two days without any.
    func usualSeconds(_ answers: Score.Answers) -> Int64 {
        answers.averageSeconds.map { min(max($0, daySeconds), weekSeconds) } ?? 2 * daySeconds
    }

    /// How far back the trend looks.
    var trendGap: Int64 { min(max(2 * frequency.days, 14), 60) * Span.day }
}

/// Microseconds.
enum Span {
    static let second: Int64 = 1_000_000
    static let day = Timestamp.microsecondsPerDay
    /// In which totals, answers and people are counted.
    static let year = 365 * day
    /// After which a relationship sleeps.
    static let dormancy = 730 * day
    /// Within which what is planned is as good as an answer.
    static let soon = 7 * day
    /// Of the counts by week and by day.
    static let weeks = 60 * day
    /// Within which what is planned is waited for, however fast the rhythm.
    static let nearFuture = 30 * day
}

extension Interaction.Kind {
    /// What one of them is worth before the weights.
    var base: Int64 {
        switch self {
        case .email: 1
        case .phoneCall: 2
        case .meeting: 3
        }
    }
}
