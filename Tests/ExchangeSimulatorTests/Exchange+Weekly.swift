import ExchangeSimulator

extension Exchange {
    /// A weekly meeting of six on Mondays at nine in Berlin over the end of summer time, which Ann accepted: the second
    /// is a day and an hour later, the fifth was taken out.
    static func weekly(_ state: inout TenantState, uid: String) throws -> SimulatedEvent {
        let start = try seconds("2026-10-05T07:00")
        var event = SimulatedEvent(
            uid: uid,
            subject: "Weekly",
            organizer: state.party(bob),
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
        event.myResponse = .accept
        let moved = try seconds("2026-10-13T08:00")
        event.exceptions[try seconds("2026-10-12T07:00")] = .init(start: moved, end: moved + 3_600)
        event.deleted.insert(try seconds("2026-11-02T08:00"))
        return event
    }
}
