/// Words that a scoring's results have in the feed; who makes such rows takes them from here, and schemas list them
/// all.
package enum FeedWords {
    package enum HealthState: String, Hashable, Sendable, CaseIterable {
        case good, fair, poor
        case notEnough = "not_enough"
        case noActivities = "no_activities"
        case inProgress = "in_progress"
        case dormant, closed
    }

    package enum HealthTrend: String, Hashable, Sendable, CaseIterable {
        case improving, steady, declining
        case notEnough = "not_enough"
        case closed
    }

    package enum Reason: String, Hashable, Sendable, CaseIterable {
        case none, waiting, closing, silent, declining, unheard, poor
    }

    package enum Band: String, Hashable, Sendable, CaseIterable {
        case strong, good, weak, unknown
    }

    package enum SaleState: String, Hashable, Sendable, CaseIterable {
        case open, won, lost
    }
}
