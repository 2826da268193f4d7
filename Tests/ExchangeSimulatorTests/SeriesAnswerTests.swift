import ExchangeSimulator
import Testing

/// What GetItem says about the master of a series.
struct SeriesAnswerTests {
    @Test(
        arguments: [
            (.daily(interval: 2), "<t:DailyRecurrence><t:Interval>2</t:Interval></t:DailyRecurrence>"),
            (
                .weekly(interval: 1, weekdays: [1, 3], firstWeekday: 1),
                """
                <t:WeeklyRecurrence><t:Interval>1</t:Interval><t:DaysOfWeek>Monday Wednesday</t:DaysOfWeek>\
                <t:FirstDayOfWeek>Monday</t:FirstDayOfWeek></t:WeeklyRecurrence>
                """
            ),
            (
                .absoluteMonthly(interval: 3, day: 31),
                """
                <t:AbsoluteMonthlyRecurrence><t:Interval>3</t:Interval><t:DayOfMonth>31</t:DayOfMonth>\
                </t:AbsoluteMonthlyRecurrence>
                """
            ),
            (
                .relativeMonthly(interval: 1, ordinal: 5, weekdays: [1, 2, 3, 4, 5]),
                """
                <t:RelativeMonthlyRecurrence><t:Interval>1</t:Interval><t:DaysOfWeek>Weekday</t:DaysOfWeek>\
                <t:DayOfWeekIndex>Last</t:DayOfWeekIndex></t:RelativeMonthlyRecurrence>
                """
            ),
            (
                .absoluteYearly(month: 2, day: 29),
                """
                <t:AbsoluteYearlyRecurrence><t:DayOfMonth>29</t:DayOfMonth><t:Month>February</t:Month>\
                </t:AbsoluteYearlyRecurrence>
                """
            ),
            (
                .relativeYearly(month: 11, ordinal: 4, weekdays: [4]),
                """
                <t:RelativeYearlyRecurrence><t:DaysOfWeek>Thursday</t:DaysOfWeek>\
                <t:DayOfWeekIndex>Fourth</t:DayOfWeekIndex><t:Month>November</t:Month></t:RelativeYearlyRecurrence>
                """
            ),
        ] as [(RecurrenceRule.Pattern, String)]
    )
    func `Every pattern has its element`(pattern: RecurrenceRule.Pattern, markup: String) async throws {
        let (_, answer) = try await Self.read(pattern, end: .never)
        #expect(answer.text.contains("<t:Recurrence>" + markup + "<t:NoEndRecurrence>"))
        #expect(answer.texts("t:CalendarItemType") == ["RecurringMaster"])
    }

    @Test(
        arguments: [
            (.never, "<t:NoEndRecurrence><t:StartDate>2027-01-04+01:00</t:StartDate></t:NoEndRecurrence>"),
            (
                .date(CivilDay(year: 2_027, month: 7, day: 1)),
                """
                <t:EndDateRecurrence><t:StartDate>2027-01-04+01:00</t:StartDate>\
                <t:EndDate>2027-07-01+02:00</t:EndDate></t:EndDateRecurrence>
                """
            ),
            (
                .count(30),
                """
                <t:NumberedRecurrence><t:StartDate>2027-01-04+01:00</t:StartDate>\
                <t:NumberOfOccurrences>30</t:NumberOfOccurrences></t:NumberedRecurrence>
                """
            ),
        ] as [(OccurrenceSeries.End, String)]
    )
    func `Every range has its element, with dates at the zone's offset`(
        end: OccurrenceSeries.End,
        markup: String
    ) async throws {
        let (_, answer) = try await Self.read(.daily(interval: 1), end: end)
        #expect(answer.text.contains(markup))
    }

    @Test func `A master lists its first and last, its changed and deleted occurrences`() async throws {
        let monday = try seconds("2027-01-04T09:00")
        let week = 7 * 86_400
        let pattern = RecurrenceRule.Pattern.weekly(interval: 1, weekdays: [1], firstWeekday: 1)
        let (exchange, answer) = try await Self.read(pattern, end: .count(4)) { event in
            event.deleted = [monday]
            event.exceptions[monday + 2 * week] = .init(
                start: monday + 2 * week + 3_600,
                end: monday + 2 * week + 7_200
            )
        }
        let starts = answer.texts("t:Start")
        #expect(
            starts == [
                "2027-01-04T09:00:00Z",  // of the master itself
                "2027-01-11T09:00:00Z", "2027-01-25T09:00:00Z", "2027-01-18T10:00:00Z", "2027-01-04T09:00:00Z",
            ]
        )
        #expect(
            answer.texts("t:OriginalStart")
                == ["2027-01-11T09:00:00Z", "2027-01-25T09:00:00Z", "2027-01-18T09:00:00Z"]
        )
        // The ids of the listed occurrences can be read.
        let occurrences = Array(answer.itemIDs.dropFirst())
        #expect(occurrences.count == 3)
        let read = await exchange.get(occurrences, fields: ["calendar:CalendarItemType", "calendar:Start"])
        #expect(read.texts("t:CalendarItemType") == ["Occurrence", "Occurrence", "Exception"])
    }

    @Test func `A zone is described by its offsets and the days of its changes`() async throws {
        let (_, answer) = try await Self.read(.daily(interval: 1), end: .never)
        #expect(answer.attributes("Id", of: "t:StartTimeZone") == ["W. Europe Standard Time"])
        #expect(answer.attributes("Bias", of: "t:Period") == ["-PT1H", "-PT2H", "-PT1H", "-PT2H"])
        #expect(answer.texts("t:Month") == ["3", "10", "3", "10"])
        #expect(answer.texts("t:Occurrence") == ["-1", "-1", "-1", "-1"])
        #expect(answer.texts("t:TimeOffset") == ["PT2H", "PT3H", "PT2H", "PT3H"])
    }

    /// Reads the master of a series that starts on Monday 2027-01-04 at 10:00 in Berlin.
    private static func read(
        _ pattern: RecurrenceRule.Pattern,
        end: OccurrenceSeries.End,
        edit: (inout SimulatedEvent) -> Void = { _ in }
    ) async throws -> (exchange: Exchange, answer: Answer) {
        let start = try seconds("2027-01-04T09:00")
        var state = try Exchange.state(mails: 0)
        let (box, _) = try Exchange.place(state)
        let calendar = try #require(state[box].number(of: .calendar))
        var event = SimulatedEvent(
            uid: "040000008200E00074C5B7101A82E008",
            subject: "Series",
            organizer: state.party(Exchange.ann),
            start: start,
            end: start + 3_600,
            timeZone: "Europe/Berlin",
            recurrence: RecurrenceRule(pattern: pattern, start: CivilDay(year: 2_027, month: 1, day: 4), end: end),
            created: Exchange.now
        )
        edit(&event)
        state.add(event, to: calendar, of: box)
        let exchange = try await Exchange.start(state)
        let id = try #require(await exchange.sync(folder: "calendar").itemIDs.first)
        let fields = [
            "Start", "CalendarItemType", "Recurrence", "FirstOccurrence", "LastOccurrence", "ModifiedOccurrences",
            "DeletedOccurrences", "StartTimeZone", "EndTimeZone",
        ]
        return (exchange, await exchange.get([id], fields: fields.map { "calendar:" + $0 }))
    }
}
