import Connector
import ConnectorTesting
import Eligibility
import Foundation
import Interactions
import SQLiteStore
import Testing

/// What must not be stored, or not any more, is looked for in the raw bytes of all files.
@Suite struct SecrecyTests {
    private static let mailbox = EmailAddress("m0@contoso.example").map { Mailbox(address: $0) }

    private static func page(_ subjects: [Interaction.Subject]) throws -> StorePage {
        let mailbox = try #require(mailbox)
        let admission = try #require(Policy(listed: [mailbox.address]).decide(mailbox).admission)
        let changes = try subjects.enumerated().map { index, subject in
            let interaction = Interaction(
                id: InteractionID(high: 1, low: UInt64(index)),
                kind: .meeting,
                direction: .inbound,
                occurredAt: Timestamp(microseconds: 0),
                internalCount: 0,
                externalCount: 0,
                subject: subject,
                participants: []
            )
            let item = StoreScene.item(index)
            let sighting = Sighting(mailbox: mailbox.id, item: item, interaction: interaction, rank: .own)
            return StoreChange.seen(try #require(admission.admit(sighting)))
        }
        let checkpoint = Checkpoint(cursor: Cursor("c"), settings: "s")
        return StorePage(changes: changes, checkpoint: checkpoint, startsRound: false, isLast: true)
    }

    private func finds(_ text: String, in directory: TemporaryDirectory) throws -> Bool {
        try directory.bytes.range(of: Data(text.utf8)) != nil
    }

    @Test func `Item keys and subjects that are not kept are in no file`() async throws {
        let directory = try TemporaryDirectory()
        let store = try SQLiteStore(directory: directory.path, tenant: "t")
        let hash = InteractionID(high: 0x6361_6E61_7279, low: 1)
        _ = try await store.commit(Self.page([.none, .hash(hash)]), to: StoreScene.calendar(0))
        #expect(try !finds("item-", in: directory))
        #expect(try finds("canary", in: directory), "the search finds what is there")
    }

    @Test func `What was removed or changed is overwritten`() async throws {
        let directory = try TemporaryDirectory()
        var store: SQLiteStore? = try SQLiteStore(directory: directory.path, tenant: "t")
        let stream = StoreScene.calendar(0)
        let subjects = (0..<200).map { Interaction.Subject.text("canary-\($0)-\(String(repeating: "x", count: 300))") }
        _ = try await store?.commit(Self.page(subjects), to: stream)
        _ = try await store?.commit(Self.page([.text("replacement")]), to: stream)
        store = nil
        #expect(try finds("canary-1-", in: directory))
        #expect(try !finds("canary-0-", in: directory))

        store = try SQLiteStore(directory: directory.path, tenant: "t")
        _ = try await store?.commit(StoreScene.page((0..<200).map { .gone($0) }), to: stream)
        let end = try await store?.finishRound(
            of: stream.mailbox,
            source: "t",
            streams: [stream],
            deletedMail: .keep
        )
        #expect(end == CommitSummary(removed: 200))
        store = nil
        #expect(try !finds("canary", in: directory))
        #expect(try !finds("replacement", in: directory))
    }
}
