import Connector
import ConnectorTesting
import Interactions
import SQLiteStore
import Testing

/// Whatever says who is who moves the sequence of all that is told otherwise by it.
@Suite struct RetellingTests {
    @Test(arguments: 0..<(Torture.isWhole ? 2_000 : 40))
    func `Whoever follows holds the whole after each change of who is who`(seed: Int) async throws {
        let directory = try TemporaryDirectory()
        let store = try SQLiteInteractionStore(
            directory: directory.path,
            tenant: "t",
            personHash: StoreScene.personHash
        )
        for (page, stream) in try WhoIsWho.interactions() { _ = try await store.commit(page, to: stream) }
        var history = WhoIsWho(seed: seed)
        var follower = FeedFollower()
        var done: [String] = []
        for _ in 0..<16 {
            done.append(try await history.step(store))
            try await follower.follow(store, limit: 4)
            var reader = FeedFollower()
            try await reader.follow(store, limit: 1_000)
            let whole = reader.held
            let missed = whole.filter { follower.held[$0.key] != $0.value }.keys.sorted()
            guard missed.isEmpty, whole.count == follower.held.count else {
                Issue.record("seed \(seed): \(missed) after\n\(done.suffix(6).joined(separator: "\n"))")
                return
            }
        }
    }

    @Test(arguments: 0..<(Torture.isWhole ? 2_000 : 40))
    func `Scoring goes on with what changed after each change of who is who`(seed: Int) async throws {
        let directory = try TemporaryDirectory()
        let store = try SQLiteInteractionStore(
            directory: directory.path,
            tenant: "t",
            personHash: StoreScene.personHash
        )
        for (page, stream) in try WhoIsWho.interactions() { _ = try await store.commit(page, to: stream) }
        var history = WhoIsWho(seed: seed)
        var held = try await store.reduce(into: [:]) { $0[$1.number] = $1 }
        var last = try await store.extent().sequence
        var done: [String] = []
        for _ in 0..<16 {
            done.append(try await history.step(store))
            let snapshot = try await store.snapshot()
            held.take(try #require(try await snapshot.changes(since: last, limit: 1_000)))
            last = try await snapshot.extent().sequence
            let whole = try await snapshot.reduce(into: [:]) { $0[$1.number] = $1 }
            let missed = whole.filter { held[$0.key] != $0.value }.keys.sorted()
            guard missed.isEmpty, whole.count == held.count else {
                Issue.record("seed \(seed): \(missed) after\n\(done.suffix(6).joined(separator: "\n"))")
                return
            }
        }
    }

    @Test func `What changed is all that is read of a store, and nothing where it is too much`() async throws {
        let directory = try TemporaryDirectory()
        let store = try SQLiteInteractionStore(directory: directory.path, tenant: "t")
        let first = (0..<8).map { StoreScene.News.seen($0, of: $0) }
        _ = try await store.commit(StoreScene.page(first), to: StoreScene.mail(0))
        let last = try await store.extent().sequence
        #expect(try await store.changes(since: last, limit: 0)?.interactions == [])
        let news: [StoreScene.News] = [.seen(2, of: 2, variant: 3), .seen(8, of: 8), .seen(9, of: 9)]
        _ = try await store.commit(StoreScene.page(news), to: StoreScene.mail(0))
        let changes = try #require(try await store.changes(since: last, limit: 3))
        #expect(changes.interactions.map(\.id) == [2, 8, 9].map { StoreScene.interaction($0).id })
        #expect(changes.removed == [])
        #expect(try await store.changes(since: last, limit: 2) == nil)
        #expect(try await store.changes(since: 0, limit: 100)?.interactions.count == 10)
    }
}
