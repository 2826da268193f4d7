import ExchangeSimulator
import Testing

struct CalendarViewTests {
    private static let uid = "040000008200E00074C5B7101A82E00800000000AA"

    /// A server with `Exchange.weekly` in Ann's calendar.
    private static func series() async throws -> Exchange {
        try await GraphCalendar.start { state in
            var event = try Exchange.weekly(&state, uid: uid)
            event.attendees = [.init(state.party(Exchange.ann), response: .accept)]
            return [event]
        }
    }

    private static func view(
        _ exchange: Exchange,
        _ start: String = "2026-10-01T00:00:00Z",
        _ end: String = "2026-12-01T00:00:00Z",
        most: Int? = nil
    ) async -> Answer {
        await exchange.send(
            """
            <m:FindItem Traversal="Shallow"><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties>\
            <t:FieldURI FieldURI="calendar:Start"/><t:FieldURI FieldURI="calendar:CalendarItemType"/>\
            <t:FieldURI FieldURI="calendar:UID"/><t:FieldURI FieldURI="calendar:Organizer"/>\
            <t:FieldURI FieldURI="calendar:RequiredAttendees"/></t:AdditionalProperties></m:ItemShape>\
            <m:CalendarView \(most.map { "MaxEntriesReturned=\"\($0)\" " } ?? "")StartDate="\(start)" EndDate="\(end)"/>\
            <m:ParentFolderIds><t:DistinguishedFolderId Id="calendar"/></m:ParentFolderIds></m:FindItem>
            """
        )
    }

    @Test func `A series shows its occurrences in local time, with exceptions, without what was taken out`()
        async throws
    {
        let view = await Self.view(try await Self.series())
        #expect(
            view.texts("t:Start") == [
                "2026-10-05T07:00:00Z", "2026-10-13T08:00:00Z", "2026-10-19T07:00:00Z", "2026-10-26T08:00:00Z",
                "2026-11-09T08:00:00Z",
            ]
        )
        #expect(
            view.texts("t:CalendarItemType") == ["Occurrence", "Exception", "Occurrence", "Occurrence", "Occurrence"]
        )
        #expect(Set(view.texts("t:UID")) == [Self.uid])
        #expect(Set(view.itemIDs).count == 5)
    }

    @Test func `A listing names the organizer by distinguished name and no attendees, a reading the addresses`()
        async throws
    {
        let exchange = try await Self.series()
        let view = await Self.view(exchange)
        #expect(view.texts("t:RoutingType").allSatisfy { $0 == "EX" })
        #expect(view.texts("t:MailboxType").allSatisfy { $0 == "OneOff" })
        #expect(view.texts("t:EmailAddress").allSatisfy { $0.hasPrefix("/o=ExchangeLabs/") })
        #expect(!view.text.contains("Attendee"))
        let read = await exchange.get(
            [view.itemIDs[1]],
            fields: ["calendar:Organizer", "calendar:RequiredAttendees", "calendar:RecurrenceId", "calendar:Start"]
        )
        #expect(read.texts("t:EmailAddress") == [Exchange.bob, Exchange.ann])
        #expect(read.texts("t:RecurrenceId") == ["2026-10-12T07:00:00Z"])
        #expect(read.texts("t:Start") == ["2026-10-13T08:00:00Z"])
    }

    @Test func `A sync knows the master alone, and an edited occurrence as its update`() async throws {
        let exchange = try await Self.series()
        let first = await exchange.sync(folder: "calendar")
        #expect(first.changes == ["Create"])
        try exchange.tenant.update { tenant in
            let (box, _) = try Exchange.place(tenant)
            let calendar = try #require(tenant[box].number(of: .calendar))
            let item = try #require(tenant[box].items(in: calendar).first)
            tenant.cancelOccurrence(at: try seconds("2026-10-19T07:00"), of: item, in: box)
        }
        let second = await exchange.sync(first.syncState, folder: "calendar")
        #expect(second.changes == ["Update"])
        #expect(second.itemIDs == first.itemIDs)
        #expect(await Self.view(exchange).itemIDs.count == 4)
    }

    @Test func `Occurrences are counted from one, with those taken out`() async throws {
        let exchange = try await Self.series()
        let master = try #require(await exchange.sync(folder: "calendar").itemIDs.first)
        var codes: [String] = []
        for index in 1...7 {
            codes += await exchange.send(
                """
                <m:GetItem><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape><m:ItemIds>\
                <t:OccurrenceItemId RecurringMasterId="\(master)" InstanceIndex="\(index)"/></m:ItemIds></m:GetItem>
                """
            ).codes
        }
        let deleted = "ErrorCalendarOccurrenceIsDeletedFromRecurrence"
        let outside = "ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange"
        #expect(codes == ["NoError", "NoError", "NoError", "NoError", deleted, "NoError", outside])
    }

    @Test(
        arguments: [
            ("2026-10-01T00:00:00Z", "2028-10-01T00:00:00Z", "NoError"),
            ("2026-10-01T00:00:00Z", "2028-10-01T00:00:01Z", "ErrorCalendarViewRangeTooBig"),
            ("2026-10-01T00:00:00+02:00", "2026-11-01T00:00:00+01:00", "NoError"),
            ("2026-11-01T00:00:00Z", "2026-10-01T00:00:00Z", "ErrorCalendarEndDateIsEarlierThanStartDate"),
        ]
    )
    func `A view is of two years at most`(start: String, end: String, code: String) async throws {
        #expect(await Self.view(try await Self.series(), start, end).codes == [code])
    }

    @Test func `A view that is cut off says so and has no next page`() async throws {
        let exchange = try await Self.series()
        let view = await Self.view(exchange, most: 2)
        #expect(view.texts("t:Start") == ["2026-10-05T07:00:00Z", "2026-10-13T08:00:00Z"])
        #expect(view.attributes("IncludesLastItemInRange", of: "m:RootFolder") == ["false"])
        #expect(view.attributes("IndexedPagingOffset", of: "m:RootFolder") == [])
        let whole = await Self.view(exchange)
        #expect(whole.attributes("IncludesLastItemInRange", of: "m:RootFolder") == ["true"])
    }

    @Test func `Only calendars have such views`() async throws {
        let exchange = try await Exchange.start()
        let answer = await exchange.send(
            """
            <m:FindItem Traversal="Shallow"><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape>\
            <m:CalendarView StartDate="2026-10-01T00:00:00Z" EndDate="2026-11-01T00:00:00Z"/>\
            <m:ParentFolderIds><t:DistinguishedFolderId Id="inbox"/></m:ParentFolderIds></m:FindItem>
            """
        )
        #expect(answer.codes == ["ErrorCalendarFolderIsInvalidForCalendarView"])
    }
}
