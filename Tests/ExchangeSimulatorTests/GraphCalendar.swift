import ExchangeSimulator
import Testing

/// Ann's calendar, and how it is asked for.
enum GraphCalendar {
    static let uid = "040000008200E00074C5B7101A82E00800000000AABBCCDDEEFF00110000000000000000100000000123456789ABCDEF"
    static let window = "startDateTime=2026-10-01T00:00:00Z&endDateTime=2026-12-01T00:00:00Z"

    /// `Exchange.weekly` with somebody from outside.
    static func series(_ state: inout TenantState, uid: String = uid) throws -> SimulatedEvent {
        var event = try Exchange.weekly(&state, uid: uid)
        event.attendees = [
            .init(state.party(Exchange.ann), response: .accept, responded: event.start - 3_600),
            .init(state.party("kim@adatum.example", name: "Kim"), role: .optional, response: .decline),
        ]
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
