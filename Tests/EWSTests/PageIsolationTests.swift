import Connector
import ConnectorTesting
import HTTPTransport
import HTTPTypes
import Interactions
import Testing

@testable import EWS

/// A page of changes that one of them spoils, and what is read in its place.
@Suite struct `A page that fails because of one item` {
    private static let stream = StreamID(source: "ews", owner: .mailbox(Exchange.mailbox), kind: .mail, folder: "f")

    /// A folder in which one item spoils every page of changes that it is on, and every list if it is unlisted as well.
    private static func folder(
        _ ids: [String],
        bad: String,
        unlisted: Bool = false,
        isBatchSpoiled: Bool = false,
        _ spoiled: @escaping @Sendable () throws -> HTTPAnswer = { Exchange.fault("ErrorInternalServerError") }
    ) -> ScriptedTransport {
        ScriptedTransport { exchange in
            let question = Question(exchange)
            func number(after mark: String) -> Int {
                Int(question.text.split(separator: mark).last?.prefix { $0.isNumber } ?? "") ?? 0
            }
            switch question.operation {
            case "SyncFolderItems":
                let done = question.syncState.flatMap { Int($0.dropFirst()) } ?? 0
                let page = ids[done...].prefix(number(after: "<m:MaxChangesReturned>"))
                guard !page.contains(bad) else { return try spoiled() }
                let end = done + page.count
                return Exchange.syncFolderItems(
                    state: "s\(end)",
                    isLast: end == ids.count,
                    changes: page.map { ("Create", $0) }
                )
            case "FindItem":
                let offset = number(after: "Offset=\"")
                let page = ids[min(offset, ids.count)...].prefix(number(after: "MaxEntriesReturned=\""))
                guard !unlisted || !page.contains(bad) else { return try spoiled() }
                let end = offset + page.count
                let items = page.map { "<t:Message><t:ItemId Id=\"\($0)\"/></t:Message>" }.joined()
                let root =
                    "<m:RootFolder IndexedPagingOffset=\"\(end)\" IncludesLastItemInRange=\"\(end >= ids.count)\">"
                return Exchange.answer(
                    "FindItem",
                    [Exchange.success("FindItem", "\(root)<t:Items>\(items)</t:Items></m:RootFolder>")]
                )
            default:
                if isBatchSpoiled, question.itemIDs.contains(bad) { return try spoiled() }
                return Exchange.answer(
                    "GetItem",
                    question.itemIDs.map {
                        $0 == bad ? Exchange.error("GetItem", "ErrorItemCorrupt") : Exchange.item($0)
                    }
                )
            }
        }
    }

    /// All pages; a failure that may pass is followed by another try.
    private static func pages(_ source: EWSSource, after start: Cursor? = nil) async throws -> [ChangePage] {
        var pages: [ChangePage] = []
        var failures = 0
        while pages.last?.isLast != true {
            do {
                pages.append(try await source.changes(in: stream, after: pages.last?.cursor ?? start))
            } catch let error as SourceError where error.retry == .now && failures < 5 {
                failures += 1
            }
        }
        return pages
    }

    private static func source(_ transport: ScriptedTransport, day: Int = 0) -> EWSSource {
        EWSSource(
            client: Exchange.reader(transport),
            now: { Timestamp(microseconds: Int64(day) * 86_400_000_000) }
        )
    }

    @Test("is followed by a list, and the item stands alone", arguments: [0, 1, 57, 118, 119])
    func changes(position: Int) async throws {
        let ids = (0..<120).map { "i\($0)" }
        let transport = Self.folder(ids, bad: ids[position])
        let pages = try await Self.pages(Self.source(transport))
        let last = pages[(pages.lastIndex { $0.startsRound } ?? 0)...].flatMap(\.changes)
        #expect(last.map(\.item.text).sorted() == ids.sorted())
        let unreadable = last.filter { if case .unreadable = $0 { true } else { false } }
        #expect(unreadable.map(\.item.text) == [ids[position]])
        #expect(pages.last?.isWhole == true)
        #expect(await transport.exchanges.count < 60)
    }

    /// What a gateway, a proxy or a filter in between makes of one item.
    private enum Broken: CaseIterable {
        case status400, status422, status500, status501, status502, status504, page, cut, closed

        var answer: HTTPAnswer {
            get throws {
                switch self {
                case .status400: HTTPAnswer(status: 400, body: [])
                case .status422: HTTPAnswer(status: 422, body: [])
                case .status500: HTTPAnswer(status: 500, body: [])
                case .status501: HTTPAnswer(status: 501, body: [])
                case .status502: HTTPAnswer(status: 502, body: [])
                case .status504: HTTPAnswer(status: 504, body: [])
                case .page: HTTPAnswer(status: 200, contentType: "text/html", body: Array("<html/>".utf8))
                case .cut: HTTPAnswer(status: 200, body: Array("<s:Envelope".utf8))
                case .closed: throw HTTPError(.receive, "The connection was closed.")
                }
            }
        }
    }

    @Test("is followed by a list, whatever stands in place of an answer with the item", arguments: Broken.allCases)
    private func whatever(broken: Broken) async throws {
        let ids = (0..<40).map { "i\($0)" }
        let transport = Self.folder(ids, bad: "i23", isBatchSpoiled: true) { try broken.answer }
        let pages = try await Self.pages(Self.source(transport))
        let last = pages[(pages.lastIndex { $0.startsRound } ?? 0)...].flatMap(\.changes)
        let unreadable = last.filter { if case .unreadable = $0 { true } else { false } }
        #expect(last.map(\.item.text).sorted() == ids.sorted())
        #expect(unreadable.map(\.item.text) == ["i23"])
        #expect(await transport.exchanges.count < 60)
    }

    @Test("is known at once where the server says that it is the item")
    func definite() async throws {
        let ids = (0..<20).map { "i\($0)" }
        let transport = Self.folder(ids, bad: "i0") { Exchange.fault("ErrorCorruptData") }
        let page = try await Self.source(transport).changes(in: Self.stream, after: nil)
        #expect(page.changes.count == 20)
        #expect(page.startsRound)
    }

    @Test("is followed by a list that passes over what cannot be listed, and nothing counts as gone")
    func lists() async throws {
        let ids = (0..<20).map { "i\($0)" }
        let transport = Self.folder(ids, bad: "i7", unlisted: true)
        let pages = try await Self.pages(Self.source(transport))
        let last = pages[(pages.lastIndex { $0.startsRound } ?? 0)...].flatMap(\.changes)
        let found = last.filter { if case .found = $0 { true } else { false } }
        #expect(found.map(\.item.text).sorted() == ids.filter { $0 != "i7" }.sorted())
        #expect(last.count == 20)
        #expect(pages.last?.isWhole == false)
        let unnamed = last.map(\.item).filter { !ids.contains($0.text) }
        #expect(try await Self.source(transport).changes(of: unnamed, in: Self.stream) == unnamed.map { .gone($0) })
    }

    @Test("is tried again once a day")
    func daily() async throws {
        let ids = (0..<3).map { "i\($0)" }
        let transport = Self.folder(ids, bad: "none")
        let sameDay = try await Self.source(transport).changes(in: Self.stream, after: Cursor("listed 0"))
        #expect(sameDay.cursor == Cursor("listed 0"))
        #expect(sameDay.startsRound)
        let nextDay = try await Self.source(transport, day: 1).changes(in: Self.stream, after: Cursor("listed 0"))
        #expect(nextDay.cursor == Cursor("s3"))
        #expect(nextDay.startsRound)
    }
}
