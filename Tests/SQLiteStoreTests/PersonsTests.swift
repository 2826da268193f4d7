import Connector
import ConnectorTesting
import Eligibility
import Foundation
import Interactions
import SQLiteStore
import Testing

/// Who is who, learnt before or after what is stored.
@Suite struct PersonsTests {
    let directory: TemporaryDirectory
    let store: SQLiteInteractionStore

    init() throws {
        directory = try TemporaryDirectory()
        store = try SQLiteInteractionStore(
            directory: directory.path,
            tenant: "t",
            personHash: StoreScene.personHash
        )
    }

    static func address(_ text: String) throws -> Participant.Address {
        try #require(Participant.Address(text: text))
    }

    /// Of mailbox 0: who takes part as `role address`, in lower case whoever is inside.
    static func interaction(_ number: Int, _ kind: Interaction.Kind, _ people: [String]) throws -> Interaction {
        let roles: [String: Participant.Role] = [
            "from": .sender, "to": .to, "cc": .cc, "bcc": .bcc, "by": .organizer, "with": .requiredAttendee,
            "room": .resource,
        ]
        let participants = try people.map { text in
            let words = text.split(separator: " ", maxSplits: 1).map(String.init)
            return Participant(
                role: try #require(roles[words[0]]),
                address: try address(words[1]),
                isInternal: words[1].contains("contoso") || words[1].hasPrefix("EX:")
            )
        }
        let counted = participants.filter { $0.role != .resource }
        let inside = Set(counted.filter(\.isInternal).map(\.address)).count
        let outside = Set(counted.filter { !$0.isInternal }.map(\.address)).count
        return Interaction(
            id: InteractionID(KeyedHash(high: 3, low: UInt64(number))),
            kind: kind,
            direction: Interaction.Direction(
                isOurs: participants.first?.isInternal ?? true,
                reachesOutside: outside > 0
            ),
            occurredAt: Timestamp(microseconds: Int64(number)),
            internalCount: inside,
            externalCount: outside,
            participants: participants.sorted(by: Participant.comesBefore)
        )
    }

    func see(_ interactions: Interaction...) async throws {
        let mailbox = StoreScene.mailbox(0)
        let admission = try #require(EligibleTenant.decision(mailbox).admission)
        let changes = try interactions.enumerated().map { index, interaction in
            let sighting = Sighting(
                owner: .mailbox(mailbox),
                item: StoreScene.item(index),
                interaction: interaction,
                rank: .received
            )
            return StoreChange.seen(try #require(admission.admit(sighting)))
        }
        let page = StorePage(changes: changes, cursor: Cursor("c"), isLast: false, startsRound: false)
        _ = try await store.commit(page, to: StoreScene.mail(0))
    }

    func see(_ rows: (String, [String])...) async throws {
        let changes = try rows.map { reference, addresses in
            var row = CRMRow(try #require(CRMReference(text: reference)))
            row.name = "Somebody"
            row.addresses = try addresses.map { try #require(EmailAddress($0)) }
            return StoreChange.row(ItemKey(reference), row)
        }
        let page = StorePage(changes: changes, cursor: Cursor("c"), isLast: false, startsRound: false)
        _ = try await store.commit(page, to: StoreScene.rows)
    }

    func know(_ entries: DirectoryEntry...) async throws { try await store.setDirectory(entries) }

    static func ann(_ aliases: String...) throws -> DirectoryEntry {
        DirectoryEntry(try address("ann@contoso.example"), aliases: Set(try aliases.map { try address($0) }))
    }

    /// Each interaction that is told as its direction, its counts and its people.
    func told() async throws -> [String] {
        try await store.interactions(after: 0, limit: 100).sorted { $0.id < $1.id }.compactMap { record in
            guard case .upsert(let interaction) = record.operation else { return nil }
            let people = interaction.participants.map { "\($0.role) \($0.address.text)" }.joined(separator: ", ")
            return "\(interaction.direction) \(interaction.internalCount)+\(interaction.externalCount) \(people)"
        }
    }

    static let nobodyKnows = "UNREADABLE:00000000000000000000000000000001"
    static let contact = "contact/00000000-0000-0000-0000-000000000001"
    static let other = "contact/00000000-0000-0000-0000-000000000002"

    @Test func `An alias that is learnt later counts for what is stored`() async throws {
        try await see(
            Self.interaction(
                1,
                .email,
                ["from zoe@fabrikam.example", "to ann@contoso.example", "cc a.lee@old.example"]
            ),
            Self.interaction(2, .email, ["from a.lee@old.example", "to zoe@fabrikam.example"]),
            Self.interaction(3, .email, ["from EX:/o=contoso/cn=ann", "to bob@contoso.example"])
        )
        let before = try await told()
        #expect(before[1] == "inbound 0+2 sender a.lee@old.example, to zoe@fabrikam.example")
        let sequence = try await store.counts().lastSequence
        try await know(Self.ann("a.lee@old.example", "EX:/o=contoso/cn=ann"))
        let after = [
            "inbound 1+1 sender zoe@fabrikam.example, to ann@contoso.example, cc ann@contoso.example",
            "outbound 1+1 sender ann@contoso.example, to zoe@fabrikam.example",
            "internal 2+0 sender ann@contoso.example, to bob@contoso.example",
        ]
        #expect(try await told() == after)
        #expect(try await store.interactions(after: sequence, limit: 100).count == 3)
        // Said again, it changes nothing.
        let last = try await store.counts().lastSequence
        try await know(Self.ann("a.lee@old.example", "EX:/o=contoso/cn=ann"))
        #expect(try await store.counts().lastSequence == last)
        try await know()
        #expect(try await told() == before)
    }

    @Test func `What the owner of a mailbox is called by a service is one person`() async throws {
        try await see(
            Self.interaction(
                1,
                .email,
                ["from zoe@fabrikam.example", "to ann.lee@contoso.example", "bcc m0@contoso.example"]
            )
        )
        #expect(try await told().first?.hasPrefix("inbound 2+1") == true)
        let addresses = try ["ann.lee@contoso.example", "al@contoso.example", "EX:/o=contoso/cn=ann"].map {
            try #require(Participant.Address(text: $0))
        }
        let page = StorePage(changes: [.owner(addresses)], cursor: Cursor("c"), isLast: false, startsRound: false)
        _ = try await store.commit(page, to: StoreScene.mail(0))
        #expect(try await told() == ["inbound 1+1 sender zoe@fabrikam.example, to ann.lee@contoso.example"])
        _ = try await store.purge([StoreScene.mailbox(0).id])
        #expect(try await store.integrityCheck() == [])
    }

    @Test func `An address of the CRM joins only where one row has it`() async throws {
        try await see(
            Self.interaction(
                1,
                .email,
                ["from ann@contoso.example", "to zoe@fabrikam.example", "cc zoe@home.example"]
            ),
            Self.interaction(
                2,
                .email,
                ["from ann@contoso.example", "to info@fabrikam.example", "cc zoe@home.example"]
            )
        )
        try await see((Self.contact, ["zoe@fabrikam.example", "zoe@home.example", "info@fabrikam.example"]))
        #expect(try await told().map { $0.prefix(12) } == ["outbound 1+1", "outbound 1+1"])
        let zoe = try await store.person(Self.address("zoe@home.example"))
        #expect(zoe.addresses.count == 3)
        try await see((Self.other, ["info@fabrikam.example"]))
        #expect(try await told().map { $0.prefix(12) } == ["outbound 1+1", "outbound 1+2"])
        // Whoever is named stays named as it was written.
        #expect(try await told()[0].hasSuffix("to zoe@fabrikam.example, cc zoe@home.example"))
        let one = try await store.reduce(into: [Int64]()) { numbers, interaction in
            if interaction.occurredAt.microseconds == 1 { numbers = interaction.participants.map(\.address) }
        }
        #expect(Set(one).count == 2)
    }

    @Test func `A room is what the directory says, and nobody`() async throws {
        try await see(
            Self.interaction(
                1,
                .meeting,
                ["by ann@contoso.example", "with big@contoso.example", "with zoe@fabrikam.example"]
            ),
            Self.interaction(2, .meeting, ["by ann@contoso.example", "with big@contoso.example"]),
            Self.interaction(3, .meeting, ["by ann@contoso.example", "room zoe@fabrikam.example"]),
            Self.interaction(
                4,
                .meeting,
                ["by ann@contoso.example", "room bob@contoso.example", "with zoe@fabrikam.example"]
            )
        )
        let room = DirectoryEntry(try Self.address("big@contoso.example"), isResource: true)
        try await know(room, DirectoryEntry(try Self.address("bob@contoso.example")))
        #expect(
            try await told() == [
                "outbound 1+1 requiredAttendee zoe@fabrikam.example, organizer ann@contoso.example, "
                    + "resource big@contoso.example",
                "outbound 1+1 requiredAttendee zoe@fabrikam.example, organizer ann@contoso.example",
                "outbound 2+1 requiredAttendee bob@contoso.example, requiredAttendee zoe@fabrikam.example, "
                    + "organizer ann@contoso.example",
            ]
        )
        try await know()
        #expect(try await told().count == 4)
    }

    @Test func `Who is invited alone and as a room is met, unless he is one`() async throws {
        try await see(
            Self.interaction(1, .meeting, ["by ann@contoso.example", "room zoe@fabrikam.example"]),
            Self.interaction(2, .meeting, ["by ann@contoso.example", "room bob@contoso.example"]),
            Self.interaction(3, .meeting, ["by ann@contoso.example", "room big@contoso.example"]),
            Self.interaction(
                4,
                .meeting,
                ["by ann@contoso.example", "room \(Self.nobodyKnows)"]
            ),
            Self.interaction(5, .meeting, ["by ann@contoso.example"])
        )
        let met = "outbound 1+1 requiredAttendee zoe@fabrikam.example, organizer ann@contoso.example"
        // A private one names nobody but its owner.
        let alone = "internal 1+0 organizer ann@contoso.example"
        #expect(try await told() == [met, alone])
        try await know(DirectoryEntry(try Self.address("bob@contoso.example")))
        let colleague = "internal 2+0 requiredAttendee bob@contoso.example, organizer ann@contoso.example"
        #expect(try await told() == [met, colleague, alone])
        try await know(DirectoryEntry(try Self.address("zoe@fabrikam.example"), isInside: false, isResource: true))
        #expect(try await told() == [alone])
    }

    @Test func `Whom an invitation reached that does not name him comes like an optional attendee, once`() async throws
    {
        try await see(
            Self.interaction(
                1,
                .meeting,
                ["by zoe@fabrikam.example", "with all@contoso.example", "bcc ann@contoso.example"]
            ),
            Self.interaction(2, .meeting, ["by zoe@fabrikam.example", "bcc ann@contoso.example"]),
            Self.interaction(
                3,
                .meeting,
                ["by zoe@fabrikam.example", "with a.lee@old.example", "bcc ann@contoso.example"]
            )
        )
        let optional = "optionalAttendee ann@contoso.example"
        let organizer = "organizer zoe@fabrikam.example"
        #expect(
            try await told() == [
                "inbound 2+1 requiredAttendee all@contoso.example, \(optional), \(organizer)",
                "inbound 1+1 \(optional), \(organizer)",
                "inbound 1+2 requiredAttendee a.lee@old.example, \(optional), \(organizer)",
            ]
        )
        try await know(Self.ann("a.lee@old.example"))
        #expect(try await told()[2] == "inbound 1+1 requiredAttendee ann@contoso.example, \(organizer)")
    }

    @Test func `Whoever was erased by one address is erased by those that are learnt later`() async throws {
        try await see(
            Self.interaction(
                1,
                .email,
                ["from zoe@fabrikam.example", "to bob@contoso.example", "cc a.lee@old.example"]
            )
        )
        _ = try await store.erase(Self.address("ann@contoso.example"))
        try await know(Self.ann("a.lee@old.example"))
        try await store.scrub()
        #expect(try await told() == ["inbound 1+1 sender zoe@fabrikam.example, to bob@contoso.example"])
        for text in ["a.lee@old", "ann@contoso"] { #expect(try directory.bytes.range(of: Data(text.utf8)) == nil) }
        #expect(try await store.integrityCheck() == [])
    }
}
