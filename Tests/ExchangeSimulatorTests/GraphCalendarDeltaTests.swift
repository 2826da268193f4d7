import ExchangeSimulator
import Testing

/// The rules of change tracking for a window of a calendar.
struct GraphCalendarDeltaTests {
    private static let delta = "calendarView/delta?" + GraphCalendar.window

    @Test func `A series comes as its master, whole exceptions, and occurrences that are nothing but stubs`()
        async throws
    {
        let client = try await GraphClient.start(GraphCalendar.start { [try GraphCalendar.series(&$0)] })
        let (events, link) = try await client.round(Self.delta)
        #expect(
            events.map(\.kind) == [
                "seriesMaster", "occurrence", "exception", "occurrence", "occurrence", "occurrence",
            ]
        )
        #expect(events[0].iCalUId == GraphCalendar.uid)
        // Nobody can ask for less: bodies come along.
        #expect(events[0].bodyPreview != nil)
        #expect(events[2].attendees?.count == 2)
        #expect(events[1].start?.dateTime == "2026-10-05T07:00:00.0000000")
        #expect(events[1].seriesMasterId == events[0].id)
        #expect(events[1].iCalUId == nil && events[1].attendees == nil && events[1].organizer == nil)
        #expect(link.contains("/calendarView/delta?$deltatoken="))
        #expect(try await client.round(link).entities.isEmpty)
    }

    @Test func `A page is longer than preferred when a series ends it`() async throws {
        let exchange = try await GraphCalendar.start { state in
            [try GraphCalendar.series(&state), try GraphCalendar.single(&state, "one", start: "2026-10-01T10:00")]
        }
        let client = try await GraphClient.start(exchange, preferring: "odata.maxpagesize=2")
        let first = try await client.page(Self.delta)
        #expect(first.value.count == 7)
        let second = try await client.page(try #require(first.nextLink))
        #expect(second.value.isEmpty)
        #expect(second.deltaLink != nil)
    }

    @Test func `An occurrence that was taken out is missing when its series is told again`() async throws {
        let exchange = try await GraphCalendar.start { [try GraphCalendar.series(&$0)] }
        let client = try await GraphClient.start(exchange)
        let link = try await client.round(Self.delta).deltaLink
        try GraphCalendar.change(exchange) { tenant, item, box in
            tenant.cancelOccurrence(at: try seconds("2026-10-19T07:00"), of: item, in: box)
        }
        let events = try await client.round(link).entities
        #expect(events.map(\.kind) == ["seriesMaster", "occurrence", "exception", "occurrence", "occurrence"])
        #expect(!events.contains { $0.removed != nil })
    }

    @Test func `What is deleted, and what changes outside of the window, is told as removed`() async throws {
        let exchange = try await GraphCalendar.start { state in
            [
                try GraphCalendar.single(&state, "inside", start: "2026-10-02T10:00"),
                try GraphCalendar.single(&state, "outside", start: "2027-10-02T10:00"),
            ]
        }
        let client = try await GraphClient.start(exchange)
        let (events, link) = try await client.round(Self.delta)
        #expect(events.map(\.iCalUId) == ["inside"])
        try GraphCalendar.change(exchange) { tenant, item, box in tenant.softDelete(item, of: box) }
        try GraphCalendar.change(exchange) { tenant, item, box in
            tenant.editEvent(item, of: box) { $0.subject = "Elsewhere" }
        }
        let changes = try await client.round(link).entities
        #expect(changes.map(\.removed?.reason) == ["deleted", "deleted"])
        #expect(changes.contains { $0.id == events[0].id })
    }

    @Test func `A series that is deleted is removed with its occurrences`() async throws {
        let exchange = try await GraphCalendar.start { [try GraphCalendar.series(&$0)] }
        let client = try await GraphClient.start(exchange, preferring: "IdType=\"ImmutableId\"")
        let (events, link) = try await client.round(Self.delta)
        try GraphCalendar.change(exchange) { tenant, item, box in tenant.hardDelete(item, of: box) }
        let changes = try await client.round(link).entities
        #expect(changes.allSatisfy { $0.removed?.reason == "deleted" })
        #expect(Set(changes.map(\.id)) == Set(events.map(\.id)))
    }

    @Test(arguments: ["$select=subject", "$filter=x", "$orderby=start", "$expand=x", "$search=x", "$top=2"])
    func `Nothing can be left out or put in order`(option: String) async throws {
        let client = try await GraphClient.start(Exchange.start())
        let answer = await client.get("/v1.0/users/\(Exchange.ann)/\(Self.delta)&\(option)")
        #expect(answer.status == 400)
        #expect(answer.problem == "ErrorInvalidUrlQuery")
    }

    @Test func `A link that is too old is gone, and a forged one malformed`() async throws {
        let exchange = try await GraphCalendar.start { [try GraphCalendar.series(&$0)] }
        let client = try await GraphClient.start(exchange)
        let link = try await client.round(Self.delta).deltaLink
        #expect(await client.get(link + "A").problem == "BadRequest")
        try GraphCalendar.change(exchange) { tenant, _, box in tenant.expireSyncStates(of: box) }
        let late = await client.get(link)
        #expect(late.status == 410)
        #expect(late.problem == "SyncStateNotFound")
    }
}
