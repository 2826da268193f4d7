import Connector
import ConnectorTesting
import HTTPTransport
import Interactions
import Synchronization
import Testing

@testable import EWS

/// The next page of ids is asked for while the items of this one are.
@Suite struct PagesAheadTests {
    private static let stream = StreamID(source: "ews", owner: .mailbox(Exchange.mailbox), kind: .mail, folder: "f")

    private static func source(
        at now: @escaping @Sendable () -> Timestamp = { Timestamp(microseconds: 0) },
        _ answer: @escaping @Sendable (Question) async throws -> HTTPAnswer
    ) -> (source: EWSSource, transport: ScriptedTransport) {
        let transport = ScriptedTransport { try await answer(Question($0)) }
        return (EWSSource(client: Exchange.reader(transport), now: now), transport)
    }

    /// Pages `1`, `2` and so on, of one item each; the third is the last.
    private static func page(after state: String?) -> HTTPAnswer {
        let number = (state.flatMap { Int($0) } ?? 0) + 1
        return Exchange.syncFolderItems(state: "\(number)", isLast: number == 3, changes: [("Create", "i\(number)")])
    }

    private static func items(_ question: Question) -> HTTPAnswer {
        Exchange.answer("GetItem", question.itemIDs.map { Exchange.item($0) })
    }

    @Test func `Items and the next page are under way together, and no page is asked for twice`() async throws {
        let second = Latch()
        let (source, transport) = Self.source { question in
            guard question.operation == "SyncFolderItems" else {
                // Answered only when the page after is asked for.
                await second.passed()
                return Self.items(question)
            }
            if question.syncState == "1" { second.open() }
            return Self.page(after: question.syncState)
        }
        var (cursor, found) = (Cursor?.none, [Change]())
        repeat {
            let page = try await source.changes(in: Self.stream, after: cursor)
            found += page.changes
            cursor = page.cursor
            if page.isLast { break }
        } while true
        #expect(found == ["i1", "i2", "i3"].map { .found(ItemKey($0), .mail(.of($0))) })
        let asked = await transport.exchanges.map { Question($0) }.filter { $0.operation == "SyncFolderItems" }
        #expect(asked.map(\.syncState) == [nil, "1", "2"])
    }

    @Test func `What goes wrong ahead is told when its turn comes, and asked for again`() async throws {
        let wasRefused = Mutex(false)
        let (source, _) = Self.source { question in
            guard question.operation == "SyncFolderItems" else { return Self.items(question) }
            let isFirst = wasRefused.withLock { wasRefused in
                defer { wasRefused = wasRefused || question.syncState == "1" }
                return !wasRefused
            }
            if question.syncState == "1", isFirst { return Exchange.fault("ErrorServerBusy") }
            return Self.page(after: question.syncState)
        }
        let first = try await source.changes(in: Self.stream, after: nil)
        #expect(first.changes.count == 1 && first.cursor == Cursor("1"))
        let error = await #expect(throws: SourceError.self) {
            try await source.changes(in: Self.stream, after: first.cursor)
        }
        #expect(error?.code == .throttled)
        #expect(try await source.changes(in: Self.stream, after: first.cursor).cursor == Cursor("2"))
    }

    @Test func `A page after another state is not taken for this one`() async throws {
        let (source, transport) = Self.source { question in
            question.operation == "SyncFolderItems" ? Self.page(after: question.syncState) : Self.items(question)
        }
        _ = try await source.changes(in: Self.stream, after: nil)
        #expect(try await source.changes(in: Self.stream, after: Cursor("2")).cursor == Cursor("3"))
        let asked = await transport.exchanges.map { Question($0) }.filter { $0.operation == "SyncFolderItems" }
        #expect(asked.map(\.syncState) == [nil, "1", "2"])
    }

    @Test(arguments: [(299, 2), (301, 3), (-1, 3)])
    func `A page of a reading that ended is asked for again`(secondsLater: Int64, questions: Int) async throws {
        let later = Mutex(Int64(0))
        let (source, transport) = Self.source(at: { Timestamp(microseconds: later.withLock { $0 } * 1_000_000) }) {
            $0.operation == "SyncFolderItems" ? Self.page(after: $0.syncState) : Self.items($0)
        }
        _ = try await source.changes(in: Self.stream, after: Cursor("1"))
        later.withLock { $0 = secondsLater }
        #expect(try await source.changes(in: Self.stream, after: Cursor("2")).isLast)
        #expect(await transport.exchanges.count { Question($0).operation == "SyncFolderItems" } == questions)
    }

    @Test func `Nothing goes on where the items cannot be had`() async throws {
        let (source, transport) = Self.source { question in
            question.operation == "SyncFolderItems"
                ? Self.page(after: question.syncState) : Exchange.fault("ErrorServerBusy")
        }
        for _ in 0..<2 {
            let error = await #expect(throws: SourceError.self) {
                try await source.changes(in: Self.stream, after: nil)
            }
            #expect(error?.code == .throttled)
        }
        let asked = await transport.exchanges.map { Question($0) }.filter { $0.operation == "SyncFolderItems" }
        #expect(asked.filter { $0.syncState == nil }.count == 2)
        #expect(asked.allSatisfy { $0.syncState == nil || $0.syncState == "1" })
    }
}
