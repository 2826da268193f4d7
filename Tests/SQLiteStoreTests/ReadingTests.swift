import Connector
import ConnectorTesting
import Interactions
import SQLiteStore
import Testing

@Suite struct ReadingTests {
    private let directory: TemporaryDirectory
    private let store: SQLiteInteractionStore

    init() throws {
        directory = try TemporaryDirectory()
        store = try SQLiteInteractionStore(directory: directory.path, tenant: "t")
    }

    private func finish(_ streams: [StreamID]) async throws -> CommitSummary {
        try await store.finishRound(of: streams[0].owner, source: "t", streams: streams, deletedMail: .keep)
    }

    @Test func `Each interaction is told once, with its last change, in the order of changes`() async throws {
        let calendar = StoreScene.calendar(0)
        _ = try await store.commit(
            StoreScene.page([.seen(0, of: 100), .seen(1, of: 101), .seen(2, of: 102)]),
            to: calendar
        )
        let first = try await store.interactions(after: 0, limit: 10)
        #expect(first.map(\.sequence) == [1, 2, 3])
        #expect(first.map(\.operation) == (100..<103).map { .upsert(StoreScene.interaction($0)) })
        #expect(first.map(\.decision) == Array(repeating: "v2:admitted", count: 3))

        _ = try await store.commit(StoreScene.page([.seen(0, of: 100, variant: 2), .gone(1)]), to: calendar)
        #expect(try await finish([calendar]) == CommitSummary(removed: 1))
        _ = try await store.commit(StoreScene.page([.seen(3, of: 103)]), to: calendar)
        let all = try await store.interactions(after: 0, limit: 10)
        #expect(all.map(\.sequence) == [3, 4, 5, 6])
        #expect(
            all.map(\.operation) == [
                .upsert(StoreScene.interaction(102)), .upsert(StoreScene.interaction(100, variant: 2)),
                .delete(StoreScene.interaction(101).id), .upsert(StoreScene.interaction(103)),
            ]
        )
        #expect(all[2].decision == "v2:admitted")
        #expect(try await store.interactions(after: 3, limit: 2) == Array(all[1...2]))
        #expect(try await store.interactions(after: 6, limit: 10) == [])
    }

    @Test(arguments: 0..<4)
    func `What was stored comes back in every field`(variant: Int) async throws {
        _ = try await store.commit(StoreScene.page([.seen(0, of: 1, variant: variant)]), to: StoreScene.mail(0))
        let read = try await store.interactions(after: 0, limit: 1)
        #expect(read.map(\.operation) == [.upsert(StoreScene.interaction(1, variant: variant))])
    }

    @Test func `The counts say what is there`() async throws {
        #expect(try await store.counts() == SQLiteInteractionStore.Counts())
        let mail = StoreScene.mail(0)
        let page = StoreScene.page([.seen(0, of: 1), .seen(1, of: 2), .seen(2, of: 2), .postponed(3), .postponed(4)])
        _ = try await store.commit(page, to: mail)
        _ = try await store.commit(StoreScene.page([.seen(0, of: 1)], mailbox: 1), to: StoreScene.mail(1))
        _ = try await store.commit(StoreScene.page([.seen(0, of: 100), .seen(1, of: 101)]), to: StoreScene.calendar(0))
        _ = try await store.commit(StoreScene.page([.gone(0)]), to: StoreScene.calendar(0))
        _ = try await finish([mail, StoreScene.calendar(0)])
        var expected = SQLiteInteractionStore.Counts()
        expected.emails = 2
        expected.meetings = 1
        expected.removed = 1
        expected.sightings = 5
        expected.mailboxes = 2
        expected.streams = 3
        expected.lastSequence = 5
        expected.postponed = ["ErrorItemCorrupt": 2]
        #expect(try await store.counts() == expected)
        _ = try await finish([mail])
        expected.meetings = 0
        expected.removed = 2
        expected.sightings = 4
        expected.streams = 2
        expected.lastSequence = 6
        #expect(try await store.counts() == expected)
    }
}
