import ExchangeSimulator
import Testing

/// Ann's calendar, and how it is asked for.
enum GraphCalendar {
    static let uid = "040000008200E00074C5B7101A82E00800000000AABBCCDDEEFF00110000000000000000100000000123456789ABCDEF"
    static let window = "startDateTime=2026-10-01T00:00:00Z&endDateTime=2026-12-01T00:00:00Z"

    /// A weekly meeting of six on Mondays at nine in Berlin over the end of summer time: the second is a day and an
    /// hour later, the fifth was taken out.
    static func series(_ state: inout TenantState, uid: String = uid) throws -> SimulatedEvent {
        let start = try seconds("2026-10-05T07:00")
        var event = SimulatedEvent(
            uid: uid,
            subject: "Weekly",
            organizer: state.party(Exchange.bob),
            start: start,
            end: start + 3_600,
            timeZone: "Europe/Berlin",
            recurrence: RecurrenceRule(
                pattern: .weekly(interval: 1, weekdays: [1], firstWeekday: 1),
                start: CivilDay(year: 2026, month: 10, day: 5),
                end: .count(6)
            ),
            created: start - 86_400
        )
        event.attendees = [
            .init(state.party(Exchange.ann), response: .accept, responded: start - 3_600),
            .init(state.party("kim@adatum.example", name: "Kim"), role: .optional, response: .decline),
        ]
        event.myResponse = .accept
        let moved = try seconds("2026-10-13T08:00")
        event.exceptions[try seconds("2026-10-12T07:00")] = .init(start: moved, end: moved + 3_600)
        event.deleted.insert(try seconds("2026-11-02T08:00"))
        return event
    }

    static func single(_ state: inout TenantState, _ uid: String, start: String, hours: Int = 1) throws
        -> SimulatedEvent
    {
        let start = try seconds(start)
        return SimulatedEvent(
            uid: uid,
            subject: "Single",
            organizer: state.party(Exchange.ann),
            start: start,
            end: start + hours * 3_600,
            timeZone: "Europe/Berlin",
            created: start - 86_400
        )
    }

    /// A server with what `build` makes in Ann's calendar.
    static func start(_ build: (inout TenantState) throws -> [SimulatedEvent]) async throws -> Exchange {
        var state = try Exchange.state(mails: 0)
        let (box, _) = try Exchange.place(state)
        let calendar = try #require(state[box].number(of: .calendar))
        for event in try build(&state) { state.add(event, to: calendar, of: box) }
        return try await Exchange.start(state)
    }

    /// Changes the first item of Ann's calendar.
    static func change(
        _ exchange: Exchange,
        _ body: (inout TenantState, ItemNumber, TenantState.MailboxNumber) throws -> Void
    ) throws {
        try exchange.tenant.update { tenant in
            let (box, _) = try Exchange.place(tenant)
            let calendar = try #require(tenant[box].number(of: .calendar))
            let item = try #require(tenant[box].items(in: calendar).first)
            try body(&tenant, item, box)
        }
    }
}
