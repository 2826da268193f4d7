/// What only the master of a series has.
extension ItemWriter {
    func writeSeriesPart(
        _ property: ItemProperty,
        of event: SimulatedEvent,
        _ number: ItemNumber,
        _ item: StoredItem,
        into out: inout XMLOutput
    ) {
        let zone = state.zones[event.timeZone] ?? .utc
        guard let recurrence = event.recurrence, let series = event.series(in: zone) else { return }
        switch property {
        case .recurrence: recurrence.write(zone: zone, into: &out)
        case .firstOccurrence: if let first = series.first { write("FirstOccurrence", first, number, item, into: &out) }
        case .lastOccurrence: if let last = series.last { write("LastOccurrence", last, number, item, into: &out) }
        case .modifiedOccurrences:
            let modified = event.exceptions.keys.sorted().compactMap { originalStart in
                series.index(ofOriginalStart: originalStart).flatMap(series.occurrence(at:))
            }
            guard !modified.isEmpty else { return }
            out.raw("<t:ModifiedOccurrences>")
            for occurrence in modified { write("Occurrence", occurrence, number, item, into: &out) }
            out.raw("</t:ModifiedOccurrences>")
        case .deletedOccurrences:
            guard !event.deleted.isEmpty else { return }
            out.raw("<t:DeletedOccurrences>")
            for originalStart in event.deleted.sorted() {
                out.raw("<t:DeletedOccurrence>")
                write("Start", instant: originalStart, into: &out)
                out.raw("</t:DeletedOccurrence>")
            }
            out.raw("</t:DeletedOccurrences>")
        default: return
        }
    }

    private func write(
        _ tag: StaticString,
        _ occurrence: OccurrenceSeries.Occurrence,
        _ number: ItemNumber,
        _ item: StoredItem,
        into out: inout XMLOutput
    ) {
        out.raw("<t:")
        out.raw(tag)
        out.raw(">")
        writeID(Identifier(item: number, occurrence: occurrence.originalStart), item, into: &out)
        write("Start", instant: occurrence.start, into: &out)
        write("End", instant: occurrence.end, into: &out)
        write("OriginalStart", instant: occurrence.originalStart, into: &out)
        out.raw("</t:")
        out.raw(tag)
        out.raw(">")
    }
}

extension RecurrenceRule {
    /// Writes `Recurrence`: one pattern, one range.
    ///
    /// - Parameter zone: Exchange writes the range's dates with the offset that the zone has on them.
    func write(zone: ZoneRules, into out: inout XMLOutput) {
        out.raw("<t:Recurrence>")
        switch pattern {
        case .daily(let interval):
            out.raw("<t:DailyRecurrence>")
            Self.write("Interval", interval, into: &out)
            out.raw("</t:DailyRecurrence>")
        case .weekly(let interval, let weekdays, let firstWeekday):
            out.raw("<t:WeeklyRecurrence>")
            Self.write("Interval", interval, into: &out)
            let days = weekdays.isEmpty ? [start.weekday] : weekdays.sorted()
            Self.write("DaysOfWeek", days.map { Self.weekdayNames[$0] }.joined(separator: " "), into: &out)
            Self.write("FirstDayOfWeek", Self.weekdayNames[firstWeekday], into: &out)
            out.raw("</t:WeeklyRecurrence>")
        case .absoluteMonthly(let interval, let day):
            out.raw("<t:AbsoluteMonthlyRecurrence>")
            Self.write("Interval", interval, into: &out)
            Self.write("DayOfMonth", day, into: &out)
            out.raw("</t:AbsoluteMonthlyRecurrence>")
        case .relativeMonthly(let interval, let ordinal, let weekdays):
            out.raw("<t:RelativeMonthlyRecurrence>")
            Self.write("Interval", interval, into: &out)
            Self.write("DaysOfWeek", Self.name(of: weekdays), into: &out)
            Self.write("DayOfWeekIndex", Self.ordinalNames[ordinal - 1], into: &out)
            out.raw("</t:RelativeMonthlyRecurrence>")
        case .absoluteYearly(let month, let day):
            out.raw("<t:AbsoluteYearlyRecurrence>")
            Self.write("DayOfMonth", day, into: &out)
            Self.write("Month", Self.monthNames[month - 1], into: &out)
            out.raw("</t:AbsoluteYearlyRecurrence>")
        case .relativeYearly(let month, let ordinal, let weekdays):
            out.raw("<t:RelativeYearlyRecurrence>")
            Self.write("DaysOfWeek", Self.name(of: weekdays), into: &out)
            Self.write("DayOfWeekIndex", Self.ordinalNames[ordinal - 1], into: &out)
            Self.write("Month", Self.monthNames[month - 1], into: &out)
            out.raw("</t:RelativeYearlyRecurrence>")
        }
        writeRange(zone: zone, into: &out)
        out.raw("</t:Recurrence>")
    }

    private func writeRange(zone: ZoneRules, into out: inout XMLOutput) {
        switch end {
        case .never:
            out.raw("<t:NoEndRecurrence>")
            Self.write("StartDate", start, zone, into: &out)
            out.raw("</t:NoEndRecurrence>")
        case .date(let last):
            out.raw("<t:EndDateRecurrence>")
            Self.write("StartDate", start, zone, into: &out)
            Self.write("EndDate", last, zone, into: &out)
            out.raw("</t:EndDateRecurrence>")
        case .count(let count):
            out.raw("<t:NumberedRecurrence>")
            Self.write("StartDate", start, zone, into: &out)
            Self.write("NumberOfOccurrences", count, into: &out)
            out.raw("</t:NumberedRecurrence>")
        }
    }

    static let weekdayNames = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
    private static let ordinalNames = ["First", "Second", "Third", "Fourth", "Last"]
    static let monthNames = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    private static func name(of weekdays: Set<Int>) -> String {
        switch weekdays {
        case [0, 1, 2, 3, 4, 5, 6]: "Day"
        case [1, 2, 3, 4, 5]: "Weekday"
        case [0, 6]: "WeekendDay"
        default: weekdays.sorted().map { weekdayNames[$0] }.joined(separator: " ")
        }
    }

    private static func write(_ tag: StaticString, _ value: Int, into out: inout XMLOutput) {
        write(tag, String(value), into: &out)
    }

    private static func write(_ tag: StaticString, _ text: String, into out: inout XMLOutput) {
        out.raw("<t:")
        out.raw(tag)
        out.raw(">")
        out.text(text)
        out.raw("</t:")
        out.raw(tag)
        out.raw(">")
    }

    private static func write(_ tag: StaticString, _ day: CivilDay, _ zone: ZoneRules, into out: inout XMLOutput) {
        let minutes = zone.offset(at: zone.instant(of: day)) / 60
        let (year, month, number) = day.components
        func digits(_ value: Int, _ count: Int) -> String {
            let text = String(value)
            return String(repeating: "0", count: max(count - text.utf8.count, 0)) + text
        }
        var text = "\(digits(year, 4))-\(digits(month, 2))-\(digits(number, 2))"
        if minutes == 0 {
            text += "Z"
        } else {
            text += (minutes < 0 ? "-" : "+") + digits(abs(minutes) / 60, 2) + ":" + digits(abs(minutes) % 60, 2)
        }
        write(tag, text, into: &out)
    }
}
