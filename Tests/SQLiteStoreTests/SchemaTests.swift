import Connector
import ConnectorTesting
import GRDB
import Interactions
import SQLiteStore
import Testing

/// The tables refuse what no code of ours should write.
@Suite struct SchemaTests {
    private static let copy = "1, 2, 1000000, 0, NULL, 0, 0, 1, NULL, x''"
    private static let content = "\(copy), 1, 0, NULL, x''"

    @Test(arguments: [
        "INSERT INTO meta (id, tenant) VALUES (2, 'other')",
        "UPDATE meta SET sequence = -1",
        "UPDATE meta SET tenant = NULL",
        "UPDATE meta SET scrub_due = 2",
        "UPDATE meta SET derived_to = 3",
        "UPDATE meta SET identity_due = 2",
        "UPDATE meta SET plus_domains = ''",
        "INSERT INTO nameless_copy VALUES (1, 12345, randomblob(16), 0)",
        "INSERT INTO nameless_copy SELECT stream, key, x'00', 0 FROM sighting LIMIT 1",
        "INSERT INTO contested VALUES (99, randomblob(16))",
        "INSERT INTO contested VALUES (1, x'00')",
        "UPDATE meta SET derivation = 'x', derived_to = -1",
        "INSERT INTO erased VALUES (x'00', 0)",
        "INSERT INTO erased VALUES (randomblob(16), -1)",
        "INSERT INTO erased_claim VALUES (x'00', 0, randomblob(16), randomblob(16), 1)",
        "INSERT INTO erased_claim VALUES (randomblob(16), 2, randomblob(16), randomblob(16), 1)",
        "INSERT INTO erased_claim VALUES (randomblob(16), 0, NULL, randomblob(16), 1)",
        "INSERT INTO erased_claim VALUES (randomblob(16), 0, randomblob(16), x'', 1)",
        "INSERT INTO erased_claim VALUES (randomblob(16), 0, randomblob(16), randomblob(16), 2)",
        "INSERT INTO erased_use VALUES (x'00', randomblob(16))",
        "INSERT INTO erased_use VALUES (randomblob(16), x'00')",
        "INSERT INTO erased_use VALUES (randomblob(16), NULL)",
        "INSERT INTO address (text) VALUES ('')",
        "INSERT INTO address (text) SELECT text FROM address LIMIT 1",
        "INSERT INTO owner (source, address) SELECT source, address FROM owner",
        "INSERT INTO owner (source, address) VALUES ('t', '')",
        "INSERT INTO owner (source, address) VALUES ('t', NULL), ('t', NULL)",
        "INSERT INTO stream (owner, kind, folder) VALUES (1, 'tasks', 'f')",
        "INSERT INTO stream (owner, kind, folder) VALUES (99, 'mail', 'f')",
        "INSERT INTO stream (owner, kind, folder) SELECT owner, kind, folder FROM stream",
        "UPDATE stream SET cursor = NULL",
        "UPDATE stream SET generation = -1",
        "INSERT INTO postponed (stream, item, code) VALUES (99, 'i', 'c')",
        "INSERT INTO interaction VALUES (9, x'00', NULL, 0, 1, \(content))",
        "INSERT INTO interaction SELECT 9, id, NULL, 0, 1, \(content) FROM interaction LIMIT 1",
        "INSERT INTO interaction VALUES (9, randomblob(16), 9, 0, 1, \(content))",
        "INSERT INTO interaction VALUES (9, randomblob(16), NULL, 0, 99, \(content))",
        "UPDATE interaction SET changed = 5",
        "UPDATE interaction SET deleted = 1",
        "UPDATE interaction SET kind = 4",
        "UPDATE interaction SET direction = 0",
        "UPDATE interaction SET duration_s = -1",
        "UPDATE interaction SET duration_s = 'long'",
        "UPDATE interaction SET conversation = x'0102'",
        "UPDATE interaction SET flags = 256",
        "UPDATE interaction SET internal_count = -1",
        "UPDATE interaction SET subject = 7",
        "UPDATE interaction SET participants = 'text'",
        "UPDATE interaction SET in_exchange = 2",
        "UPDATE interaction SET in_crm = 2",
        "UPDATE interaction SET regarding = 'account/x'",
        "UPDATE interaction SET in_crm = 1, regarding = ''",
        "UPDATE sighting SET rank = 3",
        "UPDATE sighting SET presence = 3",
        "UPDATE sighting SET interaction = 99",
        "UPDATE sighting SET stream = 99",
        "INSERT INTO sighting SELECT 2, rank, key, stream, 0, 1, 1, 0 FROM sighting WHERE interaction = 1",
        "INSERT INTO differing_content VALUES (1, 12345, \(copy))",
        "INSERT INTO activity VALUES (1, 12345, 'account/x', x'')",
        "INSERT INTO activity SELECT stream, key, NULL, x'' FROM sighting LIMIT 1",
        "INSERT INTO activity SELECT stream, key, '', x'01' FROM sighting LIMIT 1",
        "UPDATE interaction SET links = x'0102'",
        "UPDATE interaction SET links = NULL",
        "INSERT INTO crm_link VALUES (99, 'i', 'opportunity/x', 'contact/x', 1)",
        "INSERT INTO crm_link VALUES (1, 'i', '', 'contact/x', 1)",
        "INSERT INTO crm_row (stream, item, generation, reference, is_active) VALUES (99, 'i', 0, 'account/x', 1)",
        "INSERT INTO crm_row (stream, item, generation, reference, is_active) VALUES (1, 'i', 0, '', 1)",
        "INSERT INTO crm_row (stream, item, generation, reference, is_active) VALUES (1, 'i', 0, 'account/x', 2)",
        "INSERT INTO crm_row_address VALUES (99, 1)",
        "INSERT INTO previous_interaction VALUES (1, 99)",
        "INSERT INTO address_change VALUES (99, 1)",
        "INSERT INTO address_change VALUES (1, 0)",
        "UPDATE meta SET emails = -1",
        "UPDATE meta SET sightings = -1",
        "UPDATE meta SET epoch = 'x'",
        "INSERT INTO most_participants VALUES (99, 1)",
        "INSERT INTO most_participants VALUES (1, 0)",
        "INSERT INTO first_partition VALUES (99, randomblob(16))",
        "INSERT INTO first_partition VALUES (1, x'00')",
        "INSERT INTO first_partition VALUES (1, NULL)",
        "INSERT INTO derived_row VALUES ('person', x'00', 1, NULL)",
        "INSERT INTO derived_row VALUES ('', randomblob(16), 1, NULL)",
        "INSERT INTO derived_row VALUES ('person', randomblob(16), 0, NULL)",
        "INSERT INTO derived_row VALUES ('person', randomblob(16), 1, NULL), ('person', randomblob(16), 1, NULL)",
    ])
    func `What breaks a rule is refused`(statement: String) async throws {
        let directory = try TemporaryDirectory()
        let store = try SQLiteInteractionStore(directory: directory.path, tenant: "t")
        let page = StoreScene.page([.seen(0, of: 1, variant: 1), .seen(1, of: 2, variant: 1)])
        _ = try await store.commit(page, to: StoreScene.mail(0))
        let queue = try DatabaseQueue(path: "\(directory.path)/rapport.sqlite")
        let error = await #expect(throws: DatabaseError.self) {
            try await queue.write { try $0.execute(sql: statement) }
        }
        #expect(error?.resultCode == .SQLITE_CONSTRAINT)
        #expect(try await store.integrityCheck() == [])
    }

    private static let columns = """
        kind, direction, occurred_at_us, duration_s, conversation, flags, internal_count, external_count, subject, \
        participants
        """

    @Test(arguments: [
        (
            """
            UPDATE interaction SET deleted = 1, conversation = NULL, subject = NULL, participants = x'', in_exchange = 0
            WHERE number = 2
            """,
            "A removed interaction has no copies"
        ),
        (
            "INSERT INTO differing_content SELECT stream, key, \(copy) FROM sighting WHERE interaction = 2",
            "A copy that speaks for its interaction says what its row says, unless another one adds to it"
        ),
        (
            "UPDATE differing_content SET (\(columns)) = (SELECT \(columns) FROM interaction WHERE number = 1)",
            "A copy that says what its interaction's row says keeps no content"
        ),
        ("UPDATE meta SET emails = 7", "The counters say what is there"),
        ("UPDATE meta SET sightings = 0", "The counters say what is there"),
        ("INSERT INTO address_change VALUES (1, 99)", "No change of an address is ahead of the counter"),
        ("UPDATE meta SET sequence = 2", "The counter is not behind the last change"),
        (
            "UPDATE sighting SET presence = 2 WHERE interaction = 2",
            "Only mail keeps copies that are gone for good"
        ),
        ("UPDATE interaction SET in_crm = 1 WHERE number = 1", "A row says where its copies are"),
        (
            "UPDATE activity SET regarding = 'account/00000000-0000-0000-0000-000000000003'",
            "A row is about what the first copy in the CRM says"
        ),
        (
            "UPDATE interaction SET links = x'0101' WHERE in_crm = 1",
            "A row links what its only copy in the CRM links"
        ),
        ("UPDATE sighting SET rank = 2 WHERE stream = 2", "A copy in the CRM is one of an activity"),
        (
            "UPDATE stream SET kind = 'table' WHERE kind = 'calendar'",
            "An owner without an address has the CRM's streams, and no other has"
        ),
    ])
    func `The check finds what only our laws forbid`(statement: String, law: String) async throws {
        let directory = try TemporaryDirectory()
        let store = try SQLiteInteractionStore(directory: directory.path, tenant: "t")
        _ = try await store.commit(StoreScene.page([.seen(0, of: 1, variant: 1, rank: .own)]), to: StoreScene.mail(0))
        _ = try await store.commit(StoreScene.page([.seen(0, of: 100)]), to: StoreScene.calendar(0))
        _ = try await store.commit(StoreScene.page([.seen(0, of: 1, variant: 2)]), to: StoreScene.mail(1))
        _ = try await store.commit(StoreScene.page([.activity(0, of: 3, regarding: 1)]), to: StoreScene.activities)
        #expect(try await store.integrityCheck() == [])
        let queue = try DatabaseQueue(path: "\(directory.path)/rapport.sqlite")
        try await queue.write { try $0.execute(sql: statement) }
        #expect(try await store.integrityCheck().contains("\(law): broken 1 times."))
    }
}
