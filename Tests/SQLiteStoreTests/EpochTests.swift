import Connector
import ConnectorTesting
import Interactions
import SQLiteStore
import Testing

@Suite struct `The epoch of a store` {
    private func store(_ directory: TemporaryDirectory, naming: FeedNaming? = nil) throws -> SQLiteInteractionStore {
        try SQLiteInteractionStore(
            directory: directory.path + "/data",
            tenant: "t",
            personHash: StoreScene.personHash,
            naming: naming
        )
    }

    @Test func `stays while the store is written and opened again`() async throws {
        let directory = try TemporaryDirectory()
        let first = try await {
            let store = try store(directory)
            _ = try await store.commit(StoreScene.page([.seen(0, of: 1)]), to: StoreScene.mail(0))
            return try await store.extent()
        }()
        let again = try await store(directory).extent()
        #expect(again == first)
        #expect(first.sequence == 1)
    }

    @Test func `differs between two stores`() async throws {
        let (one, other) = (try TemporaryDirectory(), try TemporaryDirectory())
        #expect(try await store(one).extent().epoch != store(other).extent().epoch)
    }

    @Test func `is another one once it was renewed, and the sequence goes on`() async throws {
        let directory = try TemporaryDirectory()
        let store = try store(directory)
        _ = try await store.commit(StoreScene.page([.seen(0, of: 1)]), to: StoreScene.mail(0))
        let before = try await store.extent()
        let renewed = try await store.renewEpoch()
        let after = try await store.extent()
        #expect(renewed == after.epoch)
        #expect(after.epoch != before.epoch)
        #expect(after.sequence == before.sequence)
    }

    @Test(arguments: ["", "0", "g0000000000000000000000000000000", "0123456789abcdef0123456789abcde", " "])
    func `is written in 32 hexadecimal digits`(text: String) {
        #expect(StoreEpoch(text) == nil)
    }
}
