import ExchangeSimulator
import Testing

/// Events and views of a calendar.
struct GraphCalendarTests {
    private static let view = "calendarView?" + GraphCalendar.window

    @Test func `A view shows occurrences in local time, with exceptions, without what was taken out`() async throws {
        let client = try await GraphClient.start(GraphCalendar.start { [try GraphCalendar.series(&$0)] })
        let events = try await client.page(Self.view).value
        #expect(
            events.map(\.start?.dateTime) == [
                "2026-10-05T07:00:00.0000000", "2026-10-13T08:00:00.0000000", "2026-10-19T07:00:00.0000000",
                "2026-10-26T08:00:00.0000000", "2026-11-09T08:00:00.0000000",
            ]
        )
        #expect(events.allSatisfy { $0.start?.timeZone == "UTC" && $0.end?.timeZone == "UTC" })
        #expect(events.map(\.kind) == ["occurrence", "exception", "occurrence", "occurrence", "occurrence"])
        #expect(events[1].originalStart == "2026-10-12T07:00:00Z")
        #expect(Set(events.map(\.id)).count == 5)
        let master = try await client.page("events").value
        #expect(master.map(\.kind) == ["seriesMaster"])
        #expect(Set(events.map(\.seriesMasterId)) == [master[0].id])
        #expect(master[0].iCalUId == GraphCalendar.uid)
    }

    @Test(arguments: [
        (
            GraphCalendar.uid,
            "040000008200E00074C5B7101A82E00807EA0A0CAABBCCDDEEFF00110000000000000000100000000123456789ABCDEF"
        ),
        (
            "a@b.example",
            "040000008200E00074C5B7101A82E00807EA0A0C0000000000000000000000000000000018000000"
                + "7643616C2D556964010000006140622E6578616D706C6500"
        ),
    ])
    func `The UID of an occurrence has its date in it`(uid: String, expected: String) async throws {
        let client = try await GraphClient.start(GraphCalendar.start { [try GraphCalendar.series(&$0, uid: uid)] })
        let events = try await client.page(Self.view).value
        #expect(events[1].iCalUId == expected)
        #expect(try await client.page("events").value[0].iCalUId == uid)
    }

    @Test func `Answers are the organizer's to know, and one's own`() async throws {
        let exchange = try await GraphCalendar.start { state in
            var own = try GraphCalendar.single(&state, "own", start: "2026-10-01T10:00")
            own.attendees = [
                .init(state.party(Exchange.bob), response: .tentative, responded: try seconds("2026-09-30T10:00")),
                .init(state.party("room@contoso.example"), role: .resource),
            ]
            return [own, try GraphCalendar.series(&state)]
        }
        let client = try await GraphClient.start(exchange)
        let events = try await client.page(Self.view).value
        #expect(events[0].isOrganizer == true)
        #expect(events[0].attendees?.map(\.type) == ["required", "resource"])
        #expect(events[0].attendees?.map(\.status.response) == ["tentativelyAccepted", "notResponded"])
        #expect(events[0].attendees?.map(\.status.time) == ["2026-09-30T10:00:00Z", "0001-01-01T00:00:00Z"])
        #expect(events[1].isOrganizer == false)
        #expect(events[1].organizer?.emailAddress.address == Exchange.bob)
        #expect(events[1].attendees?.map(\.type) == ["required", "optional"])
        #expect(events[1].attendees?.map(\.status.response) == ["none", "none"])
    }

    @Test func `An all-day event has midnights, whatever its zone`() async throws {
        let exchange = try await GraphCalendar.start { state in
            var event = try GraphCalendar.single(&state, "day", start: "2026-10-24T22:00", hours: 25)
            event.isAllDay = true
            event.sensitivity = .personalPrivate
            return [event]
        }
        let event = try #require(try await GraphClient.start(exchange).page(Self.view).value.first)
        #expect(event.isAllDay == true)
        #expect(event.start == .init(dateTime: "2026-10-25T00:00:00.0000000", timeZone: "UTC"))
        #expect(event.end == .init(dateTime: "2026-10-26T00:00:00.0000000", timeZone: "UTC"))
        #expect(event.sensitivity == "private")
    }

    @Test(arguments: ["", "&$top=2", "&$top=2&$select=iCalUId,start"])
    func `Pages follow one another by their links`(options: String) async throws {
        let exchange = try await GraphCalendar.start { [try GraphCalendar.series(&$0)] }
        let client = try await GraphClient.start(exchange, preferring: "odata.maxpagesize=2")
        var ids: [String] = []
        var sizes: [Int] = []
        var link: String? = Self.view + options
        while let target = link {
            let page = try await client.page(target)
            ids += page.value.map(\.id)
            sizes.append(page.value.count)
            #expect(page.value.allSatisfy { ($0.bodyPreview == nil) == options.contains("select") })
            #expect(page.deltaLink == nil)
            link = page.nextLink
        }
        #expect(sizes == [2, 2, 1])
        #expect(Set(ids).count == 5)
    }

    @Test(arguments: [nil, "IdType=\"ImmutableId\""])
    func `Every event of a view can be asked for alone, until it is gone`(preference: String?) async throws {
        let exchange = try await GraphCalendar.start { [try GraphCalendar.series(&$0)] }
        let client = try await GraphClient.start(exchange, preferring: preference)
        let events = try await client.page(Self.view).value
        let user = "/v1.0/users/\(Exchange.ann)"
        for event in events {
            let one = try await client.get("\(user)/events/\(event.id)?$select=start").json(GraphClient.Entity.self)
            #expect(one.start == event.start)
            #expect(one.kind == nil)
        }
        try GraphCalendar.change(exchange) { tenant, item, box in
            tenant.cancelOccurrence(at: try seconds("2026-10-19T07:00"), of: item, in: box)
        }
        let taken = await client.get("\(user)/events/\(events[2].id)")
        #expect(taken.status == 404)
        #expect(taken.problem == "ErrorItemNotFound")
        try GraphCalendar.change(exchange) { tenant, item, box in tenant.set(.corrupt, true, item, of: box) }
        #expect(await client.get("\(user)/events/\(events[0].id)").problem == "ErrorCorruptData")
        try GraphCalendar.change(exchange) { tenant, item, box in tenant.hardDelete(item, of: box) }
        #expect(await client.get("\(user)/events/\(events[0].id)").status == 404)
        #expect(try await client.page(Self.view).value.isEmpty)
    }

    @Test func `A mailbox lists its calendars, and each has its own view`() async throws {
        var state = try Exchange.state(mails: 0)
        let (box, _) = try Exchange.place(state)
        let top = try #require(state[box].number(of: .msgfolderroot))
        let team = state.addFolder("Team", folderClass: "IPF.Appointment", below: top, in: box)
        state.add(try GraphCalendar.series(&state), to: team, of: box)
        let trash = try #require(state[box].number(of: .deleteditems))
        state.addFolder("Old", folderClass: "IPF.Appointment", below: trash, in: box)
        let client = try await GraphClient.start(Exchange.start(state))
        let calendars = try await client.page("calendars?$select=name,owner,isDefaultCalendar").value
        #expect(calendars.map(\.name) == ["Calendar", "Team"])
        #expect(calendars.map(\.isDefaultCalendar) == [true, false])
        #expect(calendars.map(\.owner?.address) == [Exchange.ann, Exchange.ann])
        #expect(try await client.page("calendars/\(calendars[1].id)/" + Self.view).value.count == 5)
        #expect(try await client.page("calendars('\(calendars[0].id)')/" + Self.view).value.isEmpty)
        #expect(try await client.page("calendar/" + Self.view).value.isEmpty)
    }

    @Test(arguments: [
        ("calendarView", 400, "ErrorInvalidParameter"),
        ("calendarView?startDateTime=2026-10-01T00:00:00Z", 400, "ErrorInvalidParameter"),
        (
            "calendarView?startDateTime=2026-10-02T00:00:00Z&endDateTime=2026-10-01T00:00:00Z", 400,
            "ErrorInvalidParameter"
        ),
        (
            "calendarView?startDateTime=2020-01-01T00:00:00Z&endDateTime=2025-01-01T00:00:00Z", 400,
            "ErrorInvalidParameter"
        ),
        (Self.view + "&$select=nonsense", 400, "RequestBroker--ParseUri"),
        (Self.view + "&$filter=x", 400, "BadRequest"),
        (Self.view + "&$top=0", 400, "BadRequest"),
        ("calendars/nonsense/" + Self.view, 400, "ErrorInvalidIdMalformed"),
        ("calendars/a/b", 400, "BadRequest"),
        ("events/nonsense", 400, "ErrorInvalidIdMalformed"),
    ])
    func `What is not in order is refused`(target: String, status: Int, code: String) async throws {
        let client = try await GraphClient.start(GraphCalendar.start { [try GraphCalendar.series(&$0)] })
        let answer = await client.get("/v1.0/users/\(Exchange.ann)/\(target)")
        #expect(answer.status == status)
        #expect(answer.problem == code)
    }
}
