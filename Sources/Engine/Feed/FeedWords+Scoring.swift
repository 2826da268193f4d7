package import Feed
package import Interactions
package import Scoring

// Each value has its word here, or this does not compile.

extension FeedWords.HealthState {
    /// The word of a grade, or of why there is none.
    package init(_ state: Health.State) {
        self =
            switch state {
            case .good: .good
            case .fair: .fair
            case .poor: .poor
            case .notEnough: .notEnough
            case .noActivities: .noActivities
            case .inProgress: .inProgress
            case .dormant: .dormant
            case .notApplicable: .closed
            }
    }
}

extension FeedWords.HealthTrend {
    /// The word of where a relationship's health goes.
    package init(_ trend: Health.Trend) {
        self =
            switch trend {
            case .improving: .improving
            case .steady: .steady
            case .declining: .declining
            case .notEnough: .notEnough
            case .notApplicable: .closed
            }
    }
}

extension FeedWords.Reason {
    /// The word of what a relationship needs.
    package init(_ reason: Attention.Reason) {
        self =
            switch reason {
            case .none: .none
            case .waiting: .waiting
            case .closing: .closing
            case .silent: .silent
            case .declining: .declining
            case .unheard: .unheard
            case .poor: .poor
            }
    }
}

extension FeedWords.Band {
    /// The word of how well two know each other.
    package init(_ band: Introducer.Band) {
        self =
            switch band {
            case .strong: .strong
            case .good: .good
            case .weak: .weak
            case .unknown: .unknown
            }
    }
}

extension FeedWords.SaleState {
    /// The word of what became of a sale.
    package init(_ state: Sale.State) {
        self =
            switch state {
            case .open: .open
            case .won: .won
            case .lost: .lost
            }
    }
}
