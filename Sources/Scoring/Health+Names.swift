extension Health.State {
    /// The word that results use.
    package var name: String {
        switch self {
        case .good: "good"
        case .fair: "fair"
        case .poor: "poor"
        case .notEnough: "not enough"
        case .noActivities: "no activities"
        case .inProgress: "in progress"
        case .dormant: "dormant"
        case .notApplicable: "closed"
        }
    }
}

extension Health.Trend {
    /// The word that results use.
    package var name: String {
        switch self {
        case .improving: "improving"
        case .steady: "steady"
        case .declining: "declining"
        case .notEnough: "not enough"
        case .notApplicable: "closed"
        }
    }
}
