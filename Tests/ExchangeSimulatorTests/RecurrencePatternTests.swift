import ExchangeSimulator
import Testing

/// Expected values: python-dateutil 2.9 `rrule` in local time, made UTC with `zoneinfo`; a day past the end of a month
/// was written as `bymonthday=(28..31), bysetpos=-1`, because iCalendar leaves such months out and Exchange does not.
struct RecurrencePatternTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let zone: String
        let days: OccurrenceDays
        let time: Int
        let expected: [String]

        init(_ name: String, _ zone: String, _ time: (Int, Int), _ days: OccurrenceDays, _ expected: [String]) {
            testDescription = name
            self.zone = zone
            self.days = days
            self.time = time.0 * 3_600 + time.1 * 60
            self.expected = expected
        }
    }

    private static func day(_ year: Int, _ month: Int, _ day: Int) -> CivilDay {
        CivilDay(year: year, month: month, day: day)
    }

    private static let (sunday, monday, tuesday, wednesday, thursday, friday, saturday) = (0, 1, 2, 3, 4, 5, 6)

    static let days: [Row] = [
        Row(
            "daily over the start of summer time",
            "Europe/Berlin",
            (9, 0),
            .daily(interval: 1, start: day(2026, 3, 27)),
            ["2026-03-27T08:00", "2026-03-28T08:00", "2026-03-29T07:00", "2026-03-30T07:00", "2026-03-31T07:00"]
        ),
        Row(
            "daily at a time that one night skips",
            "Europe/Berlin",
            (2, 30),
            .daily(interval: 1, start: day(2026, 3, 28)),
            ["2026-03-28T01:30", "2026-03-29T01:30", "2026-03-30T00:30"]
        ),
        Row(
            "daily at a time that one night has twice",
            "Europe/Berlin",
            (2, 30),
            .daily(interval: 1, start: day(2026, 10, 24)),
            ["2026-10-24T00:30", "2026-10-25T01:30", "2026-10-26T01:30"]
        ),
        Row(
            "every third day",
            "America/New_York",
            (8, 0),
            .daily(interval: 3, start: day(2026, 2, 27)),
            ["2026-02-27T13:00", "2026-03-02T13:00", "2026-03-05T13:00", "2026-03-08T12:00", "2026-03-11T12:00"]
        ),
        Row(
            "three days a week",
            "Australia/Sydney",
            (10, 0),
            .weekly(
                interval: 1,
                weekdays: [monday, wednesday, friday],
                firstWeekday: monday,
                start: day(2026, 9, 28)
            ),
            [
                "2026-09-28T00:00", "2026-09-30T00:00", "2026-10-02T00:00", "2026-10-04T23:00", "2026-10-06T23:00",
                "2026-10-08T23:00", "2026-10-11T23:00",
            ]
        ),
        Row(
            "every second week that begins on Monday",
            "Europe/Berlin",
            (10, 0),
            .weekly(interval: 2, weekdays: [tuesday, sunday], firstWeekday: monday, start: day(2026, 8, 4)),
            ["2026-08-04T08:00", "2026-08-09T08:00", "2026-08-18T08:00", "2026-08-23T08:00", "2026-09-01T08:00"]
        ),
        Row(
            "every second week that begins on Sunday",
            "Europe/Berlin",
            (10, 0),
            .weekly(interval: 2, weekdays: [tuesday, sunday], firstWeekday: sunday, start: day(2026, 8, 4)),
            ["2026-08-04T08:00", "2026-08-16T08:00", "2026-08-18T08:00", "2026-08-30T08:00", "2026-09-01T08:00"]
        ),
        Row(
            "every third week, from the middle of one",
            "Asia/Tokyo",
            (9, 0),
            .weekly(interval: 3, weekdays: [monday, thursday], firstWeekday: sunday, start: day(2026, 1, 8)),
            ["2026-01-08T00:00", "2026-01-26T00:00", "2026-01-29T00:00", "2026-02-16T00:00", "2026-02-19T00:00"]
        ),
    ]

    static let months: [Row] = [
        Row(
            "the 31st",
            "Europe/London",
            (9, 0),
            .monthly(interval: 1, choice: .number(31), start: day(2027, 10, 31)),
            [
                "2027-10-31T09:00", "2027-11-30T09:00", "2027-12-31T09:00", "2028-01-31T09:00", "2028-02-29T09:00",
                "2028-03-31T08:00", "2028-04-30T08:00",
            ]
        ),
        Row(
            "the 30th of every second month",
            "America/New_York",
            (17, 0),
            .monthly(interval: 2, choice: .number(30), start: day(2026, 10, 30)),
            ["2026-10-30T21:00", "2026-12-30T22:00", "2027-02-28T22:00", "2027-04-30T21:00"]
        ),
        Row(
            "the 10th of every second month, from a 15th",
            "Etc/UTC",
            (12, 0),
            .monthly(interval: 2, choice: .number(10), start: day(2026, 1, 15)),
            ["2026-03-10T12:00", "2026-05-10T12:00", "2026-07-10T12:00"]
        ),
        Row(
            "the second Tuesday",
            "America/New_York",
            (14, 0),
            .monthly(interval: 1, choice: .weekday(ordinal: 2, of: [tuesday]), start: day(2026, 1, 1)),
            ["2026-01-13T19:00", "2026-02-10T19:00", "2026-03-10T18:00", "2026-04-14T18:00"]
        ),
        Row(
            "the last Monday, which is a fifth one in March and June",
            "Europe/Berlin",
            (9, 0),
            .monthly(interval: 1, choice: .weekday(ordinal: 5, of: [monday]), start: day(2026, 2, 1)),
            [
                "2026-02-23T08:00", "2026-03-30T07:00", "2026-04-27T07:00", "2026-05-25T07:00", "2026-06-29T07:00",
                "2026-07-27T07:00",
            ]
        ),
        Row(
            "the last weekday",
            "Europe/Berlin",
            (16, 0),
            .monthly(interval: 1, choice: .weekday(ordinal: 5, of: Set(1...5)), start: day(2026, 1, 1)),
            [
                "2026-01-30T15:00", "2026-02-27T15:00", "2026-03-31T14:00", "2026-04-30T14:00", "2026-05-29T14:00",
                "2026-06-30T14:00",
            ]
        ),
        Row(
            "the first day of a weekend",
            "Australia/Lord_Howe",
            (2, 15),
            .monthly(interval: 1, choice: .weekday(ordinal: 1, of: [saturday, sunday]), start: day(2026, 3, 1)),
            ["2026-02-28T15:15", "2026-04-03T15:15", "2026-05-01T15:45"]
        ),
        Row(
            "the third day",
            "Etc/UTC",
            (0, 0),
            .monthly(interval: 1, choice: .weekday(ordinal: 3, of: Set(0...6)), start: day(2026, 1, 1)),
            ["2026-01-03T00:00", "2026-02-03T00:00", "2026-03-03T00:00"]
        ),
        Row(
            "the last day",
            "Etc/UTC",
            (0, 0),
            .monthly(interval: 1, choice: .weekday(ordinal: 5, of: Set(0...6)), start: day(2028, 1, 1)),
            ["2028-01-31T00:00", "2028-02-29T00:00", "2028-03-31T00:00"]
        ),
        Row(
            "29 February",
            "Etc/UTC",
            (12, 0),
            .yearly(interval: 1, month: 2, choice: .number(29), start: day(2024, 2, 29)),
            ["2024-02-29T12:00", "2025-02-28T12:00", "2026-02-28T12:00", "2027-02-28T12:00", "2028-02-29T12:00"]
        ),
        Row(
            "the fourth Thursday of November",
            "America/New_York",
            (12, 0),
            .yearly(interval: 1, month: 11, choice: .weekday(ordinal: 4, of: [thursday]), start: day(2025, 1, 1)),
            ["2025-11-27T17:00", "2026-11-26T17:00", "2027-11-25T17:00"]
        ),
        Row(
            "24 December of every second year",
            "Europe/Berlin",
            (18, 0),
            .yearly(interval: 2, month: 12, choice: .number(24), start: day(2024, 12, 24)),
            ["2024-12-24T17:00", "2026-12-24T17:00", "2028-12-24T17:00"]
        ),
    ]

    @Test(arguments: days + months)
    func `A pattern names its days at the same local time`(row: Row) throws {
        let zone = try #require(ZoneRules(identifier: row.zone))
        let starts = row.expected.indices.map { zone.instant(of: row.days[$0], secondOfDay: row.time) }
        #expect(starts == (try row.expected.map(seconds)))
    }

    @Test(arguments: days + months)
    func `The first index on or after a day agrees with counting up`(row: Row) {
        for offset in -3...400 {
            let day = CivilDay(number: row.days[0].number + offset)
            var counted = 0
            while row.days[counted] < day { counted += 1 }
            #expect(row.days.firstIndex(onOrAfter: day) == counted)
        }
    }

    @Test func `Days are numbered from 1970 and clipped to their month`() {
        #expect(Self.day(1970, 1, 1).number == 0)
        #expect(Self.day(1969, 12, 31).number == -1)
        #expect(Self.day(2000, 2, 30) == Self.day(2000, 2, 29))
        #expect(Self.day(1900, 2, 29) == Self.day(1900, 2, 28))
        #expect(Self.day(2025, 14, 31) == Self.day(2026, 2, 28))
        #expect(Self.day(2026, 11, 23).weekday == Self.monday)
        #expect(CivilDay("2024-02-29") == Self.day(2024, 2, 29))
        #expect(
            ["2026-02-29", "2026-13-01", "26-01-01", "2026-1-1", "2026-01-01T", "0000-01-01"].compactMap {
                CivilDay($0)
            } == []
        )
        var previous = Self.day(1899, 12, 31)
        for number in (previous.number + 1)...Self.day(2101, 1, 1).number {
            let next = CivilDay(number: number)
            let (year, month, day) = next.components
            #expect(CivilDay(year: year, month: month, day: day) == next)
            let (lastYear, lastMonth, lastDay) = previous.components
            let follows =
                (year, month, day) == (lastYear, lastMonth, lastDay + 1)
                || day == 1 && lastDay == CivilDay.length(ofMonth: lastMonth, year: lastYear)
                    && year * 12 + month == lastYear * 12 + lastMonth + 1
            #expect(follows)
            previous = next
        }
    }
}
