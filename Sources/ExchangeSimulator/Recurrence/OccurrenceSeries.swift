/// The occurrences of a recurring item, found for any range without expanding the series from its beginning.
///
/// A series is kept in local wall-clock time, as Exchange keeps it: an occurrence lies at the same local time on both
/// sides of a change of the clock. See MS-OXOCAL 2.2.1.44.1, RecurrencePattern and AppointmentRecurrencePattern.
package struct OccurrenceSeries: Sendable {
    /// One occurrence; all instants are seconds since 1970.
    package struct Occurrence: Hashable, Sendable {
        /// Counts from 1 in the order of the rule and includes deleted occurrences (`InstanceIndex` of EWS).
        package let index: Int
        /// Where the rule puts it.
        package let originalStart: Int
        package let start: Int
        package let end: Int
        package let isException: Bool
    }

    /// What happened to the occurrence that the rule puts at some instant.
    package enum Change: Hashable, Sendable {
        case deleted
        /// Still there, at these instants, which may be the original ones.
        case modified(start: Int, end: Int)
    }

    package let days: OccurrenceDays
    package let end: End
    package let zone: ZoneRules
    /// Seconds from local midnight; 0 for all-day items.
    package let startOfDay: Int
    /// Local seconds from the start's midnight to the end: more than a day if the occurrence passes midnight.
    package let endOfDay: Int
    /// By original start in seconds since 1970.
    package let changes: [Int: Change]

    package enum End: Hashable, Sendable {
        case never
        /// The last local day on which an occurrence may start.
        case date(CivilDay)
        case count(Int)
    }

    package init(
        days: OccurrenceDays,
        end: End,
        zone: ZoneRules,
        startOfDay: Int,
        endOfDay: Int,
        changes: [Int: Change] = [:]
    ) {
        self.days = days
        self.end = end
        self.zone = zone
        self.startOfDay = startOfDay
        self.endOfDay = endOfDay
        self.changes = changes
    }

    /// The occurrence number `index`, counted from 1, as it would be without changes; nil past the end of the series.
    package func unchanged(at index: Int) -> Occurrence? {
        guard index >= 1 else { return nil }
        if case .count(let count) = end, index > count { return nil }
        let day = days[index - 1]
        if case .date(let last) = end, day > last { return nil }
        let start = zone.instant(of: day, secondOfDay: startOfDay)
        let end = zone.instant(of: day, secondOfDay: endOfDay)
        // A start that the clock skipped moves forward and may pass an end that did not: the length then decides.
        let length = endOfDay - startOfDay
        return Occurrence(
            index: index,
            originalStart: start,
            start: start,
            end: end > start || length == 0 ? max(start, end) : start + length,
            isException: false
        )
    }

    /// The occurrence number `index` with its changes; nil if it is deleted or past the end of the series.
    package func occurrence(at index: Int) -> Occurrence? {
        unchanged(at: index).flatMap(changed)
    }

    /// The number of the occurrence that the rule puts at `originalStart`, deleted or not; nil if there is none.
    package func index(ofOriginalStart originalStart: Int) -> Int? {
        let index = days.firstIndex(onOrAfter: zone.local(at: originalStart).day) + 1
        // A start that the clock skipped past midnight lies on the day after that of the rule.
        for candidate in [index, index - 1] where unchanged(at: candidate)?.originalStart == originalStart {
            return candidate
        }
        return nil
    }

    /// Everything that is not deleted, ends at `range.lowerBound` or later and starts before `range.upperBound`, by
    /// start.
    ///
    /// These are the bounds of a CalendarView:
    /// <https://learn.microsoft.com/exchange/client-developer/web-service-reference/calendarview>
    package func occurrences(in range: Range<Int>) -> [Occurrence] {
        var found: [Occurrence] = []
        // Two days cover what zones and skipped hours can move.
        let margin = 2 * 86_400
        let earliest = CivilDay(number: (range.lowerBound - endOfDay - margin).flooredQuotient(by: 86_400))
        var index = days.firstIndex(onOrAfter: earliest) + 1
        while let occurrence = unchanged(at: index), occurrence.start < range.upperBound {
            if occurrence.end >= range.lowerBound, changes[occurrence.originalStart] == nil { found.append(occurrence) }
            index += 1
        }
        for (originalStart, change) in changes {
            guard case .modified(let start, let end) = change, end >= range.lowerBound, start < range.upperBound,
                let index = self.index(ofOriginalStart: originalStart)
            else { continue }
            found.append(
                Occurrence(index: index, originalStart: originalStart, start: start, end: end, isException: true)
            )
        }
        return found.sorted { ($0.start, $0.index) < ($1.start, $1.index) }
    }

    /// The first occurrence that is left; nil if all are deleted.
    package var first: Occurrence? {
        // Every step that yields nothing uses up one of the deletions.
        (1...changes.count + 1).lazy.compactMap(occurrence(at:)).first
    }

    /// The last occurrence that is left; nil if the series has no end or all are deleted.
    package var last: Occurrence? {
        lastIndex.flatMap { last in stride(from: last, through: 1, by: -1).lazy.compactMap(occurrence(at:)).first }
    }

    /// The number of the last occurrence, deleted or not; nil if the series has no end.
    package var lastIndex: Int? {
        switch end {
        case .never: nil
        case .count(let count): count
        case .date(let last): days.firstIndex(onOrAfter: CivilDay(number: last.number + 1))
        }
    }

    private func changed(_ occurrence: Occurrence) -> Occurrence? {
        switch changes[occurrence.originalStart] {
        case nil: occurrence
        case .deleted: nil
        case .modified(let start, let end):
            Occurrence(
                index: occurrence.index,
                originalStart: occurrence.originalStart,
                start: start,
                end: end,
                isException: true
            )
        }
    }
}
