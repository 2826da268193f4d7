import Connector
import ConnectorTesting
import Interactions
import SQLiteStore
import Testing

@Suite struct ConformanceTests {
    @Test(arguments: StoreConformance<MemoryStore>.laws)
    func `The memory store keeps the laws`(law: String) async throws {
        try await StoreConformance(make: { MemoryStore() }, content: { await $0.content }).check(law)
    }

    @Test(arguments: StoreConformance<SQLiteInteractionStore>.laws)
    func `The SQLite store keeps the laws`(law: String) async throws {
        let directory = try TemporaryDirectory()
        let counter = Counter()
        try await StoreConformance(
            make: {
                try SQLiteInteractionStore(
                    directory: "\(directory.path)/\(counter.next())",
                    tenant: "t",
                    personHash: StoreScene.personHash
                )
            },
            content: { store in
                #expect(try await store.integrityCheck() == [])
                return try await store.content
            }
        ).check(law)
    }

    /// The oracle keeps every copy and works everything out anew; SQLite keeps differences only.
    @Test(arguments: Torture.share(Array(0..<24), every: 8))
    func `A random history leaves the same in memory and in SQLite`(seed: Int) async throws {
        let directory = try TemporaryDirectory()
        var history = StoreHistory(seed: seed)
        let oracle = MemoryStore()
        var reopened: SQLiteInteractionStore?
        for number in 0..<120 {
            if number == 0 || history.isOne(in: 20) {
                // As a new process finds it: the old one's lock goes with it.
                reopened = nil
                reopened = try SQLiteInteractionStore(
                    directory: directory.path,
                    tenant: "t",
                    personHash: StoreScene.personHash
                )
            }
            let store = try #require(reopened)
            let step =
                history.isOne(in: 8)
                ? history.nextOfPersons() : history.isOne(in: 12) ? history.nextRemoval() : history.nextReading()
            let expected = try await step(oracle)
            #expect(try await step(store) == expected, "step \(number)")
            // To read all that is stored is what takes long.
            guard Torture.isWhole || (number + seed) % 6 == 0 || number == 119 else { continue }
            let (found, wanted) = (try await store.content, await oracle.content)
            #expect(found.interactions == wanted.interactions, "step \(number)")
            #expect(found == wanted, "step \(number)")
            #expect(try await store.mailboxes() == oracle.mailboxes(), "step \(number)")
        }
        let store = try #require(reopened)
        #expect(try await store.integrityCheck() == [])
    }
}
