import Connector
import ConnectorTesting
import HTTPTransport
import HTTPTypes
import Interactions
import MailboxReading
import MicrosoftGraph
import Testing

/// Events as Microsoft documents them.
///
/// Most were asked for with another `$select` than ours, or with none.
struct EventSampleTests {
    private static func time(_ text: String) throws -> Timestamp {
        try #require(Timestamp(iso8601: text))
    }

    /// Gives every event of a sample what its `$select` left out; each has one tag.
    private static func completed(_ sample: String) -> String {
        sample.replacing(
            #""@odata.etag":"#,
            with: #""iCalUId":"u","type":"singleInstance","isAllDay":false,"isCancelled":false,"sensitivity":"normal","#
                + #""@odata.etag":"#
        )
    }

    private static func event(
        _ subject: String,
        _ start: String,
        _ end: String,
        organizer: String = "samanthab@contoso.onmicrosoft.com"
    ) throws -> SourceEvent {
        var record = SourceEvent()
        record.uid = "u"
        record.subject = subject
        record.start = try time(start)
        record.end = try time(end)
        record.organizer = .smtp(organizer)
        return record
    }

    /// The first view of a calendar, which is what `body` says; nothing else is there.
    private static func view(_ body: String) async throws -> ChangePage {
        var configuration = GraphSource.Configuration()
        configuration.calendarSliceDays = 10_000
        configuration.calendarDaysBack = 4_000
        let source = try Graph.source(configuration) { exchange in
            exchange.request.path?.hasPrefix(Graph.viewPath) == true
                ? Graph.answer(body) : Graph.failure(404, "ErrorItemNotFound")
        }
        return try await source.changes(in: Graph.calendar, after: nil)
    }

    @Test func `Events are read whole, and one that is listed but not to be found is not taken for deleted`()
        async throws
    {
        let samples: [(String, [Change])] = [
            (
                "calendarview-delta-r1-p1",
                [
                    .found(
                        ItemKey("AAMkADNVxRAAA="),
                        .event(try Self.event("Plan shopping list", "2016-12-09T20:30:00Z", "2016-12-09T22:00:00Z"))
                    ),
                    .found(
                        ItemKey("AAMkADVxSAAA="),
                        .event(try Self.event("Pick up car", "2016-12-10T01:00:00Z", "2016-12-10T02:00:00Z"))
                    ),
                ]
            ),
            (
                "calendarview-delta-r1-p2",
                [
                    .found(
                        ItemKey("AAMkADVxTAAA="),
                        .event(try Self.event("Get food", "2016-12-10T19:30:00Z", "2016-12-10T21:30:00Z"))
                    ),
                    .found(
                        ItemKey("AAMkADVxUAAA="),
                        .event(try Self.event("Prepare food", "2016-12-10T22:00:00Z", "2016-12-11T00:00:00Z"))
                    ),
                ]
            ),
            (
                "calendarview-delta-r1-p3",
                [
                    .found(
                        ItemKey("AAMkADj1HuAAA="),
                        .event(try Self.event("Rest!", "2016-12-12T02:00:00Z", "2016-12-12T07:30:00Z"))
                    )
                ]
            ),
            (
                "calendarview-delta-r2",
                [
                    Change.gone(ItemKey("AAMkADk0MGFkODE3LWE4MmYtNDRhOS04OGQLkRkXbBznTvAADb6ytyAAA=")).listed,
                    .found(
                        ItemKey("AAMkADj1HvAAA="),
                        .event(try Self.event("Attend service", "2016-12-25T06:00:00Z", "2016-12-25T07:30:00Z"))
                    ),
                ]
            ),
        ]
        for (name, changes) in samples {
            // One page of a view, which ends without a link.
            let sample = Self.completed(try Sample.text(name))
                .replacing("@odata.nextLink", with: "link").replacing("@odata.deltaLink", with: "link")
            #expect(try await Self.view(sample).changes == changes, "\(name)")
            await Sample.cutOff(sample) { _ = try await Self.view($0) }
        }
    }

    @Test(arguments: ["calendarview-delta-r1-p3", "calendarview-delta-r2"])
    func `A view does not end with a place to go on from later`(name: String) async throws {
        let error = await #expect(throws: SourceError.self) { try await Self.view(try Sample.text(name)) }
        #expect(error?.code == .badAnswer)
        #expect(error?.scope == .stream)
    }

    @Test func `Whoever asks for one page more gets its events too`() async throws {
        let pages = try ["r1-p1", "r1-p2", "r1-p3"].map { Self.completed(try Sample.text("calendarview-delta-\($0)")) }
        var configuration = GraphSource.Configuration()
        configuration.calendarSliceDays = 1
        let source = try Graph.source(configuration) { exchange in
            let path = exchange.request.path ?? ""
            if path.hasPrefix(Graph.viewPath) { return Graph.answer(pages[0]) }
            return path == "/v1.0/me/calendarView/delta?$skiptoken=R0usmcCM996atia_s"
                ? Graph.answer(pages[1]) : Graph.answer(pages[2].replacing("@odata.deltaLink", with: "link"))
        }
        let page = try await source.changes(in: Graph.calendar, after: nil)
        #expect(
            page.changes.map(\.item.text) == [
                "AAMkADNVxRAAA=", "AAMkADVxSAAA=", "AAMkADVxTAAA=", "AAMkADVxUAAA=", "AAMkADj1HuAAA=",
            ]
        )
    }

    @Test func `A meeting in several rooms is read whole`() async throws {
        let sample = Self.completed(try Sample.text("event-get-onlinemeeting-locations"))
        var record = try Self.event(
            "Plan summer company picnic",
            "2017-08-30T11:00:00Z",
            "2017-08-30T12:00:00Z",
            organizer: "AdeleV@contoso.onmicrosoft.com"
        )
        record.required = ["DanaS", "AlexW"].map {
            .init(address: .smtp("\($0)@contoso.onmicrosoft.com"), response: .none)
        }
        let id = ItemKey("AAMkADAGAADDdm4NAAA=")
        let source = try Graph.source { _ in Graph.answer(sample) }
        #expect(try await source.changes(of: [id], in: Graph.calendar) == [.found(id, .event(record))])
    }

    @Test(
        arguments: [
            ("event-get", "AAMkAGIAAAoZDOFAAA="), ("events-list", "AAMkAGIAAAoZDOFAAA="),
            ("eventmessage-response-proposal", "AAMkADAwJXJGu0AAACEhWOAAA="),
        ]
    )
    func `A time in another zone than was asked for is not guessed at`(name: String, id: String) async throws {
        let sample = Self.completed(try Sample.text(name))
        let list = name == "events-list" ? sample : #"{"value":[\#(sample)]}"#
        let source = try Graph.source { exchange in
            exchange.request.path?.hasPrefix(Graph.viewPath) == true
                ? Graph.answer(list) : Graph.answer(sample)
        }
        let change = try #require(try await source.changes(in: Graph.calendar, after: nil).changes.first)
        guard case .unreadable(ItemKey(id), let error) = change else {
            return #expect(Bool(false), "not unreadable: \(change)")
        }
        #expect(error.scope == .item)
        guard name == "events-list" else { return }
        await Sample.cutOff(try Sample.text(name)) { _ = try await Self.view($0) }
    }
}
