import Connector
import ConnectorTesting
import HTTPTransport
import HTTPTypes
import Interactions
import Testing

@testable import MicrosoftGraph

/// What is read of a calendar that was quiet and then changed.
struct CalendarChangeTests {
    private static let today = 20_780
    private static let day = "2026-11-23"

    /// A calendar of 3 events that was quiet since nine.
    private static let rest = Cursor("2 rest - \(today) 3 \(nine.microseconds)")
    private static let nine = Timestamp(iso8601: "\(day)T09:00:00Z") ?? Timestamp(microseconds: 0)

    private static func event(_ id: String, created: String = "08:00", changed: String, _ more: String = "") -> String {
        Graph.event(
            id,
            start: "\(day)T10",
            #""createdDateTime":"\#(day)T\#(created):00Z","lastModifiedDateTime":"\#(day)T\#(changed):00Z","# + more
        )
    }

    private static let older = event("older", changed: "08:30")

    /// The page after the rest, and what was asked.
    private static func read(_ events: [String], count: Int?) async throws -> (page: ChangePage, asked: [String]) {
        let transport = ScriptedTransport { exchange in
            guard exchange.request.path?.contains("/events?") == true else { return Graph.page([]) }
            let count = count.map { #""@odata.count":\#($0),"# } ?? ""
            return Graph.answer(#"{\#(count)"value":[\#(events.joined(separator: ","))]}"#)
        }
        var configuration = GraphSource.Configuration()
        (configuration.calendarDaysBack, configuration.calendarDaysAhead) = (1, 1)
        let source = GraphSource(
            client: try Graph.client(transport, pageSize: 8),
            configuration: configuration,
            now: Graph.now
        )
        let page = try await source.changes(in: Graph.calendar, after: rest)
        let asked = await transport.exchanges.compactMap(\.request.path).filter { $0.contains("/calendars/") }
        return (page, asked)
    }

    @Test func `Events that stand alone are taken by themselves`() async throws {
        let far =
            #""start":{"dateTime":"2027-01-01T00:00:00","timeZone":"UTC"},"#
            + #""end":{"dateTime":"2027-01-01T01:00:00","timeZone":"UTC"},"#
        let (page, asked) = try await Self.read(
            [
                Self.event("new", created: "11:00", changed: "11:00"), Self.event("old", changed: "10:30"),
                Self.event("away", changed: "10:20", far), Self.event("before", changed: "09:00"),
            ],
            count: 4
        )
        #expect(page.changes.map(\.item.text) == ["new", "old", "away"])
        #expect(page.changes[2] == .gone(ItemKey("away")))
        #expect(page.isLast && !page.startsRound)
        #expect(asked.count == 1)
        let newest = try #require(Timestamp(iso8601: "\(Self.day)T11:00:00Z"))
        #expect(page.cursor.text == "2 rest - \(Self.today) 4 \(newest.microseconds)")
    }

    @Test func `Nothing is read where nothing changed`() async throws {
        let series = Self.event("a", changed: "09:00", #""type":"seriesMaster","#)
        let (page, asked) = try await Self.read([series], count: 3)
        #expect(page == ChangePage(changes: [], cursor: Self.rest, isLast: true, startsRound: false))
        #expect(asked.count == 1)
    }

    @Test func `What changed a moment ago is told again the next time`() async throws {
        let (page, _) = try await Self.read([Self.event("a", changed: "11:58"), Self.older], count: 3)
        #expect(page.changes.map(\.item.text) == ["a"])
        #expect(page.cursor == Self.rest)
    }

    @Test(
        arguments: [
            // A series, something gone, one gone and one new, one that was moved here.
            ([event("a", changed: "13:00", #""type":"seriesMaster","#)], 3), ([event("a", changed: "13:00")], 2),
            ([event("a", created: "13:00", changed: "13:00")], 3), ([event("a", changed: "13:00")], 4),
            // What says too little, or is out of order.
            ([event("a", changed: "13:00", #""start":null,"#)], 3), ([event("a", changed: "13:00", #""type":7,"#)], 3),
            ([Graph.event("a", start: "2026-11-23T10")], 3), ([event("a", changed: "13:00")], nil),
            ([event("a", changed: "09:00"), event("b", changed: "13:00")], 3),
            // More changed than is listed.
            ((0..<50).map { event("e\($0)", created: "13:00", changed: "13:00") }, 53),
        ] as [([String], Int?)]
    )
    func `All is read where more changed, or may have`(events: [String], count: Int?) async throws {
        let most = 50
        let listed = events.count < most ? events + [Self.older] : events
        let (page, asked) = try await Self.read(listed, count: count)
        #expect(page.startsRound)
        #expect(asked.count == 2)
    }

    @Test(arguments: ["2 rest - 20779 3 0", "2 rest -", "2 rest 1795305600:1795305660 20779 3 0"])
    func `All is read on another day, and where nobody looked since`(text: String) async throws {
        let transport = ScriptedTransport { _ in Graph.page([]) }
        let source = GraphSource(client: try Graph.client(transport, pageSize: 8), now: Graph.now)
        #expect(try await source.changes(in: Graph.calendar, after: Cursor(text)).startsRound)
        #expect(await transport.exchanges.allSatisfy { $0.request.path?.contains("/events?") != true })
    }
}
