import Connector
import ConnectorTesting
import HTTPTransport
import HTTPTypes
import Interactions
import MicrosoftGraph
import Testing

/// Which calendars are read, and how a window of days becomes pages.
struct CalendarTests {
    /// - Parameters:
    ///   - days: before and after 2026-11-23.
    ///   - slice: days of a view at first.
    private static func source(
        _ transport: ScriptedTransport,
        days: (back: Int, ahead: Int) = (2, 1),
        slice: Int = 92,
        pageSize: Int = 8
    ) throws -> GraphSource {
        var configuration = GraphSource.Configuration()
        configuration.calendarDaysBack = days.back
        configuration.calendarDaysAhead = days.ahead
        configuration.calendarSliceDays = slice
        let client = try Graph.client(transport, pageSize: pageSize)
        return GraphSource(client: client, configuration: configuration, now: Graph.now)
    }

    /// All pages of one round.
    private static func round(_ source: GraphSource, after cursor: Cursor? = nil) async throws -> [ChangePage] {
        var pages = [try await source.changes(in: Graph.calendar, after: cursor)]
        while let last = pages.last, !last.isLast {
            pages.append(try await source.changes(in: Graph.calendar, after: last.cursor))
        }
        return pages
    }

    private static func path(_ start: String, _ end: String, pageSize: Int = 8) -> String {
        "\(Graph.viewPath)?startDateTime=\(start)T00:00:00Z&endDateTime=\(end)T00:00:00Z&\(Graph.eventSelect)"
            + "&$top=\(pageSize)"
    }

    private static func link(_ number: Int) -> String {
        "\(Graph.host)/v1.0/users/x/calendars/y/calendarView?$skip=\(number)"
    }

    @Test func `A mailbox's own calendars are streams, those that others share are not`() async throws {
        let owner = #""owner":{"name":"A","address":"ANNA@example.com"}"#
        let transport = ScriptedTransport { exchange in
            let path = exchange.request.path ?? ""
            if let folders = Self.folders(path) { return folders }
            if path.hasSuffix("$skip=2") {
                return Graph.page([#"{"id":"team","isDefaultCalendar":false,\#(owner)}"#])
            }
            return Graph.page(
                [
                    #"{"id":"default","isDefaultCalendar":true,"owner":null}"#,
                    #"{"id":"bob's","owner":{"address":"bob@example.com"}}"#, #"{"id":"nobody's"}"#,
                ],
                next: Self.link(2)
            )
        }
        let mailbox = Mailbox(address: try #require(EmailAddress("anna@example.com")))
        let streams = try await Self.source(transport).streams(of: mailbox)
        #expect(streams.map(\.folder) == ["I", "default", "team"])
        #expect(streams.allSatisfy { ($0.kind == .calendar) == ($0.folder != "I") })
        #expect(streams.allSatisfy { $0.source == "graph" && $0.owner == .mailbox(mailbox) })
        let paths = await transport.exchanges.compactMap(\.request.path)
        #expect(
            paths.contains("/v1.0/users/anna%40example.com/calendars?$select=id,isDefaultCalendar,owner&$top=8")
        )
    }

    @Test(arguments: ["a.berg@example.com", "/o=Contoso/ou=Exchange/cn=Recipients/cn=ANNA", "SMTP:Anna@Old.example"])
    func `A calendar is one's own by whatever address of the directory it names its owner`(owner: String) async throws {
        let transport = ScriptedTransport { exchange in
            Self.folders(exchange.request.path ?? "")
                ?? Graph.page([
                    #"{"id":"default","isDefaultCalendar":true}"#, #"{"id":"team","owner":{"address":"\#(owner)"}}"#,
                    #"{"id":"bob's","owner":{"address":"/o=Contoso/ou=Exchange/cn=Recipients/cn=bob"}}"#,
                ])
        }
        let texts = ["a.berg@example.com", "/O=Contoso/OU=Exchange/CN=Recipients/CN=anna", "anna@old.example"]
        let aliases = Set(texts.compactMap { Participant.Address(text: $0) })
        let source = GraphSource(
            client: try Graph.client(transport),
            aliases: { $0.address.text == "anna@example.com" ? aliases : [] },
            now: Graph.now
        )
        let anna = Mailbox(address: try #require(EmailAddress("anna@example.com")))
        #expect(try await source.streams(of: anna).map(\.folder) == ["I", "default", "team"])
    }

    /// The answer about a mailbox with an inbox and nothing else; nil for another question.
    private static func folders(_ path: String) -> HTTPAnswer? {
        let folders = "/v1.0/users/anna%40example.com/mailFolders/"
        guard path.hasPrefix(folders) else { return nil }
        if path.hasPrefix(folders + "delta") { return Graph.page([#"{"id":"I"}"#], delta: Graph.host + "/v1.0/x") }
        return path.hasPrefix(folders + "inbox")
            ? Graph.answer(#"{"id":"I"}"#) : Graph.failure(404, "ErrorItemNotFound")
    }

    @Test(
        arguments: [
            (403, "ErrorAccessDenied", .accessDenied, .never), (403, "", .accessDenied, .never),
            (500, "", .unavailable, .now), (404, "ErrorItemNotFound", .gone, .never),
            (400, "ErrorInvalidUrlQuery", .refusedRequest, .never),
        ] as [(Int, String, SourceError.Code, SourceError.Retry)]
    )
    func `Calendars that cannot be listed are not taken for none, and fail alone`(
        status: Int,
        code: String,
        becomes: SourceError.Code,
        retry: SourceError.Retry
    ) async throws {
        let transport = ScriptedTransport { exchange in
            Self.folders(exchange.request.path ?? "") ?? Graph.failure(status, code)
        }
        let (streams, failures) = try await Graph.list(Self.source(transport))
        #expect(streams.map(\.folder) == ["I"])
        #expect(failures.map(\.code) == [becomes])
        #expect(failures.map(\.scope) == [.part])
        #expect(failures.map(\.retry) == [retry])
        #expect(failures.first?.message.contains("calendar") == true)
    }

    @Test(arguments: [(401, ""), (404, "MailboxNotEnabledForRESTAPI"), (429, ""), (503, "")])
    func `What the list of calendars says of the whole mailbox concerns the whole mailbox`(
        status: Int,
        code: String
    ) async throws {
        let transport = ScriptedTransport { exchange in
            Self.folders(exchange.request.path ?? "") ?? Graph.failure(status, code)
        }
        let error = await #expect(throws: SourceError.self) { try await Graph.list(Self.source(transport)) }
        #expect(error.map { $0.scope >= .mailbox } == true)
    }

    @Test(arguments: ["", #"{"id":"a","isDefaultCalendar":false,"owner":{"address":"anna@example.com"}}"#])
    func `A list without the default calendar is no whole list`(calendar: String) async throws {
        let transport = ScriptedTransport { exchange in
            Self.folders(exchange.request.path ?? "") ?? Graph.page(calendar.isEmpty ? [] : [calendar])
        }
        let (streams, failures) = try await Graph.list(Self.source(transport))
        #expect(streams.map(\.folder) == (calendar.isEmpty ? ["I"] : ["I", "a"]))
        #expect(failures.map(\.code) == [.badAnswer])
        #expect(failures.map(\.scope) == [.part])
        #expect(failures.first?.message.contains("calendar") == true)
    }

    @Test func `Views lie side by side; what began before a view belongs to the one before`() async throws {
        let events = [
            Graph.event("a", start: "2026-11-20T23"), Graph.event("b", start: "2026-11-22T23"),
            Graph.event("c", start: "2026-11-23T00"), Graph.event("d", start: "2026-11-24T23"),
        ]
        let transport = ScriptedTransport { exchange in
            // Every view shows everything: none of it may be lost, and only the first may keep what began before it.
            #expect(exchange.request.path?.contains("/calendarView?startDateTime=") == true)
            return Graph.page(events)
        }
        let pages = try await Self.round(Self.source(transport, slice: 2))
        #expect(pages.map(\.startsRound) == [true, false])
        #expect(pages.map(\.isLast) == [false, true])
        #expect(pages.map { $0.changes.map(\.item.text) } == [["a", "b", "c", "d"], ["c", "d"]])
        #expect(
            await transport.exchanges.compactMap(\.request.path) == [
                Self.path("2026-11-21", "2026-11-23"), Self.path("2026-11-23", "2026-11-25"),
            ]
        )
        #expect(pages.map(\.cursor.text) == ["2 read 20780 1795392000 172800 -", "2 rest -"])
        // The next round reads all of it again.
        let again = try await Self.round(Self.source(transport, slice: 2), after: pages[1].cursor)
        #expect(again == pages)
    }

    @Test func `A view of more than a page is halved, down to a day, whose pages are followed`() async throws {
        let transport = ScriptedTransport { exchange in
            let path = exchange.request.path ?? ""
            if path.hasSuffix("$skip=8") { return Graph.page([Graph.event("b", start: "2026-11-21T02")]) }
            if path.contains("startDateTime=2026-11-21") {
                return Graph.page([Graph.event("a", start: "2026-11-21T01")], next: Self.link(8))
            }
            return Graph.page([])
        }
        let pages = try await Self.round(Self.source(transport))
        #expect(pages.map { $0.changes.map(\.item.text) } == [["a", "b"], [], []])
        #expect(
            await transport.exchanges.compactMap(\.request.path) == [
                Self.path("2026-11-21", "2026-11-25"), Self.path("2026-11-21", "2026-11-23"),
                Self.path("2026-11-21", "2026-11-22"), "/v1.0/users/x/calendars/y/calendarView?$skip=8",
                Self.path("2026-11-22", "2026-11-23"), Self.path("2026-11-23", "2026-11-25"),
            ]
        )
    }

    @Test func `An answer of 503 with nothing in it is followed by pages of ten`() async throws {
        let transport = ScriptedTransport { exchange in
            let path = exchange.request.path ?? ""
            if path.hasSuffix("$top=8") { return HTTPAnswer(status: .serviceUnavailable, body: []) }
            #expect(exchange.request.headerFields[.prefer]?.hasSuffix("odata.maxpagesize=10") == true)
            return path.hasSuffix("$skip=10")
                ? Graph.page([Graph.event("b", start: "2026-11-23T02")])
                : Graph.page([Graph.event("a", start: "2026-11-23T01")], next: Self.link(10))
        }
        let pages = try await Self.round(Self.source(transport))
        #expect(pages.map { $0.changes.map(\.item.text) } == [["a", "b"]])
        #expect(
            await transport.exchanges.compactMap(\.request.path) == [
                Self.path("2026-11-21", "2026-11-25"), Self.path("2026-11-21", "2026-11-25", pageSize: 10),
                "/v1.0/users/x/calendars/y/calendarView?$skip=10",
            ]
        )
    }

    @Test func `A 503 that says how long to wait is a pause, and so is a second one with nothing in it`() async throws {
        var fields: HTTPFields = [:]
        fields[.retryAfter] = "7"
        let pausing = ScriptedTransport { [fields] _ in Graph.answer("", status: 503, fields: fields) }
        let pause = await #expect(throws: SourceError.self) { try await Self.round(Self.source(pausing)) }
        #expect(pause?.code == .throttled)
        #expect(pause?.retry == .after(.seconds(7)))
        #expect(await pausing.exchanges.count == 1)
        let failing = ScriptedTransport { _ in HTTPAnswer(status: .serviceUnavailable, body: []) }
        let failure = await #expect(throws: SourceError.self) { try await Self.round(Self.source(failing)) }
        #expect(failure?.code == .throttled)
        #expect(await failing.exchanges.count == 2)
    }

    @Test(
        "Pages without end are given up",
        arguments: [
            // The same link again; new links with nothing new behind them.
            (repeats: true, requests: 2), (repeats: false, requests: 21),
        ]
    )
    func endless(repeats: Bool, requests: Int) async throws {
        let transport = ScriptedTransport { exchange in
            let number = exchange.request.path?.split(separator: "$skip=").dropFirst().first.flatMap { Int($0) } ?? 0
            return Graph.page(
                [Graph.event("a", start: "2026-11-23T01")],
                next: Self.link(repeats ? 1 : number + 1)
            )
        }
        let source = try Self.source(transport, days: (0, 0))
        let error = await #expect(throws: SourceError.self) { try await Self.round(source) }
        #expect(error?.code == .badAnswer)
        #expect(error?.scope == .stream)
        #expect(error?.retry == .never)
        #expect(await transport.exchanges.count == requests)
    }

    @Test(arguments: [
        "", "rest", "2 read 1 2 3", "2 read 1 2 0 -", "2 read 1 2 x -", "1 rest -", "2 rest", "2 read 1 2 3 4 -",
        "2 rest - 5", "2 rest - 5 1", "2 rest - x 1 2", "2 rest - 5 -1 2", "2 rest - 5 1 x", "2 rest - 5 1 2 3",
    ])
    func `A cursor that is not its own is out of date`(text: String) async throws {
        let source = try Self.source(ScriptedTransport { _ in Graph.page([]) })
        let error = await #expect(throws: SourceError.self) {
            try await source.changes(in: Graph.calendar, after: Cursor(text))
        }
        #expect(error?.code == .cursorExpired)
    }

    @Test func `An answer with a link to changes is no list`() async throws {
        let source = try Self.source(ScriptedTransport { _ in Graph.page([], delta: Self.link(1)) })
        let error = await #expect(throws: SourceError.self) { try await Self.round(source) }
        #expect(error?.code == .badAnswer)
    }
}

extension HTTPField.Name {
    fileprivate static var prefer: HTTPField.Name { HTTPField.Name("Prefer") ?? .accept }
}
