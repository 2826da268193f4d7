import Feed
import Interactions
import Scoring

/// The stream `relationship`: what scoring says of each record.
struct RelationshipRows {
    private let naming: FeedNaming
    private let scored: Relationships
    private let end: Int64

    /// - Parameters:
    ///   - scored: at the beginning of a day.
    ///   - end: what lies after it is still to come.
    init(_ naming: @escaping FeedNaming, _ scored: Relationships, through end: Timestamp) {
        self.naming = naming
        self.scored = scored
        self.end = end.microseconds
    }

    func rows() async throws -> [KeyedHash: [UInt8]] {
        let scores = scored.board.dated(scored.board.clocks(through: end))
        let persons = Set(
            scores.flatMap { [$0.score.mostContacted.first?.person, $0.score.mostContactedBy.first?.person] }
                .compactMap(\.self)
        )
        let ids = try await scored.people.addresses(of: persons).mapValues { naming(.address($0)) }
        var rows: [KeyedHash: [UInt8]] = [:]
        for (position, dated) in scores.enumerated() {
            let score = dated.score
            let reference = scored.index.records[position].reference
            var content = DerivedContent()
            content.add(naming(.record(reference)))
            content.add(reference)
            content.add(ScoringVersion.current)
            content.add(scored.board.options.usesExchange)
            add(scored.shown(score.health), score, to: &content)
            add(score.attention, to: &content)
            add(score.totals, to: &content)
            add(score.byUs, score.byThem, to: &content)
            content.add(score.last.map { Timestamp(microseconds: $0.at) })
            content.add(score.last?.kind.recordName)
            content.add(score.next.map { Timestamp(microseconds: $0.at) })
            content.add(score.mostContacted.first.flatMap { ids[$0.person] })
            content.add(score.mostContactedBy.first.flatMap { ids[$0.person] })
            content.add(dated.at.map { Timestamp(microseconds: $0) })
            rows[naming(.relationship(reference))] = content.bytes
        }
        return rows
    }

    private func add(_ health: Health, _ score: Score, to content: inout DerivedContent) {
        content.add(health.state.recordName)
        content.add(health.score)
        content.add(health.trend.recordName)
        for term in [
            health.terms.activity, health.terms.recency, health.terms.balance, health.terms.answers,
            health.terms.waiting,
        ] { content.add(term) }
        content.add(score.attention.formerHealth)
        content.add(score.strength)
        content.add(score.interval)
    }

    private func add(_ attention: Attention, to content: inout DerivedContent) {
        content.add(attention.points)
        content.add(attention.reason.recordName)
        content.add(attention.waitingCount)
        content.add(attention.waitingCount > 0 ? Timestamp(microseconds: attention.waitingSince) : nil)
        content.add(attention.unheardCount)
        content.add(attention.silentDays)
    }

    private func add(_ totals: Score.Totals, to content: inout DerivedContent) {
        for count in [
            totals.emailsSent, totals.emailsReceived, totals.repliesSent, totals.repliesReceived, totals.meetingsSent,
            totals.meetingsReceived, totals.callsMade, totals.callsReceived, totals.teamSeconds, totals.customerSeconds,
        ] { content.add(count) }
    }

    private func add(_ byUs: Score.Answers, _ byThem: Score.Answers, to content: inout DerivedContent) {
        for answers in [byUs, byThem] {
            content.add(answers.asked)
            content.add(answers.answered)
            content.add(answers.averageSeconds)
        }
    }
}
