import ExchangeSimulator
import Testing

/// Expected values: `rrule` and `zoneinfo` as in `RecurrencePatternTests`; bounds and changes by hand.
struct RecurrenceSeriesTests {
    private static func series(
        _ zone: String = "Europe/Berlin",
        from start: String,
        until end: String,
        days: (CivilDay) -> OccurrenceDays = { .daily(interval: 1, start: $0) },
        ending: OccurrenceSeries.End = .never,
        changes: [String: (String, String)?] = [:]
    ) throws -> OccurrenceSeries {
        let first = try seconds(start)
        let startOfDay = first % 86_400
        return OccurrenceSeries(
            days: days(CivilDay(number: first / 86_400)),
            end: ending,
            zone: try #require(ZoneRules(identifier: zone)),
            startOfDay: startOfDay,
            endOfDay: startOfDay + (try seconds(end)) - first,
            changes: try changes.reduce(into: [:]) { all, change in
                all[try seconds(change.key)] =
                    try change.value.map { .modified(start: try seconds($0.0), end: try seconds($0.1)) } ?? .deleted
            }
        )
    }

    private static func spans(_ occurrences: [OccurrenceSeries.Occurrence]) -> [[Int]] {
        occurrences.map { [$0.start, $0.end] }
    }

    @Test(arguments: [
        // The clock skips the start but not the end: the length is kept.
        (
            "Europe/Berlin", "2026-03-28T02:30", "2026-03-28T03:15",
            [
                ["2026-03-28T01:30", "2026-03-28T02:15"], ["2026-03-29T01:30", "2026-03-29T02:15"],
                ["2026-03-30T00:30", "2026-03-30T01:15"],
            ]
        ),
        (
            "Europe/Berlin", "2026-10-24T02:30", "2026-10-24T03:00",
            [
                ["2026-10-24T00:30", "2026-10-24T01:00"], ["2026-10-25T01:30", "2026-10-25T02:00"],
                ["2026-10-26T01:30", "2026-10-26T02:00"],
            ]
        ),
        // All-day: from local midnight to local midnight, 23, 24 or 25 hours; one midnight does not exist.
        (
            "America/Sao_Paulo", "2018-11-03T00:00", "2018-11-04T00:00",
            [
                ["2018-11-03T03:00", "2018-11-04T03:00"], ["2018-11-04T03:00", "2018-11-05T02:00"],
                ["2018-11-05T02:00", "2018-11-06T02:00"],
            ]
        ),
        (
            "America/Sao_Paulo", "2019-02-16T00:00", "2019-02-17T00:00",
            [
                ["2019-02-16T02:00", "2019-02-17T03:00"], ["2019-02-17T03:00", "2019-02-18T03:00"],
                ["2019-02-18T03:00", "2019-02-19T03:00"],
            ]
        ),
        // Past midnight into the repeated hour.
        (
            "America/New_York", "2026-10-31T22:00", "2026-11-01T06:00",
            [
                ["2026-11-01T02:00", "2026-11-01T11:00"], ["2026-11-02T03:00", "2026-11-02T11:00"],
                ["2026-11-03T03:00", "2026-11-03T11:00"],
            ]
        ),
    ])
    func `Start and end keep their wall-clock time`(
        zone: String,
        start: String,
        end: String,
        expected: [[String]]
    ) throws {
        let series = try Self.series(zone, from: start, until: end, ending: .count(3))
        let all = series.occurrences(in: try seconds("2010-01-01T00:00")..<(try seconds("2030-01-01T00:00")))
        #expect(Self.spans(all) == (try expected.map { try $0.map(seconds) }))
        #expect(all.map(\.index) == [1, 2, 3])
        #expect(all.map(\.originalStart) == all.map(\.start))
    }

    @Test func `A view holds what ends at its start or later and starts before its end`() throws {
        let series = try Self.series("Etc/UTC", from: "2026-01-01T09:00", until: "2026-01-01T10:00")
        let starts = { (from: String, to: String) in
            series.occurrences(in: try seconds(from)..<(try seconds(to))).map(\.start)
        }
        let (first, second) = (try seconds("2026-01-01T09:00"), try seconds("2026-01-02T09:00"))
        #expect(try starts("2026-01-01T10:00", "2026-01-02T09:00") == [first])
        #expect(try starts("2026-01-01T10:01", "2026-01-02T09:00") == [])
        #expect(try starts("2026-01-01T10:01", "2026-01-02T09:01") == [second])
        #expect(try starts("2025-01-01T00:00", "2026-01-01T09:00") == [])
        #expect(try starts("2025-01-01T00:00", "2026-01-01T09:01") == [first])
    }

    @Test func `A series ends with its number or with its last local day`() throws {
        let whole = try seconds("2026-01-01T00:00")..<(try seconds("2027-01-01T00:00"))
        let weekly = { (start: CivilDay) in
            OccurrenceDays.weekly(interval: 1, weekdays: [start.weekday], firstWeekday: 1, start: start)
        }
        let expected = try ["2026-10-12T07:00", "2026-10-19T07:00", "2026-10-26T08:00", "2026-11-02T08:00"].map(seconds)
        for end in [OccurrenceSeries.End.count(4), .date(CivilDay(year: 2026, month: 11, day: 2))] {
            let series = try Self.series(
                from: "2026-10-12T09:00",
                until: "2026-10-12T10:00",
                days: weekly,
                ending: end
            )
            #expect(series.occurrences(in: whole).map(\.start) == expected)
            #expect(series.lastIndex == 4)
            #expect(series.last?.start == expected[3])
            #expect(series.occurrence(at: 5) == nil)
            #expect(series.occurrence(at: 0) == nil)
        }
        let endless = try Self.series(from: "2026-10-12T09:00", until: "2026-10-12T10:00", days: weekly)
        #expect(endless.last == nil)
        #expect(endless.occurrence(at: 5)?.start == (try seconds("2026-11-09T08:00")))
        let empty = try Self.series(
            from: "2026-10-12T09:00",
            until: "2026-10-12T10:00",
            days: weekly,
            ending: .date(CivilDay(year: 2026, month: 10, day: 11))
        )
        #expect(empty.occurrences(in: whole) == [])
        #expect(empty.first == nil)
        #expect(empty.last == nil)
    }

    @Test func `Deleted occurrences are left out and moved ones are found where they are now`() throws {
        let series = try Self.series(
            "Etc/UTC",
            from: "2026-01-01T09:00",
            until: "2026-01-01T10:00",
            ending: .count(5),
            changes: [
                "2026-01-01T09:00": nil,
                "2026-01-03T09:00": ("2026-02-10T15:00", "2026-02-10T15:30"),
                "2026-01-05T09:00": ("2026-01-02T08:00", "2026-01-02T08:30"),
                // Names no occurrence of the rule, so it is none.
                "2026-01-03T10:00": ("2026-01-03T11:00", "2026-01-03T12:00"),
            ]
        )
        let january = series.occurrences(in: try seconds("2026-01-01T00:00")..<(try seconds("2026-02-01T00:00")))
        #expect(january.map(\.index) == [5, 2, 4])
        #expect(january.map(\.isException) == [true, false, false])
        #expect(january[0].originalStart == (try seconds("2026-01-05T09:00")))
        let february = series.occurrences(in: try seconds("2026-02-01T00:00")..<(try seconds("2026-03-01T00:00")))
        #expect(february.map(\.index) == [3])
        #expect(Self.spans(february) == [[try seconds("2026-02-10T15:00"), try seconds("2026-02-10T15:30")]])
        #expect(series.occurrence(at: 1) == nil)
        #expect(series.unchanged(at: 1)?.start == (try seconds("2026-01-01T09:00")))
        #expect(series.first?.index == 2)
        #expect(series.last?.index == 5)
        #expect(series.index(ofOriginalStart: try seconds("2026-01-01T09:00")) == 1)
        #expect(series.index(ofOriginalStart: try seconds("2026-01-03T10:00")) == nil)
    }

    @Test func `An original start that the clock skipped is found again`() throws {
        let series = try Self.series("America/Sao_Paulo", from: "2018-11-01T00:00", until: "2018-11-02T00:00")
        let skipped = try #require(series.unchanged(at: 4))
        #expect(skipped.start == (try seconds("2018-11-04T03:00")))
        #expect(series.index(ofOriginalStart: skipped.start) == 4)
        // Samoa left out 30 December 2011 as a whole: its start moves to the next day.
        let late = try Self.series(
            "Pacific/Apia",
            from: "2011-12-29T12:00",
            until: "2011-12-29T13:00",
            ending: .count(2)
        )
        #expect(late.index(ofOriginalStart: try seconds("2011-12-30T22:00")) == 2)
    }

    @Test func `A window decades after the start is found at once`() throws {
        // 831 and 438 are counted by rrule.
        let fortnight = try Self.series(
            from: "1995-01-05T09:00",
            until: "1995-01-05T10:00",
            days: { .weekly(interval: 2, weekdays: [4], firstWeekday: 0, start: $0) }
        )
        let window = try seconds("2026-10-20T00:00")..<(try seconds("2026-11-20T00:00"))
        let found = fortnight.occurrences(in: window)
        #expect(found.map(\.start) == (try ["2026-10-29T08:00", "2026-11-12T08:00"].map(seconds)))
        #expect(found.map(\.index) == [831, 832])
        let monthly = try Self.series(
            from: "1990-05-07T09:00",
            until: "1990-05-07T10:00",
            days: { .monthly(interval: 1, choice: .weekday(ordinal: 1, of: [1]), start: $0) }
        )
        #expect(monthly.index(ofOriginalStart: try seconds("2026-10-05T07:00")) == 438)
        #expect(monthly.occurrences(in: window).map(\.index) == [439])
    }
}
