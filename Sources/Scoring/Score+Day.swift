import Interactions

extension Score {
    /// Counts of 24 hours, by kind and side.
    package struct Day: Hashable, Sendable {
        package var emailsSent: Int64 = 0
        package var emailsReceived: Int64 = 0
        package var meetings: Int64 = 0
        package var callsMade: Int64 = 0
        package var callsReceived: Int64 = 0

        package var total: Int64 { emailsSent + emailsReceived + meetings + callsMade + callsReceived }

        fileprivate mutating func add(_ row: History.Row) {
            switch (row.kind, row.isOutbound) {
            case (.meeting, _): meetings += 1
            case (.email, true): emailsSent += 1
            case (.email, false): emailsReceived += 1
            case (.phoneCall, true): callsMade += 1
            case (.phoneCall, false): callsReceived += 1
            }
        }
    }

    /// How many days a timeline has.
    package static let dayCount = 60
}

extension Scoreboard {
    /// What was on each of the last 60 days, the 24 hours before the clock first.
    package func days(of record: Int) -> [Score.Day] {
        var days = [Score.Day](repeating: Score.Day(), count: Score.dayCount)
        for one in all(of: record) {
            let row = history.rows[one.position]
            guard row.at <= now, now - row.at < Span.weeks else { continue }
            days[Int((now - row.at) / Span.day)].add(row)
        }
        return days
    }
}
