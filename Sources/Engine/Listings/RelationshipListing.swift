import Interactions
import Scoring

/// One relationship: its numbers, what they say, its days and its colleagues; and where its health comes from if that
/// was asked for.
package struct RelationshipListing: Encodable {
    /// A day on which something was.
    package struct Day: Encodable {
        /// Whole days before the clock.
        package let daysAgo: Int
        package let emailsSent: Int64
        package let emailsReceived: Int64
        package let meetings: Int64
        package let callsMade: Int64
        package let callsReceived: Int64
    }

    /// What a colleague did for it in 365 days.
    package struct Colleague: Encodable {
        package let name: String
        package let emailsSent: Int64
        package let emailsReceived: Int64
        package let meetings: Int64
        package let calls: Int64
        package let seconds: Int64
        package let lastAt: String
    }

    package let relationship: ScoreListing.Row
    /// Sentences that are made of the numbers.
    package let summary: [String]
    /// The latest first.
    package let days: [Day]
    /// Who did most first.
    package let colleagues: [Colleague]
    package let explanation: HealthExplanation?

    /// - Parameter record: its position.
    package init(_ record: Int, of relationships: Relationships, isExplained: Bool = false) async throws {
        let (board, language) = (relationships.board, relationships.language)
        let shares = board.colleagues(of: record)
        let names = try await relationships.names(of: shares.map(\.person))
        relationship = try await ScoreListing([record], of: relationships).rows[0]
        summary = Summary(board.scores[record], at: board.now, in: language, day: LocalDay.number).sentences
        days = board.days(of: record).enumerated().filter { $0.element.total > 0 }.map { Day($0.offset, $0.element) }
        colleagues = shares.map { Colleague($0, names[$0.person] ?? "") }
        explanation = isExplained ? HealthExplanation(record, of: relationships) : nil
    }
}

extension RelationshipListing.Day {
    fileprivate init(_ daysAgo: Int, _ day: Score.Day) {
        self.daysAgo = daysAgo
        emailsSent = day.emailsSent
        emailsReceived = day.emailsReceived
        meetings = day.meetings
        callsMade = day.callsMade
        callsReceived = day.callsReceived
    }
}

extension RelationshipListing.Colleague {
    fileprivate init(_ share: ColleagueShare, _ name: String) {
        self.name = name
        emailsSent = share.emailsSent
        emailsReceived = share.emailsReceived
        meetings = share.meetings
        calls = share.calls
        seconds = share.seconds
        lastAt = Timestamp(microseconds: share.lastAt).iso8601
    }
}
