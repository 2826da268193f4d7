/// Expands an event by asking of one day after the other whether its rule names it.
///
/// Slow and plain on purpose, and without a line of `OccurrenceSeries`, which it is compared with.
enum DayWalk {
    /// Everything that is neither deleted nor cancelled and that the rule or a change puts before `end`.
    static func occurrences(of event: SimulatedEvent, until end: Int) -> [GroundTruth.Occurrence] {
        let isPrivate = event.sensitivity == .personalPrivate || event.sensitivity == .confidential
        func occurrence(_ original: Int, _ start: Int, _ end: Int, isException: Bool) -> GroundTruth.Occurrence {
            GroundTruth.Occurrence(
                uid: event.uid,
                originalStart: original,
                start: start,
                end: end,
                isPrivate: isPrivate,
                isException: isException
            )
        }
        guard let rule = event.recurrence, let zone = ZoneRules(identifier: event.timeZone) else {
            return [occurrence(event.start, event.start, event.end, isException: false)]
        }
        let first = zone.local(at: event.start)
        let last = zone.local(at: event.end)
        let length = (last.day.number - first.day.number) * 86_400 + last.secondOfDay - first.secondOfDay
        // An exception may have been brought forward from after the end.
        let horizon = ([end] + event.exceptions.keys).max() ?? end
        var found: [GroundTruth.Occurrence] = []
        var count = 0
        var day = rule.start
        while zone.instant(of: day) < horizon + 86_400 {
            defer { day = CivilDay(number: day.number + 1) }
            guard names(rule, day) else { continue }
            count += 1
            switch rule.end {
            case .count(let limit) where count > limit: return found
            case .date(let limit) where day > limit: return found
            default: break
            }
            let start = zone.instant(of: day, secondOfDay: first.secondOfDay)
            if event.deleted.contains(start) { continue }
            if let exception = event.exceptions[start] {
                if !exception.isCancelled {
                    found.append(occurrence(start, exception.start, exception.end, isException: true))
                }
            } else {
                let end = zone.instant(of: day, secondOfDay: first.secondOfDay + length)
                found.append(occurrence(start, start, end, isException: false))
            }
        }
        return found
    }

    private static func names(_ rule: RecurrenceRule, _ day: CivilDay) -> Bool {
        let (startYear, startMonth, _) = rule.start.components
        let (year, month, dayOfMonth) = day.components
        let months = (year - startYear) * 12 + month - startMonth
        func isNumber(_ number: Int) -> Bool {
            dayOfMonth == min(number, CivilDay.length(ofMonth: month, year: year))
        }
        func isOrdinal(_ ordinal: Int, _ weekdays: Set<Int>) -> Bool {
            guard weekdays.contains(day.weekday) else { return false }
            let fitting = (1...CivilDay.length(ofMonth: month, year: year)).filter {
                weekdays.contains(CivilDay(year: year, month: month, day: $0).weekday)
            }
            return ordinal == 5 ? fitting.last == dayOfMonth : fitting.firstIndex(of: dayOfMonth) == ordinal - 1
        }
        switch rule.pattern {
        case .daily(let interval):
            return (day.number - rule.start.number) % interval == 0
        case .weekly(let interval, let weekdays, let firstWeekday):
            func week(_ day: CivilDay) -> Int { day.number - (day.weekday + 7 - firstWeekday) % 7 }
            return weekdays.contains(day.weekday) && (week(day) - week(rule.start)) / 7 % interval == 0
        case .absoluteMonthly(let interval, let number):
            return months % interval == 0 && isNumber(number)
        case .relativeMonthly(let interval, let ordinal, let weekdays):
            return months % interval == 0 && isOrdinal(ordinal, weekdays)
        case .absoluteYearly(let wanted, let number):
            return month == wanted && isNumber(number)
        case .relativeYearly(let wanted, let ordinal, let weekdays):
            return month == wanted && isOrdinal(ordinal, weekdays)
        }
    }
}
