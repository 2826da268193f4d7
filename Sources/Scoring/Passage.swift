import Interactions

/// How time passes in a relationship: where it is in contact nearly every day, not on weekends;
/// `Documentation/health.md`, "Fading".
struct Passage {
    /// Rhythms below these many days leave weekends out.
    private static let daily: Int64 = 3

    private let skipsWeekends: Bool

    /// - Parameter interval: days between contacts.
    init(interval: Int64) { skipsWeekends = interval < Self.daily }

    /// Microseconds; the difference of two readings is what passed between them.
    func reading(at instant: Int64) -> Int64 { skipsWeekends ? Self.weekdays(until: instant) : instant }

    /// Microseconds from Monday to Friday, in UTC, between some fixed Monday and the instant.
    static func weekdays(until instant: Int64) -> Int64 {
        let (day, time) = instant.flooredDivision(by: Span.day)
        // 1970-01-05 was a Monday.
        let (week, weekday) = (day - 4).flooredDivision(by: 7)
        return (week * 5 + min(weekday, 5)) * Span.day + (weekday < 5 ? time : 0)
    }
}
