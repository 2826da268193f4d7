extension EventWriter {
    /// Writes `recurrence`: null for all but masters.
    func writeRecurrence(of instance: EventInstance, into out: inout JSONOutput) {
        out.key("recurrence")
        guard instance.occurrence == nil, let rule = instance.event.recurrence else { return out.null() }
        out.object { out in
            out.key("pattern")
            out.object { rule.pattern.write(start: rule.start, into: &$0) }
            out.key("range")
            out.object { out in
                switch rule.end {
                case .never: out.member("type", "noEnd")
                case .date: out.member("type", "endDate")
                case .count: out.member("type", "numbered")
                }
                out.member("startDate", rule.start.text)
                if case .date(let last) = rule.end { out.member("endDate", last.text) }
                if case .count(let count) = rule.end { out.member("numberOfOccurrences", count) }
                out.member("recurrenceTimeZone", WindowsZone.id(forIANA: instance.event.timeZone) ?? "UTC")
            }
        }
    }
}

extension RecurrenceRule.Pattern {
    /// Writes the members of a `recurrencePattern`.
    ///
    /// <https://learn.microsoft.com/graph/api/resources/recurrencepattern>
    fileprivate func write(start: CivilDay, into out: inout JSONOutput) {
        switch self {
        case .daily(let interval):
            out.member("type", "daily")
            out.member("interval", interval)
        case .weekly(let interval, let weekdays, let firstWeekday):
            out.member("type", "weekly")
            out.member("interval", interval)
            Self.write(weekdays.isEmpty ? [start.weekday] : weekdays, into: &out)
            out.member("firstDayOfWeek", Self.name(firstWeekday))
        case .absoluteMonthly(let interval, let day):
            out.member("type", "absoluteMonthly")
            out.member("interval", interval)
            out.member("dayOfMonth", day)
        case .relativeMonthly(let interval, let ordinal, let weekdays):
            out.member("type", "relativeMonthly")
            out.member("interval", interval)
            Self.write(weekdays, into: &out)
            out.member("index", Self.ordinals[ordinal - 1])
        case .absoluteYearly(let month, let day):
            out.member("type", "absoluteYearly")
            out.member("interval", 1)
            out.member("month", month)
            out.member("dayOfMonth", day)
        case .relativeYearly(let month, let ordinal, let weekdays):
            out.member("type", "relativeYearly")
            out.member("interval", 1)
            out.member("month", month)
            Self.write(weekdays, into: &out)
            out.member("index", Self.ordinals[ordinal - 1])
        }
    }

    private static func write(_ weekdays: Set<Int>, into out: inout JSONOutput) {
        out.key("daysOfWeek")
        out.array { out in
            for weekday in weekdays.sorted() { out.string(name(weekday)) }
        }
    }

    private static func name(_ weekday: Int) -> String { RecurrenceRule.weekdayNames[weekday].lowercased() }

    private static let ordinals = ["first", "second", "third", "fourth", "last"]
}

extension CivilDay {
    /// The day as `2026-11-23`.
    fileprivate var text: String { String(JSONOutput.dateTime(number * 86_400).prefix(10)) }
}
