extension Health.State {
    /// Nil for what is no name of a state; a hyphen is as good as a space.
    package init?(name: String) {
        let name = String(name.map { $0 == "-" || $0 == "_" ? " " : $0 })
        guard let state = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = state
    }

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

    /// `health_state` of the record: the word in one piece.
    package var recordName: String { name.joinedByUnderscores }
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

    /// `health_trend` of the record: the word in one piece.
    package var recordName: String { name.joinedByUnderscores }
}

extension String {
    fileprivate var joinedByUnderscores: String { String(decoding: utf8.map { $0 == 0x20 ? 0x5F : $0 }, as: UTF8.self) }
}
