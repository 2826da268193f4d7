import Connector
import ConnectorTesting
import DataFiles
import Foundation
import GRDB
import Interactions
import SQLiteStore
import Testing

@Suite struct OpeningTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private var database: String { "\(directory.path)/rapport.sqlite" }

    private func open(tenant: String = "t", access: SQLiteInteractionStore.Access = .writing) throws
        -> SQLiteInteractionStore
    {
        try SQLiteInteractionStore(directory: directory.path, tenant: tenant, access: access)
    }

    /// The code of the error that opening ends with.
    private func refusal(tenant: String = "t", access: SQLiteInteractionStore.Access = .writing) -> StoreError.Code? {
        #expect(throws: StoreError.self) { try open(tenant: tenant, access: access) }?.code
    }

    private func change(_ sql: String) throws {
        let queue = try DatabaseQueue(path: database)
        try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
        try queue.close()
    }

    private func mode(_ name: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: "\(directory.path)/\(name)")[.posixPermissions] as? Int
    }

    @Test func `Every file is the owner's only, also those that were not`() async throws {
        let inner = "\(directory.path)/a/b"
        let store = try SQLiteInteractionStore(directory: inner, tenant: "t")
        _ = try await store.commit(StoreScene.page([.seen(0, of: 1)]), to: StoreScene.mail(0))
        let names = ["a", "a/b"] + (try FileManager.default.contentsOfDirectory(atPath: inner)).map { "a/b/\($0)" }
        #expect(names.count == 6)
        for name in names { #expect(try mode(name) == (name.count < 4 ? 0o700 : 0o600), "\(name)") }

        let lax: [FileAttributeKey: Any] = [.posixPermissions: 0o644]
        try #require(FileManager.default.createFile(atPath: database, contents: nil, attributes: lax))
        let other = try open()
        _ = try await other.commit(StoreScene.page([]), to: StoreScene.mail(0))
        for suffix in ["", "-wal", "-shm"] { #expect(try mode("rapport.sqlite" + suffix) == 0o600, "\(suffix)") }
    }

    @Test func `A second writer is refused as long as the first one is there`() throws {
        var first: SQLiteInteractionStore? = try open()
        #expect(refusal() == .busy)
        #expect(first != nil)
        first = nil
        _ = try open()
    }

    /// A child that is being started has copies of all our descriptors until it runs its own program.
    @Test func `A copy of the lock's descriptor does not keep the next writer out`() throws {
        var first: SQLiteInteractionStore? = try open()
        #expect(first != nil)
        let links = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap { name in
            let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(name)")
            return target == "\(directory.path)/lock" ? Int32(name) : nil
        }
        let copy = dup(try #require(links.first))
        defer { close(copy) }
        first = nil
        _ = try open()
    }

    @Test func `Somebody may read beside the writer and after it`() async throws {
        var writer: SQLiteInteractionStore? = try open()
        _ = try await writer?.commit(StoreScene.page([.seen(0, of: 1)]), to: StoreScene.mail(0))
        let reader = try open(access: .reading)
        #expect(try await reader.counts().emails == 1)
        _ = try await writer?.commit(StoreScene.page([.seen(1, of: 2)]), to: StoreScene.mail(0))
        #expect(try await reader.counts().emails == 2)
        writer = nil
        #expect(try await open(access: .reading).counts().emails == 2)
    }

    @Test func `A reader writes nothing`() async throws {
        _ = try open()
        let before = try Data(contentsOf: URL(filePath: database))
        let store = try open(access: .reading)
        await #expect(throws: (any Error).self) {
            try await store.commit(StoreScene.page([.seen(0, of: 1)]), to: StoreScene.mail(0))
        }
        #expect(try Data(contentsOf: URL(filePath: database)) == before)
    }

    @Test func `There is nothing to read before the first sync`() throws {
        let missing = "\(directory.path)/missing"
        let error = #expect(throws: StoreError.self) {
            try SQLiteInteractionStore(directory: missing, tenant: "t", access: .reading)
        }
        #expect(error?.code == .cannotWrite)
        #expect(!FileManager.default.fileExists(atPath: missing))
        #expect(refusal(access: .reading) == .cannotWrite)
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path).isEmpty)
    }

    @Test func `Another tenant's database is refused`() throws {
        _ = try open(tenant: "contoso")
        #expect(refusal(tenant: "fabrikam") == .otherTenant)
        #expect(refusal(tenant: "fabrikam", access: .reading) == .otherTenant)
        _ = try open(tenant: "contoso")
    }

    @Test func `A database where the CRM was a mailbox is carried over`() async throws {
        try change(Version3.schema + Version3.rows)
        #expect(refusal(access: .reading) == .tooOld)
        let store = try open()
        #expect(try await store.integrityCheck() == [])
        let contact = try #require(StoreScene.reference(2))
        let told = try await store.interactions(after: 0, limit: 10)
        #expect(told.map(\.id.hash.high) == [4, 1, 2, 3, 5].map { $0 << 56 })
        #expect(told.map(\.sequence) == [7, 10, 10, 10, 10])
        #expect(told.map(\.isInExchange) == [false, true, false, true, false])
        #expect(told.map(\.isInCRM) == [false, false, true, true, true])
        #expect(told.map(\.regarding) == [nil, nil, nil, contact, nil])
        #expect(try await store.mailboxes() == [StoreScene.mailbox(0).id])
        for (stream, cursor) in [
            (StoreScene.mail(0), "a"), (StoreScene.calendar(0), nil), (StoreScene.activities, "b"),
            (StoreScene.rows, "c"),
        ] {
            #expect(try await store.checkpoint(for: stream)?.cursor.text == cursor)
        }
        #expect(try await store.postponed(in: StoreScene.calendar(0)) == [ItemKey("i")])
        let rows = try await store.rows(after: nil, limit: 10)
        #expect(rows.map(\.reference) == [contact])
        #expect(rows.map(\.addresses) == [[try #require(EmailAddress("kim@fabrikam.example"))]])

        // The rounds go on where they were: what an item was before goes, and a row that is gone is forgotten.
        _ = try await store.commit(StoreScene.page([.gone(2)]), to: StoreScene.rows)
        #expect(try await store.rows(after: nil, limit: 10) == [])
        let streams = [StoreScene.mail(0), StoreScene.calendar(0)]
        let end = try await store.finishRound(of: streams[0].owner, source: "t", streams: streams, deletedMail: .keep)
        #expect(end == CommitSummary(removed: 1))
        #expect(try await store.purge([StoreScene.mailbox(0).id]) == CommitSummary(changed: 1, removed: 1))
        let left = try await store.interactions(after: 10, limit: 10).filter(\.isInCRM)
        #expect(left.map(\.regarding) == [nil, contact])
        #expect(try await store.integrityCheck() == [])
    }

    @Test(arguments: [SQLiteInteractionStore.Access.writing, .reading])
    func `A newer database is refused and not changed`(access: SQLiteInteractionStore.Access) throws {
        _ = try open()
        try change("INSERT INTO grdb_migrations VALUES ('2-from-the-future')")
        let before = try Data(contentsOf: URL(filePath: database))
        #expect(refusal(access: access) == .tooNew)
        #expect(try Data(contentsOf: URL(filePath: database)) == before)
    }

    @Test func `An older database is brought up to date by a writer only`() throws {
        // What a version would leave that knew no migration yet.
        try change("PRAGMA application_id = \(0x5241_5050)")
        #expect(refusal(access: .reading) == .tooOld)
        _ = try open()
        _ = try open(access: .reading)
    }

    @Test func `A database without the tables of removal gets them and keeps what it holds`() async throws {
        var store: SQLiteInteractionStore? = try open()
        _ = try await store?.commit(StoreScene.page([.seen(0, of: 1, variant: 1)]), to: StoreScene.mail(0))
        let content = try await store?.content
        store = nil
        try change(
            """
            DROP TABLE erased; DROP INDEX interaction_occurred; ALTER TABLE meta DROP COLUMN scrub_due;
            DELETE FROM grdb_migrations WHERE identifier = '2-removal';
            """
        )
        #expect(refusal(access: .reading) == .tooOld)
        let migrated = try open()
        #expect(try await migrated.content == content)
        #expect(try await migrated.purge([StoreScene.mailbox(0).id]) == CommitSummary(removed: 1))
        #expect(try await migrated.integrityCheck() == [])
    }

    @Test(arguments: [SQLiteInteractionStore.Access.writing, .reading])
    func `Somebody else's database is refused and not changed`(access: SQLiteInteractionStore.Access) throws {
        try change("PRAGMA journal_mode = WAL; CREATE TABLE theirs (x); INSERT INTO theirs VALUES (1)")
        let before = try Data(contentsOf: URL(filePath: database))
        #expect(refusal(access: access) == .foreign)
        #expect(try Data(contentsOf: URL(filePath: database)) == before)
    }

    @Test(arguments: [SQLiteInteractionStore.Access.writing, .reading])
    func `A file that is no database is refused and not changed`(access: SQLiteInteractionStore.Access) throws {
        let text = Data(repeating: 0x41, count: 10_000)
        try text.write(to: URL(filePath: database))
        #expect(refusal(access: access) == .foreign)
        #expect(try Data(contentsOf: URL(filePath: database)) == text)
    }

    @Test(arguments: [100, 4_096, 20_000])
    func `A database that was cut off is refused, or says so when it is checked`(length: Int) async throws {
        var store: SQLiteInteractionStore? = try open()
        let page = StoreScene.page((0..<500).map { .seen($0, of: $0) })
        _ = try await store?.commit(page, to: StoreScene.mail(0))
        store = nil
        let whole = try Data(contentsOf: URL(filePath: database))
        try #require(whole.count > length)
        try whole.prefix(length).write(to: URL(filePath: database))
        do {
            let problems = try await open().integrityCheck()
            #expect(!problems.isEmpty)
        } catch let error as StoreError {
            #expect(error.code == .foreign)
            #expect(error.message.contains("rapport restore FILE --yes"))
            #expect(error.message.contains("rapport sync --new-store"))
        }
    }

    @Test func `Where people were erased, nobody writes without the key to know them by`() async throws {
        var store: SQLiteInteractionStore? = try open()
        let error = await #expect(throws: StoreError.self) { try await store?.erase(StoreScene.person(1), limit: 1) }
        #expect(error?.code == .badKey)
        #expect(try await store?.counts() == StoreCounts())
        store = nil
        store = try SQLiteInteractionStore(directory: directory.path, tenant: "t", personHash: StoreScene.personHash)
        _ = try await store?.erase(StoreScene.person(1))
        store = nil
        #expect(refusal() == .badKey)
        _ = try open(access: .reading)
        store = try SQLiteInteractionStore(directory: directory.path, tenant: "t", personHash: StoreScene.personHash)
        let page = StoreScene.page([.seen(0, of: 1, variant: 3)])
        _ = try await store?.commit(page, to: StoreScene.mail(0))
        let expected = [StoreScene.interaction(1, variant: 3)].compactMap { $0.erasing { $0 == StoreScene.person(1) } }
        #expect(try await store?.content.interactions == expected)
    }

    @Test func `A directory that cannot be made is an error that names it`() throws {
        try #require(FileManager.default.createFile(atPath: "\(directory.path)/file", contents: nil))
        let path = "\(directory.path)/file/data"
        let error = #expect(throws: StoreError.self) { try SQLiteInteractionStore(directory: path, tenant: "t") }
        #expect(error?.code == .cannotWrite)
        #expect(error?.message.contains("\(directory.path)/file") == true)
    }
}
