import Connector
import ConnectorTesting
import HTTPTransport
import Interactions
import MailboxReading
import Testing

@testable import EWS

@Suite struct `A calendar` {
    static let stream = StreamID(source: "ews", owner: .mailbox(Exchange.mailbox), kind: .calendar, folder: "c")
    static let today = Timestamp(iso8601: "2026-03-10T15:00:00Z") ?? Timestamp(microseconds: 0)

    static func source(
        _ server: Server,
        at now: Timestamp = today,
        _ adjust: (inout EWSSource.Configuration) -> Void = { _ in }
    ) -> EWSSource {
        var configuration = EWSSource.Configuration()
        adjust(&configuration)
        return EWSSource(
            client: Exchange.reader(ScriptedTransport { await server.answer($0) }),
            configuration: configuration,
            now: { now }
        )
    }

    /// All pages of one round.
    static func round(_ source: EWSSource, after cursor: Cursor?) async throws -> [ChangePage] {
        var pages = [try await source.changes(in: stream, after: cursor)]
        while let last = pages.last, !last.isLast, pages.count < 500 {
            pages.append(try await source.changes(in: stream, after: last.cursor))
        }
        return pages
    }

    static func event(_ id: String, _ start: String, _ end: String) -> (id: String, start: String, end: String) {
        (id, "2026-" + start + ":00Z", "2026-" + end + ":00Z")
    }

    @Test func `is read in views that join without gap or overlap`() async throws {
        let server = Server([])
        let pages = try await Self.round(Self.source(server), after: nil)
        let views = await server.questions.filter { $0.operation == "FindItem" }
        #expect(views.first?.viewStart == "2025-03-09T00:00:00Z")
        #expect(views.last?.viewEnd == "2027-03-12T00:00:00Z")
        for (view, next) in zip(views, views.dropFirst()) { #expect(view.viewEnd == next.viewStart) }
        #expect(views.count == pages.count)
        #expect(views.count == 24)
        #expect(pages.map(\.startsRound) == [true] + Array(repeating: false, count: pages.count - 1))
        #expect(pages.map(\.isLast) == Array(repeating: false, count: pages.count - 1) + [true])
        #expect(Set(pages.map(\.cursor)).count == pages.count)
    }

    @Test func `reports each event once, also one that lies in many views`() async throws {
        let server = Server([
            Self.event("short", "03-10T09:00", "03-10T10:00"),
            ("sabbatical", "2025-01-01T00:00:00Z", "2026-12-31T00:00:00Z"),
            ("future", "2026-05-01T00:00:00Z", "2026-07-30T00:00:00Z"),
            ("before", "2025-01-01T00:00:00Z", "2025-03-08T23:59:59Z"),
            ("after", "2027-03-12T00:00:00Z", "2027-03-12T01:00:00Z"),
        ])
        let pages = try await Self.round(Self.source(server), after: nil)
        let items = pages.flatMap(\.changes).map(\.item.text)
        #expect(items.sorted() == ["future", "sabbatical", "short"])
        var record = SourceEvent()
        record.uid = "short"
        record.start = Timestamp(iso8601: "2026-03-10T09:00:00Z")
        record.end = Timestamp(iso8601: "2026-03-10T10:00:00Z")
        #expect(pages.flatMap(\.changes).contains(.found(ItemKey("short"), .event(record))))
    }

    @Test func `is halved until a view is whole, and loses nothing`() async throws {
        let minutes = (0..<300).map { minute in
            let start = Self.today.advanced(by: .seconds(minute * 600))
            return (id: "e\(minute)", start: start.iso8601, end: start.advanced(by: .seconds(300)).iso8601)
        }
        for limit in [3, 50] {
            let server = Server(minutes)
            await server.limitViews(to: limit)
            let pages = try await Self.round(Self.source(server), after: nil)
            let items = pages.flatMap(\.changes).map(\.item.text)
            #expect(items.count == 300)
            #expect(Set(items).count == 300)
            #expect(pages.allSatisfy { $0.changes.count <= limit })
        }
    }

    @Test func `takes a view with as many events as asked for to be cut off`() async throws {
        let server = Server((0..<4).map { Self.event("e\($0)", "03-1\($0)T09:00", "03-1\($0)T10:00") })
        let pages = try await Self.round(Self.source(server) { $0.calendarEntries = 4 }, after: nil)
        #expect(pages.flatMap(\.changes).count == 4)
        #expect(pages.allSatisfy { $0.changes.count < 4 })
    }

    @Test func `with too much at one instant is reported, not cut`() async throws {
        let server = Server((0..<5).map { Self.event("e\($0)", "03-10T09:00", "03-10T10:00") })
        await server.limitViews(to: 4)
        let error = await #expect(throws: SourceError.self) { try await Self.round(Self.source(server), after: nil) }
        #expect(error?.code == .badAnswer)
        #expect(error?.scope == .stream)
        #expect(error?.retry == .never)
    }

    @Test func `costs one question when nothing changed`() async throws {
        let server = Server([Self.event("a", "03-10T09:00", "03-10T10:00")])
        let source = Self.source(server)
        let rest = try #require(try await Self.round(source, after: nil).last?.cursor)
        await server.forgetQuestions()
        let page = try await source.changes(in: Self.stream, after: rest)
        #expect(page == ChangePage(changes: [], cursor: rest, isLast: true, startsRound: false))
        #expect(await server.questions.count == 1)
    }

    @Test(
        "is read again when something changed, but not for a read flag",
        arguments: [("Create", true), ("Update", true), ("Delete", true), ("ReadFlagChange", false)]
    )
    func trigger(kind: String, startsRound: Bool) async throws {
        let server = Server([])
        let source = Self.source(server)
        let rest = try #require(try await Self.round(source, after: nil).last?.cursor)
        await server.change(to: "s2", [(kind, "x")])
        let page = try await source.changes(in: Self.stream, after: rest)
        #expect(page.startsRound == startsRound)
        #expect(page.isLast == !startsRound)
    }

    @Test func `sees next time what changed during a round`() async throws {
        let server = Server([Self.event("a", "03-10T09:00", "03-10T10:00")])
        let source = Self.source(server)
        let first = try await source.changes(in: Self.stream, after: nil)
        await server.change(to: "s2", [("Create", "b")])
        let rest = try #require(try await Self.round(source, after: first.cursor).last?.cursor)
        #expect(try await source.changes(in: Self.stream, after: rest).startsRound)
    }

    @Test func `goes on with its window when a round is resumed on another day`() async throws {
        let server = Server([])
        let first = try await Self.source(server).changes(in: Self.stream, after: nil)
        let later = Self.source(server, at: Self.today.advanced(by: .seconds(3 * 86_400)))
        let pages = try await Self.round(later, after: first.cursor)
        #expect(await server.questions.last?.viewEnd == "2027-03-12T00:00:00Z")
        let rest = try #require(pages.last?.cursor)
        #expect(try await Self.round(later, after: rest).last?.isLast == true)
        #expect(await server.questions.last?.viewEnd == "2027-03-15T00:00:00Z")
    }

    @Test func `goes through a long list of changes page by page before the round`() async throws {
        let asked = ScriptedTransport { _ in HTTPAnswer(body: []) }
        let transport = ScriptedTransport { exchange in
            let question = Question(exchange)
            guard question.operation == "SyncFolderItems" else {
                return Exchange.answer(
                    "FindItem",
                    [
                        Exchange.success(
                            "FindItem",
                            "<m:RootFolder IncludesLastItemInRange=\"true\"><t:Items/></m:RootFolder>"
                        )
                    ]
                )
            }
            _ = try await asked.send(exchange)
            let count = await asked.exchanges.count
            return Exchange.syncFolderItems(state: "s\(count)", isLast: count == 3, changes: [("Create", "m\(count)")])
        }
        let source = EWSSource(client: Exchange.reader(transport), now: { Self.today })
        let pages = try await Self.round(source, after: nil)
        #expect(pages.prefix(3).map(\.startsRound) == [false, false, true])
        #expect(pages.prefix(2).allSatisfy { $0.changes.isEmpty && !$0.isLast })
        #expect(await asked.exchanges.map { Question($0).syncState } == [nil, "s1", "s2"])
    }

    @Test func `does not take an event for gone that is listed and not found, but later`() async throws {
        let server = Server([Self.event("a", "03-10T09:00", "03-10T10:00")])
        await server.remove("a")
        let pages = try await Self.round(Self.source(server), after: nil)
        #expect(
            pages.flatMap(\.changes).map { if case .unreadable(let item, _) = $0 { item.text } else { "" } } == ["a"]
        )
        // Before the next list: if that names it again, it stays.
        let later = try await Self.source(server).changes(of: [ItemKey("a")], in: Self.stream)
        #expect(later == [.gone(ItemKey("a"))])
    }

    @Test func `reads single events again`() async throws {
        let server = Server([Self.event("a", "03-10T09:00", "03-10T10:00")])
        let changes = try await Self.source(server).changes(of: [ItemKey("a")], in: Self.stream)
        guard case .found(ItemKey("a"), .event(let record)) = changes.first else {
            Issue.record("not found")
            return
        }
        #expect(record.uid == "a")
        #expect(await server.questions.first?.text.contains("calendar:RequiredAttendees") == true)
        #expect(await server.questions.first?.text.contains("message:From") == false)
    }

    @Test func `reads shorter views when the server runs out of time`() async throws {
        let transport = ScriptedTransport { exchange in
            let question = Question(exchange)
            guard question.operation == "FindItem" else {
                return Exchange.syncFolderItems(state: "s", isLast: true, changes: [])
            }
            let days = question.viewStart.flatMap { Timestamp(iso8601: $0) }.flatMap { start in
                question.viewEnd.flatMap { Timestamp(iso8601: $0) }.map { $0.duration(since: start) }
            }
            guard let days, days <= .seconds(8 * 86_400) else {
                return Exchange.answer("FindItem", [Exchange.error("FindItem", "ErrorTimeoutExpired")])
            }
            return Exchange.answer(
                "FindItem",
                [Exchange.success("FindItem", "<m:RootFolder IncludesLastItemInRange=\"1\"><t:Items/></m:RootFolder>")]
            )
        }
        let source = EWSSource(client: Exchange.reader(transport), now: { Self.today })
        let page = try await source.changes(in: Self.stream, after: nil)
        #expect(page.changes.isEmpty)
        #expect(await transport.exchanges.count == 4)
    }
}
