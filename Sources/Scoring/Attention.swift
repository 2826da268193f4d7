/// How urgently a relationship wants to be looked at; the most urgent one is the least.
package struct Attention: Comparable, Sendable {
    /// What declines below good, what is poor, what declines from high, what is fair, the rest, and what is closed.
    private let group: Int
    private let interactions: Int64

    /// - Parameter health: what is shown of the record, which differs from the score's own while mailboxes are read.
    package init(_ health: Health, _ totals: Score.Totals) {
        group =
            switch (health.state, health.trend) {
            case (.fair, .declining), (.poor, .declining): 0
            case (.poor, _): 1
            case (.good, .declining): 2
            case (.fair, _): 3
            case (.good, _): 4
            case (.notApplicable, _): 6
            default: 5
            }
        interactions = totals.interactions
    }

    /// Among equals the one that has more to lose comes first.
    package static func < (left: Self, right: Self) -> Bool {
        (left.group, right.interactions) < (right.group, left.interactions)
    }
}
