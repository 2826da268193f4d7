import Interactions
import Scoring

/// What stands where in a list: numbers that are compared one after the other, then a text.
struct RelationshipRank: Comparable {
    let numbers: [Int64]
    let text: String

    static func number(_ number: Int64?) -> Self? { number.map { Self(numbers: [$0], text: "") } }

    /// The greatest first.
    static func greatest(_ number: Int64?) -> Self? { .number(number.map { -$0 }) }

    /// Without regard to accents and case.
    static func word(_ text: String?) -> Self? { text.map { Self(numbers: [], text: SearchText($0).text) } }

    static func < (left: Self, right: Self) -> Bool {
        left.numbers == right.numbers
            ? left.text < right.text : left.numbers.lexicographicallyPrecedes(right.numbers)
    }
}

extension Relationships {
    /// Where a record stands by an order, nil where it has nothing to sort by.
    func rank(of record: Int, by order: RelationshipOrder) -> RelationshipRank? {
        let score = board.scores[record]
        switch order {
        case .attention:
            // What is closed needs nothing, and comes after what does well.
            let closed: Int64 = board.book.records[record].isActive ? 0 : 1
            let points = attentions[record].points
            let stake = board.book.records[record].stakes.value
            let matter = points > 0 ? [-score.attention.importance, -stake] : [0, 0]
            return RelationshipRank(numbers: [-points, closed] + matter + [-score.totals.interactions], text: "")
        case .last: return .greatest(score.last?.at)
        case .next: return .number(score.next?.at)
        case .closeDate:
            let sale = index.records[record].sale
            return sale?.closeDate.map {
                RelationshipRank(numbers: [Int64($0.dayNumber), -max(sale?.estimatedValue ?? 0, 0)], text: "")
            }
        case .stage: return .word(index.records[record].sale?.stage)
        case .firstAnswerSecondsByUs: return .greatest(score.byUs.averageSeconds)
        case .firstAnswerSecondsByThem: return .greatest(score.byThem.averageSeconds)
        case .name: return .word(index.records[record].name)
        case .kind: return .word(index.records[record].reference.table.rawValue)
        case .state: return .number(Int64(health(of: record).state.rawValue))
        case .trend: return .number(Int64(health(of: record).trend.rawValue))
        case .basis: return .number(score.isInExchange ? 0 : 1)
        case .reason: return .word(attentions[record].words(score, at: board.now, in: language))
        case .record: return .word(index.records[record].reference.text)
        case .currency: return .word(index.records[record].sale?.currency)
        case .owner, .ownerName: return .word(index.owner(of: record)?.name)
        case .account, .accountName: return .word(index.company(of: record).flatMap { index.records[$0].name })
        default: return .greatest(number(of: record, by: order))
        }
    }

    private func number(of record: Int, by order: RelationshipOrder) -> Int64? {
        let score = board.scores[record]
        let totals = score.totals
        return switch order {
        case .health: health(of: record).score.map { Int64($0) }
        case .strength: Int64(score.strength)
        case .importance: score.attention.importance
        case .interactions: totals.interactions
        case .waiting: score.attention.waitingCount
        case .intervalDays: score.interval
        case .emailsSent: totals.emailsSent
        case .emailsReceived: totals.emailsReceived
        case .emailsSentPercent: totals.emailsSentPercent
        case .repliesSent: totals.repliesSent
        case .repliesReceived: totals.repliesReceived
        case .meetingsSent: totals.meetingsSent
        case .meetingsReceived: totals.meetingsReceived
        case .callsMade: totals.callsMade
        case .callsReceived: totals.callsReceived
        case .teamSeconds: totals.teamSeconds
        case .customerSeconds: totals.customerSeconds
        case .askedByThem: score.byUs.asked
        case .answeredByUs: score.byUs.answered
        case .answerPercentByUs: score.byUs.percent
        case .askedByUs: score.byThem.asked
        case .answeredByThem: score.byThem.answered
        case .answerPercentByThem: score.byThem.percent
        case .estimatedValue: index.records[record].sale?.estimatedValue.map { max($0, .min + 1) }
        case .scoringVersion: Int64(ScoringVersion.current)
        case .peopleOutside: Int64(score.circle.outside)
        case .peopleInside: Int64(score.circle.inside)
        default: nil
        }
    }
}
