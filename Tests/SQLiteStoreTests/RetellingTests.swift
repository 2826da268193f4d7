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
}
