import Connector
import ConnectorTesting
import GRDB
import Interactions
import SQLiteStore
import Testing

/// A transaction that fails leaves nothing, neither on disk nor in what the writer remembers.
@Suite struct RollbackTests {
    private let directory: TemporaryDirectory
    private let store: SQLiteInteractionStore

    init() throws {
        directory = try TemporaryDirectory()
        store = try SQLiteInteractionStore(directory: directory.path, tenant: "t", personHash: StoreScene.personHash)
    }

    /// Changes the schema behind the store's back.
    private func execute(_ sql: String) throws {
        let queue = try DatabaseQueue(path: "\(directory.path)/rapport.sqlite")
        try queue.write { try $0.execute(sql: sql) }
        try queue.close()
    }

    @Test(arguments: [
        // At the last statement of the page.
        """
        CREATE TRIGGER fault BEFORE UPDATE ON stream BEGIN SELECT RAISE(ABORT, 'made to fail'); END;
        """,
        // At COMMIT, as a full disk or a cancelled task does.
        """
        CREATE TABLE parent (id INTEGER PRIMARY KEY);
        CREATE TABLE child (parent INTEGER REFERENCES parent DEFERRABLE INITIALLY DEFERRED);
        CREATE TRIGGER fault AFTER UPDATE ON stream BEGIN INSERT INTO child VALUES (1); END;
        """,
    ])
    func `A transaction that fails leaves nothing, and the next one numbers addresses anew`(fault: String) async throws
    {
        let stream = StoreScene.mail(0)
        try execute(fault)
        await #expect(throws: DatabaseError.self) {
            try await store.commit(StoreScene.page([.seen(0, of: 1, variant: 1)]), to: stream)
        }
        #expect(try await store.content.interactions.isEmpty)
        #expect(try await store.counts().lastSequence == 0)
        #expect(try await store.checkpoint(for: stream) == nil)

        try execute("DROP TRIGGER fault")
        let page = StoreScene.page([.seen(0, of: 1, variant: 2), .seen(1, of: 2, variant: 1)])
        #expect(try await store.commit(page, to: stream) == CommitSummary(added: 2))
        let expected = [StoreScene.interaction(1, variant: 2), StoreScene.interaction(2, variant: 1)]
        #expect(try await store.content.interactions == expected)
        #expect(try await store.integrityCheck() == [])
    }

    @Test func `An erasure that fails erases nobody`() async throws {
        let page = StoreScene.page([.seen(0, of: 1, variant: 3)])
        _ = try await store.commit(page, to: StoreScene.mail(0))
        try execute("CREATE TRIGGER fault BEFORE UPDATE ON erased BEGIN SELECT RAISE(ABORT, 'made to fail'); END;")
        await #expect(throws: DatabaseError.self) { try await store.erase(StoreScene.person(1)) }
        _ = try await store.commit(StoreScene.page([.seen(1, of: 2, variant: 3)]), to: StoreScene.mail(0))
        let untouched = [1, 2].map { StoreScene.interaction($0, variant: 3) }
        #expect(try await store.content.interactions == untouched)
        try execute("DROP TRIGGER fault")
        #expect(try await store.erase(StoreScene.person(1)) == CommitSummary(changed: 2))
        let left = untouched.compactMap { $0.erasing { $0 == StoreScene.person(1) } }
        #expect(try await store.content.interactions == left)
    }
}
