import Connector
import ConnectorTesting
import HTTPTransport
import HTTPTypes
import Interactions
import MicrosoftGraph
import Testing

/// What becomes of an event.
struct EventMappingTests {
    /// What a source makes of one event that it is asked for.
    private static func change(of body: String, id: String = "id") async throws -> Change {
        let source = try Graph.source { _ in Graph.answer(body) }
        return try #require(try await source.changes(of: [ItemKey(id)], in: Graph.calendar).first)
    }

    private static func record(of body: String, id: String = "id") async throws -> SourceEvent {
        let change = try await change(of: body, id: id)
        guard case .found(ItemKey(id), .event(let record)) = change else { throw Unexpected(change: change) }
        return record
    }

    private struct Unexpected: Error {
        let change: Change
    }

    /// Of an event with all it needs; `properties` replace what it has.
    private static func record(_ properties: String) async throws -> SourceEvent {
        try await record(of: Graph.event("id", start: "2026-11-23T10", properties + ","))
    }

    private static func sample(_ name: String) throws -> String {
        String(decoding: try Fixture.bytes("graph-samples/\(name).json"), as: UTF8.self)
    }

    private static func time(_ text: String) throws -> Timestamp {
        try #require(Timestamp(iso8601: text))
    }

    @Test func `The documented meeting of a delegate is read whole, but for its subject and its body`() async throws {
        var record = SourceEvent()
        record.uid = "040000008200FEFE0BA532444B5FD89BDE22BA103"
        record.start = try Self.time("2019-12-26T02:00:00Z")
        record.end = try Self.time("2019-12-26T06:00:00Z")
        record.organizer = .smtp("AlexW@contoso.OnMicrosoft.com")
        record.required = [
            .init(address: .smtp("MeganB@contoso.OnMicrosoft.com"), response: .none),
            .init(address: .smtp("ChristieC@contoso.OnMicrosoft.com"), response: .tentative),
        ]
        record.subject = "Christmas dinner"
        record.changedAt = try Self.time("2019-12-21T05:16:54.689345Z")
        let sample = try Self.sample("shared-calendar-delegate-event")
        #expect(try await Self.record(of: sample, id: "AAMkADJXJGu0AABf02qwAAA=") == record)
    }

    @Test func `The documented list of a calendar is a page`() async throws {
        let id =
            "AAMkADBmYTFkMzUyLTgxODQtNDA0YS05YzdlLWRkYjJlY2U4NTljZgBGAAAAAACdCqnIfBTiS7nPzH--j6RvBwDvenXPVP3FQpzwdU3ADBy_"
            + "AAAAAAENAADvenXPVP3FQpzwdU3ADBy_AABH5Vj3AAA="
        var record = SourceEvent()
        record.uid =
            "040000008200E00074C5B7101A82E008000000001EC43E71A0A8D7010000000000000000100000003FE75E1BE3F09B43BCF2C0EF408D"
            + "D567"
        record.start = try Self.time("2021-09-14T08:00:00Z")
        record.end = try Self.time("2021-09-14T08:30:00Z")
        record.organizer = .smtp("samanthab@adatum.onmicrosoft.com")
        record.required = [.init(address: .smtp("admin@M365B877719.onmicrosoft.com"), response: .none)]
        record.subject = "All APIs Testing"
        record.changedAt = try Self.time("2021-09-14T15:14:24.624932Z")
        let sample = try Self.sample("calendar-events-list")
        let source = try Graph.source(Self.oneView) { _ in Graph.answer(sample) }
        let page = try await source.changes(in: Graph.calendar, after: nil)
        #expect(page.changes == [.found(ItemKey(id), .event(record))])
        #expect(page.isLast && page.startsRound)
    }

    /// Everything is in the first view.
    private static var oneView: GraphSource.Configuration {
        var configuration = GraphSource.Configuration()
        configuration.calendarSliceDays = 10_000
        configuration.calendarDaysBack = 4_000
        return configuration
    }

    @Test func `Of the documented occurrences, which are without what was asked for, each is asked for alone`()
        async throws
    {
        let sample = try Self.sample("event-instances")
        let transport = ScriptedTransport { exchange in
            let path = exchange.request.path ?? ""
            if path.hasPrefix(Graph.viewPath) { return Graph.answer(sample) }
            let id = path.split(separator: "/").last?.split(separator: "?").first.map { String($0) } ?? ""
            return Graph.answer(Graph.event(id, start: "2019-04-08T20"))
        }
        let client = try Graph.client(transport)
        let source = GraphSource(client: client, configuration: Self.oneView, now: Graph.now)
        let page = try await source.changes(in: Graph.calendar, after: nil)
        let ids =
            ["I1sE1TatAAEYAAAAAlNFb2CNPe0ucP9you", "I1ru1JMcAAEYAAAAAlNFb2CNPe0ucP9you"]
            + ["I1sa1do_AAEYAAAAAlNFb2CNPe0ucP9you", "I1sw1n3PAAEYAAAAAlNFb2CNPe0ucP9you"]
        #expect(page.changes.map(\.item.text) == ids.map { "AAMkAGUzYAg" + $0 })
        #expect(page.changes.allSatisfy { if case .found = $0 { true } else { false } })
        #expect(
            await transport.exchanges.dropFirst().compactMap(\.request.path)
                == ids.map { "/v1.0/users/anna%40example.com/events/AAMkAGUzYAg\($0)?" + Graph.eventSelect }
        )
    }

    @Test("A list cut off at any byte changes nothing", arguments: ["calendar-events-list", "event-instances"])
    func cutOff(name: String) async throws {
        try await Graph.refuses(everyPartOf: name, in: Graph.calendar)
    }

    @Test(
        "An occurrence is known by where its series puts it",
        arguments: [
            ("singleInstance", nil, false, nil), ("singleInstance", "2026-11-22T10:00:00Z", false, nil),
            ("occurrence", "2026-11-23T10:00:00Z", true, "2026-11-23T10:00:00Z"),
            ("occurrence", nil, true, "2026-11-23T10:00:00Z"),
            ("exception", "2026-11-22T10:00:00.0000000Z", true, "2026-11-22T10:00:00Z"),
            ("exception", "2026-11-22T11:00:00+01:00", true, "2026-11-22T10:00:00Z"),
            ("exception", "0001-01-01T00:00:00Z", true, "2026-11-23T10:00:00Z"),
            ("somethingNew", nil, false, nil),
        ] as [(String, String?, Bool, String?)]
    )
    func series(type: String, originalStart: String?, isRecurring: Bool, becomes: String?) async throws {
        let original = originalStart.map { #","originalStart":"\#($0)""# } ?? ""
        let record = try await Self.record(#""type":"\#(type)"\#(original)"#)
        #expect(record.isRecurring == isRecurring)
        #expect(record.originalStart == becomes.flatMap { Timestamp(iso8601: $0) })
        #expect(record.start == (try Self.time("2026-11-23T10:00:00Z")))
    }

    @Test func `A series in a view is passed over: its occurrences stand for it`() async throws {
        let master = Graph.event("m", start: "2026-11-23T10", #""type":"seriesMaster","#)
        let source = try Graph.source { _ in
            Graph.page([master, Graph.event("o", start: "2026-11-23T10", #""type":"occurrence","#)])
        }
        let page = try await source.changes(in: Graph.calendar, after: nil)
        #expect(page.changes.map(\.item.text) == ["o"])
    }

    @Test func `Attendees are required, optional or rooms, and who has nothing but a name is left out`() async throws {
        func attendee(_ type: String, _ address: String, _ response: String) -> String {
            #"{"type":\#(type),"status":{"response":"\#(response)","time":"0001-01-01T00:00:00Z"},"#
                + #""emailAddress":{"name":"N","address":"\#(address)"}}"#
        }
        let attendees = [
            attendee(#""required""#, "a@example.com", "accepted"),
            attendee(#""optional""#, "b@example.com", "declined"),
            attendee(#""resource""#, "room@example.com", "tentativelyAccepted"),
            attendee("null", "/O=First/CN=C", "notResponded"), attendee(#""required""#, "Team", "accepted"),
            attendee(#""somethingNew""#, "d@example.com", "organizer"),
            #"{"type":"required","status":null,"emailAddress":{"name":"N"}}"#,
            #"{"type":"required","status":null,"emailAddress":null}"#,
            #"{"type":"required","emailAddress":{"address":"e@example.com"}}"#,
        ]
        let record = try await Self.record(#""attendees":[\#(attendees.joined(separator: ","))]"#)
        #expect(
            record.required == [
                .init(address: .smtp("a@example.com"), response: .accepted),
                .init(address: .directory("/o=first/cn=c"), response: .none),
                .init(address: .smtp("Team"), response: .accepted),
                .init(address: .smtp("d@example.com"), response: .organizer),
                .init(address: .smtp("e@example.com"), response: .none),
            ]
        )
        #expect(record.optional == [.init(address: .smtp("b@example.com"), response: .declined)])
        #expect(record.resources == [.init(address: .smtp("room@example.com"), response: .tentative)])
    }

    @Test(
        "In an attendee's copy the owner's answer is known, nobody else's",
        arguments: [
            ("none", "accepted", .accepted), ("declined", "accepted", .declined), ("none", "none", .none),
            ("notResponded", "tentativelyAccepted", .tentative),
        ] as [(String, String, Participant.Response)]
    )
    func answers(status: String, own: String, response: Participant.Response) async throws {
        let others = ["Anna@Example.com", "b@example.com"].map {
            #"{"type":"required","status":{"response":"\#(status)"},"emailAddress":{"address":"\#($0)"}}"#
        }
        let record = try await Self.record(
            #""attendees":[\#(others.joined(separator: ","))],"responseStatus":{"response":"\#(own)","time":null}"#
        )
        #expect(record.required.map(\.response) == [response, status == "declined" ? .declined : .none])
    }

    @Test(
        arguments: [
            (#""organizer":{"emailAddress":{"address":"B@example.com"}}"#, .smtp("B@example.com")),
            (#""organizer":{"emailAddress":{"name":"B","address":""}}"#, nil), (#""organizer":{}"#, nil),
            (#""organizer":null"#, nil),
        ] as [(String, SourceAddress?)]
    )
    func `An organizer may be missing`(property: String, organizer: SourceAddress?) async throws {
        #expect(try await Self.record(property).organizer == organizer)
    }

    @Test(
        arguments: [
            (#""sensitivity":"normal""#, .normal), (#""sensitivity":"personal""#, .personal),
            (#""sensitivity":"private""#, .private), (#""sensitivity":"confidential""#, .confidential),
            (#""sensitivity":null"#, .normal), (#""sensitivity":"odd""#, .private),
        ] as [(String, Sensitivity)]
    )
    func `A sensitivity that is not known is private`(property: String, sensitivity: Sensitivity) async throws {
        #expect(try await Self.record(property).sensitivity == sensitivity)
    }

    @Test func `Days, cancellations, subjects and nothing at all are read as they are`() async throws {
        let record = try await Self.record(
            #""isAllDay":true,"isCancelled":true,"subject":"s","iCalUId":null,"end":null"#
        )
        var expected = SourceEvent()
        expected.isAllDay = true
        expected.isCancelled = true
        expected.subject = "s"
        expected.start = try Self.time("2026-11-23T10:00:00Z")
        #expect(record == expected)
    }

    @Test(
        "An event with something of another form is reported, not guessed at",
        arguments: [
            #""start":"2026-11-23T10:00:00Z""#, #""start":{"dateTime":"2026-11-23T10:00:00"}"#,
            #""start":{"dateTime":"2026-11-23T10:00:00","timeZone":"Pacific Standard Time"}"#,
            #""end":{"dateTime":"2026-11-23","timeZone":"UTC"}"#, #""originalStart":"yesterday""#,
            #""isAllDay":"true""#, #""isCancelled":1"#, #""attendees":{}"#,
            #""attendees":[{"status":{"response":"accepted"}}]"#, #""attendees":[{},{"emailAddress":null}]"#,
            #""organizer":[]"#, #""type":1"#, #""sensitivity":2"#, #""subject":1"#,
            #""iCalUId":false"#,
        ]
    )
    func malformed(property: String) async throws {
        let change = try await Self.change(of: Graph.event("id", start: "2026-11-23T10", property + ","))
        guard case .unreadable(ItemKey("id"), let error) = change else { throw Unexpected(change: change) }
        #expect(error.code == .unreadableItem)
        #expect(error.scope == .item)
    }

    @Test func `An event that is still incomplete when it is asked for alone is reported`() async throws {
        let change = try await Self.change(of: try Self.sample("event-get"), id: "AAMkAGIAAAoZDOFAAA=")
        guard case .unreadable(_, let error) = change else { throw Unexpected(change: change) }
        #expect(error.code == .unreadableItem)
    }

    @Test func `One that is gone, one that cannot be delivered and a pause are told apart`() async throws {
        let source = try Graph.source { exchange in
            let path = exchange.request.path ?? ""
            if path.contains("/events/gone") { return Graph.failure(404, "ErrorItemNotFound") }
            if path.contains("/events/corrupt") { return Graph.failure(500, "ErrorCorruptData") }
            return path.contains("/events/busy")
                ? Graph.failure(429, "ApplicationThrottled") : Graph.answer(Graph.event("a", start: "2026-11-23T10"))
        }
        let keys = ["gone", "corrupt", "a", "b"].map { ItemKey($0) }
        let changes = try await source.changes(of: keys, in: Graph.calendar)
        #expect(changes.map(\.item) == keys)
        #expect(changes[0] == .gone(keys[0]))
        guard case .unreadable(_, let corrupt) = changes[1], case .unreadable(_, let other) = changes[3] else {
            throw Unexpected(change: changes[1])
        }
        #expect(corrupt.vendorCode == "ErrorCorruptData")
        // The service answers with another event than the one asked for.
        #expect(other.code == .unreadableItem)
        let error = await #expect(throws: SourceError.self) {
            try await source.changes(of: [ItemKey("busy")], in: Graph.calendar)
        }
        #expect(error?.code == .throttled)
        #expect(error?.scope == .mailbox)
    }
}
