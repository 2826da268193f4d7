import Connector
import ConnectorTesting
import HTTPTransport
import HTTPTypes
import Interactions
import MailboxReading
import MicrosoftGraph
import Testing

/// What one bad item spoils, and what is read all the same.
struct PageIsolationTests {
    enum Spoiling: Hashable, Sendable {
        case failure(Int, String)
        case cut, page, closed
    }

    /// A mailbox in which one message, or one event, spoils every answer that it is in.
    private struct Service: Sendable {
        var messages: [String] = []
        /// Ids by hour.
        var events: [(id: String, start: String)] = []
        let bad: String
        /// Whether lists of ids can be had all the same.
        var givesIDs = true
        var spoiling = Spoiling.failure(500, "ErrorInternalServerError")

        /// What comes in place of an answer with the bad item in it.
        private var spoiled: HTTPAnswer {
            get throws {
                switch spoiling {
                case .failure(let status, let code): Graph.failure(status, code)
                // Where the service said already that all is well, it can only break off.
                case .cut: Graph.answer(#"{"value":[{"id":"x","subj"#)
                case .page: HTTPAnswer(status: 200, contentType: "text/html", body: Array("<html/>".utf8))
                case .closed: throw HTTPError(.receive, "The connection was closed.")
                }
            }
        }

        func answer(_ exchange: HTTPExchange) throws -> HTTPAnswer {
            let path = exchange.request.path ?? ""
            let isIDs = path.contains("$select=id&") || path.hasSuffix("$select=id") || path.contains("ids-")
            if path.contains("/calendarView") { return try view(path, isIDs: isIDs) }
            if let single = path.split(separator: "?").first?.split(separator: "/").last,
                path.contains("/messages/\(single)?") || path.contains("/events/\(single)?"), single != "delta"
            {
                if single == bad { return try spoiled }
                return Graph.answer(
                    path.contains("/messages/")
                        ? Graph.message(String(single)) : Graph.event(String(single), start: "2026-11-23T08")
                )
            }
            return try path.contains("delta") ? changes(exchange, path, isIDs: isIDs) : Graph.failure(400, "BadRequest")
        }

        private func changes(_ exchange: HTTPExchange, _ path: String, isIDs: Bool) throws -> HTTPAnswer {
            let begin = path.split(separator: "skiptoken=").dropFirst().first.map { $0.filter(\.isNumber) } ?? ""
            let size = exchange.request.headerFields[.preference]?.split(separator: "maxpagesize=").last ?? ""
            let done = Int(begin) ?? 0
            let page = messages[done...].prefix(Int(size) ?? 200)
            guard !page.contains(bad) || isIDs && givesIDs else { return try spoiled }
            let end = done + page.count
            let kind = isIDs ? "ids-" : ""
            let link = Graph.host + "/v1.0/users/x/messages/delta?$"
            return Graph.page(
                page.map { isIDs ? #"{"id":"\#($0)"}"# : Graph.message($0) },
                next: end < messages.count ? "\(link)skiptoken=\(kind)\(end)" : nil,
                delta: end < messages.count ? nil : "\(link)deltatoken=\(kind)0"
            )
        }

        private func view(_ path: String, isIDs: Bool) throws -> HTTPAnswer {
            let times = ["startDateTime=", "endDateTime="].map { mark in
                path.split(separator: mark).last?.prefix { $0 != "&" } ?? ""
            }
            let shown = events.filter { $0.start + ":59:59Z" > times[0] && $0.start + ":00:00Z" < times[1] }
            guard !shown.contains(where: { $0.id == bad }) || isIDs && givesIDs else {
                return try spoiled
            }
            return Graph.page(shown.map { isIDs ? #"{"id":"\#($0.id)"}"# : Graph.event($0.id, start: $0.start) })
        }
    }

    private static func pages(_ source: GraphSource, _ stream: StreamID) async throws -> [ChangePage] {
        var pages: [ChangePage] = []
        var failures = 0
        while pages.last?.isLast != true {
            do {
                pages.append(try await source.changes(in: stream, after: pages.last?.cursor))
            } catch let error as SourceError where error.retry == .now && failures < 5 {
                failures += 1
            }
        }
        return pages
    }

    private static func sort(_ changes: [Change]) -> (found: [String], unreadable: [String]) {
        var (found, unreadable): ([String], [String]) = ([], [])
        for change in changes {
            switch change {
            case .found(let item, _): found.append(item.text)
            case .unreadable(let item, _): unreadable.append(item.text)
            case .gone: break
            }
        }
        return (found.sorted(), unreadable)
    }

    @Test(
        "A message that spoils every page of changes stands alone in the end",
        arguments: [0, 1, 30, 58, 59],
        [
            .failure(500, "ErrorInternalServerError"), .failure(500, "ErrorCorruptData"), .failure(504, ""),
            .failure(422, "UnprocessableEntity"), .failure(400, ""), .failure(501, ""), .cut, .page, .closed,
        ] as [Spoiling]
    )
    func message(position: Int, spoiling: Spoiling) async throws {
        let ids = (0..<60).map { "m\($0)" }
        let service = Service(messages: ids, bad: ids[position], spoiling: spoiling)
        let transport = ScriptedTransport { try service.answer($0) }
        let source = GraphSource(client: try Graph.client(transport, pageSize: 50), now: Graph.now)
        let pages = try await Self.pages(source, Graph.stream)
        let round = pages[(pages.lastIndex(where: \.startsRound) ?? 0)...].flatMap(\.changes)
        let (found, unreadable) = Self.sort(round)
        #expect(found == ids.filter { $0 != ids[position] }.sorted())
        #expect(unreadable == [ids[position]])
        #expect(pages.last?.isWhole == true)
        #expect(await transport.exchanges.count < 120)
        // From then on only what is new is asked for.
        let asked = await transport.exchanges.count
        let next = try await source.changes(in: Graph.stream, after: pages.last?.cursor)
        #expect(await transport.exchanges.count - asked <= 61)
        #expect(!next.startsRound)
    }

    @Test(
        "An event that spoils every view stands alone, and the year around it is read",
        arguments: [true, false],
        [.failure(500, "ErrorInternalServerError"), .failure(422, ""), .cut, .page, .closed] as [Spoiling]
    )
    func event(givesIDs: Bool, spoiling: Spoiling) async throws {
        let events = [
            ("a", "2025-12-01T09"), ("b", "2026-10-01T09"), ("bad", "2026-11-03T09"), ("c", "2026-11-03T12"),
            ("d", "2026-11-20T09"), ("e", "2027-10-01T09"),
        ]
        let service = Service(
            events: events.map { (id: $0.0, start: $0.1) },
            bad: "bad",
            givesIDs: givesIDs,
            spoiling: spoiling
        )
        let transport = ScriptedTransport { try service.answer($0) }
        let source = GraphSource(client: try Graph.client(transport), now: Graph.now)
        let pages = try await Self.pages(source, Graph.calendar)
        let (found, unreadable) = Self.sort(pages.flatMap(\.changes))
        #expect(found == ["a", "b", "c", "d", "e"])
        #expect(unreadable.count == 1)
        #expect((unreadable == ["bad"]) == givesIDs)
        #expect(pages.last?.isWhole == givesIDs)
        #expect(await transport.exchanges.count < 90)
        // What stands for the unknown event can be asked for again.
        let again = try await source.changes(of: unreadable.map { ItemKey($0) }, in: Graph.calendar)
        #expect(Self.sort(again).unreadable == unreadable)
    }

    @Test func `A service that fails whatever it is asked is left to the pipeline's pauses`() async throws {
        for stream in [Graph.stream, Graph.calendar] {
            let transport = ScriptedTransport { _ in Graph.failure(500, "") }
            let source = GraphSource(client: try Graph.client(transport), now: Graph.now)
            for _ in 0..<6 {
                let error = await #expect(throws: SourceError.self) { try await source.changes(in: stream, after: nil) }
                #expect(error?.code == .unavailable)
                #expect(error?.retry == .now)
            }
            #expect(await transport.exchanges.count <= 36)
        }
    }

    @Test func `Single items that can all not be had are not asked for one after the other`() async throws {
        let ids = (0..<200).map { "m\($0)" }
        let transport = ScriptedTransport { exchange in
            exchange.request.path?.contains("delta") == true
                ? Graph.page(ids.map { #"{"id":"\#($0)"}"# }, delta: Graph.host + "/v1.0/x?$deltatoken=1")
                : Graph.failure(500, "")
        }
        let source = GraphSource(client: try Graph.client(transport), now: Graph.now)
        let error = await #expect(throws: SourceError.self) { try await source.changes(in: Graph.stream, after: nil) }
        #expect(error?.code == .unavailable)
        #expect(error?.scope == .stream)
        #expect(await transport.exchanges.count < 30)
        let postponed = try await source.changes(of: ids.map { ItemKey($0) }, in: Graph.stream)
        #expect(postponed.count == 200)
        #expect(await transport.exchanges.count < 40)
    }

    @Test(arguments: [([], 1), (["occurrence"], 0), (["exception"], 0), (["singleInstance"], 1)])
    func `A series is no meeting; alone in a view it is reported`(others: [String], unreadable: Int) async throws {
        let events = (["seriesMaster"] + others).map { Graph.event($0, start: "2026-11-23T09", #""type":"\#($0)","#) }
        let source = try Graph.source { exchange in
            exchange.request.path?.contains("startDateTime=2025-11") == true ? Graph.page(events) : Graph.page([])
        }
        let changes = try await Self.pages(source, Graph.calendar).flatMap(\.changes)
        let sorted = Self.sort(changes)
        #expect(!sorted.found.contains("seriesMaster"))
        #expect(sorted.unreadable.count == unreadable)
    }
}

extension HTTPField.Name {
    fileprivate static var preference: HTTPField.Name { HTTPField.Name("Prefer") ?? .accept }
}
