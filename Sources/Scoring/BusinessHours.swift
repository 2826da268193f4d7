import Interactions

/// The hours in which answers are expected: a clock that stands still outside of them.
package struct BusinessHours: Hashable, Sendable {
    /// Seconds after midnight.
    package let opens: Int64
    package let closes: Int64
    /// Seconds that the place's clock is ahead of UTC, all year round.
    package let offset: Int64

    /// - Parameters:
    ///   - opens: minutes after midnight.
    ///   - closes: minutes after the same midnight, more than `opens`.
    ///   - offset: minutes ahead of UTC, of ±14 hours at most.
    package init?(opens: Int, closes: Int, offset: Int) {
        guard 0 <= opens, opens < closes, closes <= 1440, abs(offset) <= 840 else { return nil }
        self.opens = Int64(opens) * 60
        self.closes = Int64(closes) * 60
        self.offset = Int64(offset) * 60
    }

    /// The seconds of business, Monday to Friday, between some fixed Monday and the instant.
    ///
    /// The difference of two readings is the business time between them.
    package func reading(at microseconds: Int64) -> Int64 {
        let local = microseconds.flooredDivision(by: Span.second).quotient + offset
        // 1970-01-05 was a Monday.
        let (day, second) = local.flooredDivision(by: 86_400)
        let (week, weekday) = (day - 4).flooredDivision(by: 7)
        let daily = closes - opens
        let today = weekday < 5 ? min(max(second - opens, 0), daily) : 0
        return (week * 5 + min(weekday, 5)) * daily + today
    }
}
