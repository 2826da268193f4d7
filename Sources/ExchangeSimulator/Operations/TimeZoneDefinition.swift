/// A zone as Exchange describes it: its periods, and when one follows another in the year around an instant.
///
/// <https://learn.microsoft.com/exchange/client-developer/web-service-reference/timezonedefinition>
struct TimeZoneDefinition: Sendable {
    private let standard: Int
    private let daylight: Int?
    private let changes: [Change]

    private struct Change: Sendable {
        let isToDaylight: Bool
        /// Wall-clock seconds of the day before the change.
        let secondOfDay: Int
        let month: Int
        let weekday: Int
        /// 1 to 4, or -1 for the last.
        let ordinal: Int
    }

    init(rules: ZoneRules, around instant: Int) {
        let year = rules.local(at: instant).day.components.year
        let first = CivilDay(year: year, month: 1, day: 1)
        let last = CivilDay(year: year + 1, month: 1, day: 1)
        var found: [(instant: Int, from: Int, to: Int)] = []
        for day in first.number..<last.number {
            let start = rules.instant(of: CivilDay(number: day))
            let next = rules.instant(of: CivilDay(number: day + 1))
            guard rules.offset(at: start) != rules.offset(at: next) else { continue }
            var (low, high) = (start, next)
            while high - low > 1 {
                let middle = (low + high) / 2
                if rules.offset(at: middle) == rules.offset(at: start) { low = middle } else { high = middle }
            }
            found.append((high, rules.offset(at: start), rules.offset(at: next)))
        }
        let offsets = Set(found.flatMap { [$0.from, $0.to] })
        // Zones that changed for good in this year are written as they are at the instant itself.
        guard found.count == 2, offsets.count == 2, let low = offsets.min(), let high = offsets.max() else {
            standard = rules.offset(at: instant)
            daylight = nil
            changes = []
            return
        }
        standard = low
        daylight = high
        changes = found.map { change in
            let local = change.instant + change.from
            let day = CivilDay(number: local.flooredQuotient(by: 86_400))
            let (year, month, number) = day.components
            let isLast = number + 7 > CivilDay.length(ofMonth: month, year: year)
            return Change(
                isToDaylight: change.to == high,
                secondOfDay: local.flooredRemainder(by: 86_400),
                month: month,
                weekday: day.weekday,
                ordinal: isLast ? -1 : (number + 6) / 7
            )
        }
    }

    /// - Parameter tag: `StartTimeZone`, `EndTimeZone` or `TimeZoneDefinition`.
    func write(_ tag: StaticString, id: String, into out: inout XMLOutput) {
        out.raw("<t:")
        out.raw(tag)
        out.raw(" Id=\"")
        out.text(id)
        out.raw("\" Name=\"")
        out.text("(UTC\(Self.clock(standard))) \(id)")
        out.raw("\"><t:Periods>")
        write(period: "Standard", offset: standard, into: &out)
        if let daylight { write(period: "Daylight", offset: daylight, into: &out) }
        out.raw("</t:Periods><t:TransitionsGroups><t:TransitionsGroup Id=\"0\">")
        if changes.isEmpty {
            out.raw("<t:Transition><t:To Kind=\"Period\">trule:Simulated/Standard</t:To></t:Transition>")
        }
        for change in changes {
            out.raw("<t:RecurringDayTransition><t:To Kind=\"Period\">trule:Simulated/")
            out.raw(change.isToDaylight ? "Daylight" : "Standard")
            out.raw("</t:To><t:TimeOffset>")
            out.text(Self.duration(change.secondOfDay))
            out.raw("</t:TimeOffset><t:Month>")
            out.integer(change.month)
            out.raw("</t:Month><t:DayOfWeek>")
            out.text(RecurrenceRule.weekdayNames[change.weekday])
            out.raw("</t:DayOfWeek><t:Occurrence>")
            out.integer(change.ordinal)
            out.raw("</t:Occurrence></t:RecurringDayTransition>")
        }
        out.raw(
            """
            </t:TransitionsGroup></t:TransitionsGroups><t:Transitions><t:Transition>\
            <t:To Kind="Group">0</t:To></t:Transition></t:Transitions></t:
            """
        )
        out.raw(tag)
        out.raw(">")
    }

    private func write(period: StaticString, offset: Int, into out: inout XMLOutput) {
        out.raw("<t:Period Bias=\"")
        out.text(Self.duration(-offset))
        out.raw("\" Name=\"")
        out.raw(period)
        out.raw("\" Id=\"trule:Simulated/")
        out.raw(period)
        out.raw("\"/>")
    }

    /// `-PT1H`, `PT5H30M`.
    private static func duration(_ seconds: Int) -> String {
        let minutes = abs(seconds) / 60
        var text = seconds < 0 ? "-PT" : "PT"
        if minutes >= 60 { text += "\(minutes / 60)H" }
        if !minutes.isMultiple(of: 60) || minutes == 0 { text += "\(minutes % 60)M" }
        return text
    }

    /// `+05:30`.
    private static func clock(_ seconds: Int) -> String {
        let minutes = abs(seconds) / 60
        let digits = { (value: Int) in value < 10 ? "0\(value)" : "\(value)" }
        return (seconds < 0 ? "-" : "+") + digits(minutes / 60) + ":" + digits(minutes % 60)
    }
}
