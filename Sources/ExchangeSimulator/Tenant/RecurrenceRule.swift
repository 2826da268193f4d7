/// When a series happens: a pattern and its range, in the local time of the series' zone.
///
/// The patterns are those of EWS for calendar items.
/// <https://learn.microsoft.com/exchange/client-developer/web-service-reference/recurrence-recurrencetype>
package struct RecurrenceRule: Hashable, Sendable {
    package enum Pattern: Hashable, Sendable {
        case daily(interval: Int)
        /// Weekdays count from Sunday, 0, to Saturday, 6; so does the first day of the week.
        case weekly(interval: Int, weekdays: Set<Int>, firstWeekday: Int)
        case absoluteMonthly(interval: Int, day: Int)
        /// `ordinal` is 1 to 4, or 5 for the last; the weekdays are the candidates (`{1,2,3,4,5}` is "Weekday").
        case relativeMonthly(interval: Int, ordinal: Int, weekdays: Set<Int>)
        case absoluteYearly(month: Int, day: Int)
        case relativeYearly(month: Int, ordinal: Int, weekdays: Set<Int>)
    }

    package var pattern: Pattern
    /// The local day of the first occurrence.
    package var start: CivilDay
    package var end: OccurrenceSeries.End

    package init(pattern: Pattern, start: CivilDay, end: OccurrenceSeries.End) {
        self.pattern = pattern
        self.start = start
        self.end = end
    }
}

extension RecurrenceRule {
    /// The days that the pattern names, without the range's end.
    package var days: OccurrenceDays {
        switch pattern {
        case .daily(let interval):
            .daily(interval: interval, start: start)
        case .weekly(let interval, let weekdays, let firstWeekday):
            .weekly(interval: interval, weekdays: weekdays, firstWeekday: firstWeekday, start: start)
        case .absoluteMonthly(let interval, let day):
            .monthly(interval: interval, choice: .number(day), start: start)
        case .relativeMonthly(let interval, let ordinal, let weekdays):
            .monthly(interval: interval, choice: .weekday(ordinal: ordinal, of: weekdays), start: start)
        case .absoluteYearly(let month, let day):
            .yearly(interval: 1, month: month, choice: .number(day), start: start)
        case .relativeYearly(let month, let ordinal, let weekdays):
            .yearly(interval: 1, month: month, choice: .weekday(ordinal: ordinal, of: weekdays), start: start)
        }
    }
}
