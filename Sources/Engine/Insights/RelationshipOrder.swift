import Interactions
import Scoring

/// By what lists of relationships are sorted: every column that is no list has the name that it has in JSON.
///
/// Numbers begin with the greatest, what lies ahead with the nearest, what was with the latest, and words with the
/// first of the alphabet; what has nothing there comes last.
package enum RelationshipOrder: String, Hashable, Sendable, CaseIterable {
    /// What needs attention first.
    case attention
    case health, strength, importance, interactions, waiting
    case intervalDays = "interval_days"
    case emailsSent = "emails_sent"
    case emailsReceived = "emails_received"
    case emailsSentPercent = "emails_sent_percent"
    case repliesSent = "replies_sent"
    case repliesReceived = "replies_received"
    case meetingsSent = "meetings_sent"
    case meetingsReceived = "meetings_received"
    case callsMade = "calls_made"
    case callsReceived = "calls_received"
    case teamSeconds = "team_seconds"
    case customerSeconds = "customer_seconds"
    case askedByThem = "asked_by_them"
    case answeredByUs = "answered_by_us"
    case answerPercentByUs = "answer_percent_by_us"
    case firstAnswerSecondsByUs = "first_answer_seconds_by_us"
    case askedByUs = "asked_by_us"
    case answeredByThem = "answered_by_them"
    case answerPercentByThem = "answer_percent_by_them"
    case firstAnswerSecondsByThem = "first_answer_seconds_by_them"
    case peopleOutside = "people_outside"
    case peopleInside = "people_inside"
    case last, next
    /// The first to close first; of those of one day the one that may bring most.
    case closeDate = "close_date"
    case estimatedValue = "estimated_value_hundredths"
    case name, record, kind, state, trend, basis, reason, owner, account, stage, currency
    case ownerName = "owner_name"
    case accountName = "account_name"
    case scoringVersion = "scoring_version"
}

extension Relationships {
    /// Positions of all records; where the order leaves them equal, by their names.
    ///
    /// - Parameter isReversed: the least first; what has nothing to sort by stays last.
    package func records(by order: RelationshipOrder, isReversed: Bool = false) -> [Int] {
        orders.records(by: order, isReversed: isReversed) { sorted(by: order, isReversed: isReversed) }
    }

    private func sorted(by order: RelationshipOrder, isReversed: Bool) -> [Int] {
        let keyed = index.records.indices.map { record in
            (record: record, key: rank(of: record, by: order), name: SearchText(index.records[record].name ?? "").text)
        }
        return keyed.sorted { left, right in
            guard left.key == right.key else {
                guard let one = left.key, let other = right.key else { return right.key == nil }
                return isReversed ? other < one : one < other
            }
            return (left.name, left.record) < (right.name, right.record)
        }.map(\.record)
    }
}
