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
        let admission = try #require(EligibleTenant.decision(mailbox).admission)
        let changes = try subjects.enumerated().map { index, subject in
            let interaction = Interaction(
                id: InteractionID(KeyedHash(high: 1, low: UInt64(index))),
                kind: .meeting,
                direction: .inbound,
                occurredAt: Timestamp(microseconds: 0),
                internalCount: 0,
                externalCount: 0,
                subject: subject,
                participants: []
            )
            let item = StoreScene.item(index)
            let sighting = Sighting(owner: .mailbox(mailbox), item: item, interaction: interaction, rank: .own)
            return StoreChange.seen(try #require(admission.admit(sighting)))
        }
        return StorePage(changes: changes, cursor: Cursor("c"), isLast: true, startsRound: false)
    }

    /// Mails of one mailbox to two people each, all of them made up of a word and a number.
    private static func page(_ word: String, mailbox: Int, numbers: some Sequence<Int>) throws -> StorePage {
        let owner = try #require(EmailAddress("m\(mailbox)@contoso.example").map { Mailbox(address: $0) })
        let admission = try #require(EligibleTenant.decision(owner).admission)
        let changes = try numbers.map { number in
            let interaction = Interaction(
                id: InteractionID(KeyedHash(high: UInt64(mailbox), low: UInt64(number))),
                kind: .email,
                direction: .inbound,
                occurredAt: Timestamp(microseconds: Int64(number)),
                internalCount: 0,
                externalCount: 2,
                subject: .text(String(repeating: "\(word)-subject-\(number)", count: 1 + number % 50)),
                participants: try [number, number * 7 % 1_000].map {
                    let address = try #require(EmailAddress("\(word)-\($0)@fabrikam.example"))
                    return Participant(role: .to, address: .smtp(address), isInternal: false)
                }
            )
            let item = ItemKey("\(word)-item-\(number)")
            let sighting = Sighting(owner: .mailbox(owner), item: item, interaction: interaction, rank: .received)
            return StoreChange.seen(try #require(admission.admit(sighting)))
        }
        return StorePage(
            changes: changes + [.postponed(ItemKey("\(word)-postponed"), code: "ErrorItemCorrupt")],
            cursor: Cursor("\(word)-cursor"),
            isLast: true,
            startsRound: false
        )
    }

    private func finds(_ text: String, in directory: TemporaryDirectory) throws -> Bool {
        try directory.bytes.range(of: Data(text.utf8)) != nil
    }

    @Test func `Item keys and subjects that are not kept are in no file`() async throws {
        let directory = try TemporaryDirectory()
        let store = try SQLiteInteractionStore(directory: directory.path, tenant: "t")
        let hash = KeyedHash(high: 0x6361_6E61_7279, low: 1)
        _ = try await store.commit(Self.page([.none, .hash(hash)]), to: StoreScene.calendar(0))
        #expect(try !finds("item-", in: directory))
        #expect(try finds("canary", in: directory), "the search finds what is there")
    }

    @Test func `What was removed or changed is overwritten`() async throws {
        let directory = try TemporaryDirectory()
        var store: SQLiteInteractionStore? = try SQLiteInteractionStore(directory: directory.path, tenant: "t")
        let stream = StoreScene.calendar(0)
        let subjects = (0..<200).map { Interaction.Subject.text("canary-\($0)-\(String(repeating: "x", count: 300))") }
        _ = try await store?.commit(Self.page(subjects), to: stream)
        _ = try await store?.commit(Self.page([.text("replacement")]), to: stream)
        store = nil
        #expect(try finds("canary-1-", in: directory))
        #expect(try !finds("canary-0-", in: directory))

        store = try SQLiteInteractionStore(directory: directory.path, tenant: "t")
        _ = try await store?.commit(StoreScene.page((0..<200).map { .gone($0) }), to: stream)
        let end = try await store?.finishRound(
            of: stream.owner,
            source: "t",
            streams: [stream],
            deletedMail: .keep
        )
        #expect(end == CommitSummary(removed: 200))
        store = nil
        #expect(try !finds("canary", in: directory))
        #expect(try !finds("replacement", in: directory))
    }

    /// While the store is open: nothing waits for a later checkpoint.
    ///
    /// The pages come in an order that lets the trees of the tables move what is in them.
    @Test(arguments: [1, 3, 10])
    func `Of a purged mailbox no byte is in any file`(share: Int) async throws {
        let directory = try TemporaryDirectory()
        let store = try SQLiteInteractionStore(directory: directory.path, tenant: "t")
        var random = SplitMix64(seed: 1)
        let numbers = Array(0..<3_000).shuffled(using: &random)
        for first in stride(from: 0, to: numbers.count, by: 100) {
            let part = numbers[first..<first + 100]
            _ = try await store.commit(Self.page("kept", mailbox: 1, numbers: part), to: StoreScene.mail(1))
            _ = try await store.commit(
                Self.page("canary", mailbox: 0, numbers: part.prefix(100 / share)),
                to: StoreScene.mail(0)
            )
        }
        #expect(try finds("canary-item", in: directory) == false)
        for word in ["canary-1", "canary-subject-1", "canary-postponed", "canary-cursor", "m0@"] {
            #expect(try finds(word, in: directory), "\(word) is found as long as it is there")
        }
        let content = try await store.content
        #expect(try await store.purge([StoreScene.mailbox(0).id]) == CommitSummary(removed: 30 * (100 / share)))
        for word in ["canary", "m0@"] { #expect(try !finds(word, in: directory), "\(word)") }
        #expect(try await store.content.interactions == content.interactions.filter { $0.id.hash.high == 1 })
        #expect(try await store.integrityCheck() == [])
    }

    @Test func `Killed at any write of a purge and begun again, no byte of the mailbox is left, nor in what is told`()
        async throws
    {
        let finished = try await purgeInterrupted(at: InterruptionPoint(write: .max, isAfter: false))
        #expect(finished)
        for point in InterruptionPoint.all where try await purgeInterrupted(at: point) { break }
    }

    /// Whether the purge came to its end before that write.
    private func purgeInterrupted(at point: InterruptionPoint) async throws -> Bool {
        let directory = try TemporaryDirectory()
        var isFinished = true
        do {
            let store = try SQLiteInteractionStore(directory: directory.path, tenant: "t")
            _ = try await store.commit(Self.page("kept", mailbox: 1, numbers: 0..<40), to: StoreScene.mail(1))
            _ = try await store.commit(Self.page("canary", mailbox: 0, numbers: 0..<40), to: StoreScene.mail(0))
            do {
                _ = try await InterruptedStore(store, at: point).purge([StoreScene.mailbox(0).id], limit: 10)
            } catch is Interruption {
                isFinished = false
            }
        }
        let store = try SQLiteInteractionStore(directory: directory.path, tenant: "t")
        _ = try await store.purge([StoreScene.mailbox(0).id], limit: 10)
        for word in ["canary", "m0@"] { #expect(try !finds(word, in: directory), "\(point): \(word)") }
        #expect(try await store.content.interactions.count == 40)
        // Downstream is told of every one that went, by its identifier alone.
        let records = try await store.interactions(after: 0, limit: 1_000)
        #expect(records.count { if case .delete = $0.operation { true } else { false } } == 40)
        #expect(try await store.integrityCheck() == [])
        return isFinished
    }

    @Test func `Of what expired no byte is in any file`() async throws {
        let directory = try TemporaryDirectory()
        let store = try SQLiteInteractionStore(directory: directory.path, tenant: "t")
        let stream = StoreScene.mail(0)
        _ = try await store.commit(Self.page("canary", mailbox: 0, numbers: 0..<1_000), to: stream)
        _ = try await store.commit(Self.page("kept", mailbox: 0, numbers: 1_000..<2_000), to: stream)
        #expect(try await store.expire(before: Timestamp(microseconds: 1_000)) == CommitSummary(removed: 1_000))
        #expect(try !finds("canary-subject", in: directory))
        for digit in 0..<10 { #expect(try !finds("canary-\(digit)", in: directory)) }
        #expect(try finds("kept-subject", in: directory))
    }

    @Test func `Of somebody who was erased no byte is in any file, also after they were read again`() async throws {
        let directory = try TemporaryDirectory()
        let store = try SQLiteInteractionStore(
            directory: directory.path,
            tenant: "t",
            personHash: StoreScene.personHash
        )
        let stream = StoreScene.mail(1)
        for first in stride(from: 0, to: 3_000, by: 100) {
            _ = try await store.commit(Self.page("kept", mailbox: 1, numbers: first..<first + 100), to: stream)
        }
        for number in stride(from: 1_000, to: 2_000, by: 10) {
            let address = "kept-\(number)@fabrikam.example"
            #expect(try finds(address, in: directory))
            let person = try #require(EmailAddress(address).map { Participant.Address.smtp($0) })
            // Nobody else is listed in theirs.
            while try await !store.erase(person, limit: 2_000).isComplete {}
        }
        try await store.scrub()
        let bytes = try directory.bytes
        for number in stride(from: 1_000, to: 2_000, by: 10) {
            #expect(bytes.range(of: Data("kept-\(number)@".utf8)) == nil, "\(number)")
        }
        #expect(try await store.counts().emails == 2_900)
        let again = try await store.commit(Self.page("kept", mailbox: 1, numbers: 1_000..<1_500), to: stream)
        #expect(again == CommitSummary())
        #expect(try !finds("kept-1000@", in: directory))
        #expect(try finds("kept-1001@", in: directory))
        #expect(try await store.integrityCheck() == [])
    }
}
