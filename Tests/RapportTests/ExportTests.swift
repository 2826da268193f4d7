import Connector
import ConnectorTesting
import SQLiteStore
import Testing

@Suite struct `What is exported` {
    private let directory: TemporaryDirectory
    private let configuration: String

    /// A mail, a meeting that was called off, and a mail with two participants.
    init() async throws {
        directory = try TemporaryDirectory()
        configuration = try directory.write(
            #"{"tenant":"contoso","internalDomains":["contoso.example"],"directory":"users.json","dataDirectory":"data"}"#,
            to: "rapport.json"
        )
        let store = try SQLiteInteractionStore(directory: directory.path + "/data", tenant: "contoso")
        _ = try await store.commit(StoreScene.page([.seen(1, of: 1)]), to: StoreScene.mail(0))
        _ = try await store.commit(StoreScene.page([.seen(9, of: 100)]), to: StoreScene.calendar(0))
        _ = try await store.commit(StoreScene.page([.seen(2, of: 2, variant: 1)]), to: StoreScene.mail(0))
        _ = try await store.commit(StoreScene.page([.gone(9)]), to: StoreScene.calendar(0))
        _ = try await store.finishRound(
            of: StoreScene.mail(0).owner,
            source: "t",
            streams: [StoreScene.mail(0), StoreScene.calendar(0)],
            deletedMail: .keep
        )
    }

    @Test func `is each interaction and then its participants, in the order of changes`() async throws {
        let lines = Self.first + Self.second
        #expect(try await export() == lines.map { $0 + "\n" }.joined())
        #expect(try await export("--stream", "all", "--format", "ndjson") == lines.map { $0 + "\n" }.joined())
    }

    @Test func `is one stream if only one is wanted`() async throws {
        #expect(try await export("--stream", "interaction") == Self.first[0] + "\n" + Self.second[0] + "\n")
        let participants = Self.first.dropFirst() + Self.second.dropFirst()
        #expect(
            try await export("--stream", "interaction_participant") == participants.map { $0 + "\n" }.joined()
        )
    }

    @Test func `is what changed after a sequence number, deletions too`() async throws {
        #expect(try await export("--after", "1") == (Self.second + [Self.deletion]).map { $0 + "\n" }.joined())
        #expect(try await export("--after", "3") == Self.deletion + "\n")
        #expect(try await export("--after", "4") == "")
    }

    private static let first = [
        interaction(id: "00000000000000070000000000000001", second: 1, conversation: true, external: 1, sequence: 1),
        participant(id: "00000000000000070000000000000001", number: 0),
    ]

    private static let second = [
        interaction(id: "00000000000000070000000000000002", second: 2, conversation: false, external: 2, sequence: 3),
        participant(id: "00000000000000070000000000000002", number: 0),
        participant(id: "00000000000000070000000000000002", number: 1),
    ]

    private static let deletion = """
        {"interaction_id":"00000000000000070000000000000064","op":"delete","schema_version":1,"tenant_id":"contoso",\
        "kind":null,"direction":null,"occurred_at":null,"occurred_at_us":null,"duration_s":null,"in_exchange":null,\
        "in_crm":null,"conversation_id":null,"is_reply":null,"is_automated":null,"is_bulk":null,"is_private":null,\
        "is_cancelled":null,"is_all_day":null,"is_recurring":null,"internal_count":null,"external_count":null,\
        "truncated":null,"regarding_type":null,"regarding_id":null,"decision_id":"v2:admitted","sequence":4}
        """

    private static func interaction(
        id: String,
        second: Int,
        conversation: Bool,
        external: Int,
        sequence: Int
    ) -> String {
        """
        {"interaction_id":"\(id)","op":"upsert","schema_version":1,"tenant_id":"contoso","kind":"email",\
        "direction":"inbound","occurred_at":"1970-01-01T00:00:0\(second)Z","occurred_at_us":\(second)000000,\
        "duration_s":0,"in_exchange":true,"in_crm":false,\
        "conversation_id":\(conversation ? "\"00000000000000090000000000000009\"" : "null"),"is_reply":false,\
        "is_automated":false,"is_bulk":false,"is_private":false,"is_cancelled":false,"is_all_day":false,\
        "is_recurring":false,"internal_count":0,"external_count":\(external),"truncated":false,\
        "regarding_type":null,"regarding_id":null,"decision_id":"v2:admitted","sequence":\(sequence)}
        """
    }

    private static func participant(id: String, number: Int) -> String {
        """
        {"interaction_id":"\(id)","role":2,"address":"p\(number)@fabrikam.example","is_internal":false,\
        "crm_type":null,"crm_id":null,"response":null}
        """
    }

    private func export(_ arguments: String...) async throws -> String {
        let outcome = try await RapportProgram.run(["export", "--config", configuration] + arguments)
        #expect(outcome.status == 0)
        #expect(outcome.talk == "")
        return outcome.data
    }
}
