import Connector
import ConnectorTesting
import Dataverse
import HTTPTransport
import HTTPTypes
import Interactions
import Testing

/// One row that cannot be delivered spoils every page that it is on, and takes no other row with it.
struct RowIsolationTests {
    private static let prefix = "0b5f2a6e-1111-4222-8333-4444555"

    private static func id(_ number: Int) -> String { "\(prefix)\(10_000 + number)" }

    /// Which rows a path names, in their order.
    private static func numbers(in path: String) -> [Int] {
        path.split(separator: prefix, omittingEmptySubsequences: false).dropFirst()
            .compactMap { Int($0.prefix(5)).map { $0 - 10_000 } }.sorted()
    }

    private static func row(_ number: Int) -> String { #"{"contactid":"\#(id(number))","statecode":0}"# }

    /// What stands in place of an answer with the bad row in it.
    private enum Spoiling: CaseIterable {
        case status500, status422, status504, cut, page, closed

        var answer: HTTPAnswer {
            get throws {
                switch self {
                case .status500: Dynamics.failure(500, "0x80040216")
                case .status422: Dynamics.failure(422, "0x0")
                case .status504: HTTPAnswer(status: 504, contentType: "text/html", body: Array("<html/>".utf8))
                case .cut: Dynamics.answer(#"{"value":[{"contactid":"0b5f"#)
                case .page: HTTPAnswer(status: 200, contentType: "text/html", body: Array("<html/>".utf8))
                case .closed: throw HTTPError(.receive, "The connection was closed.")
                }
            }
        }
    }

    private static func size(_ exchange: HTTPExchange) -> Int {
        let preferences = HTTPField.Name("Prefer").flatMap { exchange.request.headerFields[$0] } ?? ""
        return Int(preferences.split(separator: "maxpagesize=").last?.prefix { $0.isNumber } ?? "") ?? 0
    }

    /// A table whose bad rows are not to be had by themselves either.
    private static func answer(
        _ path: String,
        _ exchange: HTTPExchange,
        count: Int,
        bad: Set<Int>,
        _ spoiling: Spoiling
    ) throws -> HTTPAnswer {
        let numbers = Array(0..<count)
        if path.contains("(") || path.contains("%28") {
            let number = Self.numbers(in: path).first ?? 0
            return try bad.contains(number) ? spoiling.answer : Dynamics.answer(row(number))
        }
        if path.contains("%20eq%20") {
            let asked = Self.numbers(in: path)
            guard bad.isDisjoint(with: asked) else { return try spoiling.answer }
            return Dynamics.answer(#"{"value":[\#(asked.map(row).joined(separator: ","))]}"#)
        }
        let isIDs = path.contains("$select=contactid&") || path.contains("ids-")
        let done = Int(path.split(separator: "skiptoken=").dropFirst().first?.filter(\.isNumber) ?? "") ?? 0
        let page = numbers[done...].prefix(size(exchange))
        guard isIDs || bad.isDisjoint(with: page) else { return try spoiling.answer }
        let end = done + page.count
        let rows = page.map { isIDs ? #"{"contactid":"\#(id($0))"}"# : row($0) }.joined(separator: ",")
        let isTracking = exchange.request.headerFields.contains { $0.value.contains("track-changes") }
        let link =
            end < count
            ? #","@odata.nextLink":"\#(Dynamics.root)/contacts?$skiptoken=\#(isIDs ? "ids-" : "")\#(end)""#
            : isTracking ? #","@odata.deltaLink":"\#(Dynamics.root)/contacts?$deltatoken=1""# : ""
        return Dynamics.answer("{\"value\":[\(rows)]\(link)}")
    }

    private static func round(_ source: DataverseSource) async throws -> [ChangePage] {
        var pages: [ChangePage] = []
        var failures = 0
        while pages.last?.isLast != true {
            do {
                pages.append(try await source.changes(in: Dynamics.stream("contacts"), after: pages.last?.cursor))
            } catch let error as SourceError where error.retry == .now && failures < 5 {
                failures += 1
            }
        }
        return Array(pages[(pages.lastIndex(where: \.startsRound) ?? 0)...])
    }

    private static func unreadable(_ changes: [Change]) -> [String] {
        changes.compactMap { if case .unreadable(let item, _) = $0 { item.text } else { nil } }
    }

    @Test(arguments: Spoiling.allCases, [true, false])
    private func `Bad rows stand alone, and all others are read, tracked or not`(
        spoiling: Spoiling,
        isTracked: Bool
    ) async throws {
        for bad in [[0], [611], [1_199], [498, 499, 500], []] as [Set<Int>] {
            let (source, transport) = try Dynamics.source(tracked: isTracked ? ["contact"] : []) {
                try Self.answer($0, $1, count: 1_200, bad: bad, spoiling)
            }
            let pages = try await Self.round(source)
            let changes = pages.flatMap(\.changes)
            #expect(Set(changes.map(\.item.text)).count == 1_200)
            #expect(Self.unreadable(changes).sorted() == bad.map(Self.id).sorted())
            #expect(!pages.contains { !$0.isWhole })
            #expect(await transport.exchanges.count < 140)
        }
    }

    @Test(arguments: Spoiling.allCases)
    private func `A row that could not be delivered is asked for again, and holds up nothing`(
        spoiling: Spoiling
    ) async throws {
        let (source, _) = try Dynamics.source {
            try Self.answer($0, $1, count: 3, bad: [1], spoiling)
        }
        let items = (0..<3).map { ItemKey(Self.id($0)) }
        let changes = try await source.changes(of: items, in: Dynamics.stream("contacts"))
        #expect(changes.map(\.item) == items)
        #expect(Self.unreadable(changes) == [Self.id(1)])
    }

    @Test(arguments: [true, false])
    func `A table that fails whatever is asked is left to the pipeline's pauses`(isListed: Bool) async throws {
        let (source, transport) = try Dynamics.source { path, exchange in
            guard isListed, path.contains("$select=contactid&") else { return Dynamics.failure(500, "0x80040216") }
            return try Self.answer(path, exchange, count: 1_000, bad: [], .status500)
        }
        for _ in 0..<6 {
            let error = await #expect(throws: SourceError.self) {
                try await source.changes(in: Dynamics.stream("contacts"), after: nil)
            }
            #expect(error?.code == .unavailable && error?.scope == .stream && error?.retry == .now)
        }
        #expect(await transport.exchanges.count < 300)
    }

    @Test(arguments: [
        ("emails", #""statuscode":null,"senton":"2026-11-20T08:30:00Z""#, true),
        ("emails", #""statuscode":1"#, false),
        ("appointments", #""statecode":0,"scheduledstart":null,"scheduledend":null,"actualstart":null"#, true),
        ("appointments", #""statecode":null,"scheduledstart":"2026-11-20T08:30:00Z""#, false),
    ])
    func `A row without what decides about it is no draft and nothing without a time`(
        table: String,
        columns: String,
        isUnreadable: Bool
    ) async throws {
        let (source, _) = try Dynamics.source { path, _ in
            guard path.contains("activityparties") else {
                return Dynamics.delta(#"{"activityid":"\#(Self.id(0))",\#(columns)}"#)
            }
            return Dynamics.answer(
                #"{"value":[{"_activityid_value":"\#(Self.id(0))","participationtypemask":1,"addressused":"a@x.example"}]}"#
            )
        }
        let page = try await source.changes(in: Dynamics.stream(table), after: nil)
        #expect(Self.unreadable(page.changes) == (isUnreadable ? [Self.id(0)] : []))
        #expect(page.changes.count == 1)
    }

    @Test func `A day after, the changes of a table that had a bad row are asked for again`() async throws {
        let clock = ManualTime()
        let (source, transport) = try Dynamics.source(now: { clock.now }) {
            try Self.answer($0, $1, count: 10, bad: [], .cut)
        }
        let start = clock.now.microseconds
        clock.advance(by: .seconds(3_600))
        let stream = Dynamics.stream("contacts")
        let sameDay = try await source.changes(in: stream, after: Cursor("r \(start) \(start) ."))
        #expect(!sameDay.startsRound)
        clock.advance(by: .seconds(86_400))
        let nextDay = try await source.changes(in: stream, after: sameDay.cursor)
        #expect(nextDay.startsRound && nextDay.isLast)
        #expect(nextDay.cursor.text.hasPrefix("c "))
        #expect(await transport.exchanges.last?.request.path?.contains("modifiedon%20ge") == false)
    }
}
