import Connector
import Interactions
import Normalization
import Testing

/// What the CRM tells, beside what mailboxes tell of the same contact.
struct ActivityTests {
    static let contact = CRMReference(.contact, id: "23AC0A32-4FB1-EC11-983E-000D3A8E5B1C")
    static let user = CRMReference(.user, id: "d96e9f55-374d-4f8a-8f7e-1a2b3c4d5e6f")

    static func normalizer() throws -> Normalizer {
        Normalizer(
            identity: try #require(IdentityHash(key: [UInt8](repeating: 1, count: 32), tenant: "t")),
            internalDomains: try #require(InternalDomains(["contoso.com"]))
        )
    }

    static func interaction(_ record: SourceItem) throws -> (Interaction, Sighting.Rank)? {
        let mailbox = StreamOwner.mailbox(Mailbox(address: try #require(EmailAddress("ann@contoso.com"))))
        let owner: StreamOwner = if case .activity = record { .crm } else { mailbox }
        // What a mailbox says of an activity counts as little as what the CRM says of a mail.
        #expect(try normalizer().normalize(record, of: owner == .crm ? mailbox : .crm) == .filtered(.wrongSource))
        guard case .interaction(let interaction, let rank) = try normalizer().normalize(record, of: owner) else {
            return nil
        }
        return (interaction, rank)
    }

    static func mail(_ change: (inout SourceActivity) -> Void = { _ in }) -> SourceItem {
        var activity = SourceActivity(.email, id: "0B5F2A6E-1111-4222-8333-444455556666")
        activity.start = Timestamp(microseconds: 1_700_000_000_000_000)
        activity.internetMessageID = "<A1@mail.example>"
        activity.isOutgoing = true
        activity.parties = [
            .init(role: .sender, address: "Ann@contoso.com", record: user),
            .init(role: .to, address: "ben@fabrikam.example", record: contact),
            .init(role: .regarding, address: nil, record: CRMReference(.account, id: contact?.id ?? "")),
        ]
        change(&activity)
        return .activity(activity)
    }

    private static func links(_ parties: [SourceActivity.Party]) throws -> Set<PartyLink> {
        let record = mail { $0.parties += parties }
        let interaction = try #require(try interaction(record)).0
        return try normalizer().links(of: record, in: interaction)
    }

    /// What is there in every mail of these tests.
    private static func known() throws -> Set<PartyLink> {
        [
            PartyLink(address: try #require(EmailAddress("ann@contoso.com")), record: try #require(user)),
            PartyLink(address: try #require(EmailAddress("ben@fabrikam.example")), record: try #require(contact)),
        ]
    }

    @Test(arguments: [
        ("Zoe <ZOE.Old@Former.example>", "zoe.old@former.example"), ("mailto:zoe@former.example", "zoe@former.example"),
        ("'zoe@former.example'", "zoe@former.example"),
    ])
    func `Who it was is said of the address as it is known everywhere`(written: String, address: String) throws {
        let other = try #require(CRMReference(.lead, id: "33333333-4fb1-ec11-983e-000d3a8e5b1c"))
        let link = PartyLink(address: try #require(EmailAddress(address)), record: other)
        #expect(try Self.links([.init(role: .cc, address: written, record: other)]) == Self.known().union([link]))
    }

    @Test func `Of an address that stood for two, both are said`() throws {
        let other = try #require(CRMReference(.account, id: "33333333-4fb1-ec11-983e-000d3a8e5b1c"))
        let link = PartyLink(address: try #require(EmailAddress("ben@fabrikam.example")), record: other)
        #expect(
            try Self.links([.init(role: .cc, address: "BEN@fabrikam.example", record: other)])
                == Self.known().union([link])
        )
    }

    @Test func `Nothing is said of whom the CRM does not know, who has no address, and who need not have been there`()
        throws
    {
        let other = try #require(CRMReference(.account, id: "33333333-4fb1-ec11-983e-000d3a8e5b1c"))
        let parties: [SourceActivity.Party] = [
            .init(role: .to, address: "x@former.example", record: nil), .init(role: .to, address: nil, record: other),
            .init(role: .to, address: "nobody in particular", record: other),
            .init(role: .to, address: "x@y.invalid", record: other),
            .init(role: .regarding, address: "ben@fabrikam.example", record: other),
            .init(role: .owner, address: "ben@fabrikam.example", record: other),
        ]
        #expect(try Self.links(parties) == Self.known())
        let mail = try #require(try Self.interaction(Self.mail())).0
        #expect(try Self.normalizer().links(of: .row(CRMRow(other)), in: mail).isEmpty)
        // Nor of anybody who is not listed.
        let record = Self.mail {
            $0.parties += parties + [.init(role: .cc, address: "late@former.example", record: other)]
        }
        #expect(try Self.normalizer().links(of: record, in: mail) == Self.known())
    }

    @Test func `A tracked mail is the same interaction as its twin in a mailbox, and the twin speaks first`() throws {
        var twin = SourceMail()
        twin.internetMessageID = "<A1@mail.example>"
        twin.sentAt = Timestamp(microseconds: 1_700_000_000_000_000)
        twin.from = .smtp("ann@contoso.com")
        twin.to = [.smtp("ben@fabrikam.example")]
        let exchange = try #require(try Self.interaction(.mail(twin)))
        let crm = try #require(try Self.interaction(Self.mail()))
        #expect(crm.0 == exchange.0)
        #expect(exchange.1 < crm.1)
    }

    @Test func `A tracked meeting is the same interaction as its twin in a calendar`() throws {
        let uid =
            "040000008200E00074C5B7101A82E00800000000A0B1C2D3E4F5DA01000000000000000010000000AABBCCDDEEFF00112233445566778899"
        let start = Timestamp(microseconds: 1_700_000_000_000_000)
        let end = Timestamp(microseconds: 1_700_001_800_000_000)
        var twin = SourceEvent()
        twin.uid = uid.lowercased()
        twin.start = start
        twin.end = end
        twin.organizer = .smtp("ann@contoso.com")
        twin.required = [.init(address: .smtp("ben@fabrikam.example"), response: .none)]
        var activity = SourceActivity(.appointment, id: "0b5f2a6e-1111-4222-8333-444455556666")
        activity.globalObjectID = uid
        activity.start = start
        activity.end = end
        activity.parties = [
            .init(role: .organizer, address: "ann@contoso.com", record: Self.user),
            .init(role: .requiredAttendee, address: "ben@fabrikam.example", record: Self.contact),
        ]
        let exchange = try #require(try Self.interaction(.event(twin)))
        let crm = try #require(try Self.interaction(.activity(activity)))
        #expect(crm.0.id == exchange.0.id)
        #expect(crm.0.durationSeconds == 1_800)
        #expect(crm.0.kind == .meeting)
    }

    @Test func `What is no contact is filtered, and an activity without a Message-ID has its own identity`() throws {
        #expect(try Self.interaction(Self.mail { $0.isPending = true }) == nil)
        #expect(try Self.interaction(Self.mail { $0.isCancelled = true }) == nil)
        #expect(try Self.interaction(Self.mail { $0.start = nil }) == nil)
        #expect(try Self.interaction(Self.mail { $0.parties.removeFirst() }) == nil)
        #expect(try Self.interaction(Self.mail { $0.parties.removeSubrange(1...) }) == nil)
        let own = try #require(try Self.interaction(Self.mail { $0.internetMessageID = nil }))
        #expect(own.0.id != (try Self.interaction(Self.mail()))?.0.id)
        #expect(own.0.id == (try Self.interaction(Self.mail { $0.internetMessageID = " " }))?.0.id)
    }

    private static let classified: [(SourceItem, Interaction.Flags)] = [
        (mail(), []), (mail { $0.inReplyTo = "<A0@mail.example>" }, .reply), (mail { $0.isCorrelated = true }, .reply),
        (mail { $0.conversationIndex = "AdoFwN4WoKGio6SlpqeoqaqrrK2urwABAgME" }, .reply),
        (
            mail { $0.parties[0] = .init(role: .sender, address: "no-reply@fabrikam.example", record: contact) },
            .automated
        ),
        (
            mail { $0.parties[0] = .init(role: .sender, address: "bounces+1=a@fabrikam.example", record: nil) },
            .automated
        ),
        (mail { $0.parties += (0..<99).map { recipient($0) } }, []),
        (mail { $0.parties += (0..<100).map { recipient($0) } }, .bulk),
        (mail { $0.parties += (0..<200).map { _ in recipient(1) } }, []),
    ]

    @Test("A mail of the CRM is classified as one of a mailbox is", arguments: classified)
    func flags(record: SourceItem, flags: Interaction.Flags) throws {
        #expect(try Self.interaction(record)?.0.flags == flags)
    }

    private static func recipient(_ number: Int) -> SourceActivity.Party {
        .init(role: .to, address: "p\(number)@fabrikam.example", record: nil)
    }

    @Test func `A mail from outside counts as tracked if its sender's clock cannot be right`() throws {
        let tracked = Timestamp(microseconds: 1_700_000_100_000_000)
        func time(_ change: (inout SourceActivity) -> Void) throws -> Timestamp? {
            try Self.interaction(Self.mail(change))?.0.occurredAt
        }
        #expect(try time { $0.receivedAt = tracked } == Timestamp(microseconds: 1_700_000_000_000_000))
        let ahead = try time {
            $0.start = Timestamp(iso8601: "2096-03-17T05:32:00Z")
            $0.receivedAt = tracked
        }
        #expect(ahead == tracked)
    }

    @Test(arguments: ["1601-01-01T00:00:00Z", "1900-01-01T00:00:00Z", "1989-12-31T23:59:59Z", "4501-01-01T00:00:00Z"])
    func `A mail that was sent at a time that cannot be counts as when it was written`(sent: String) throws {
        let written = Timestamp(microseconds: 1_700_000_100_000_000)
        func time(_ start: Timestamp?) throws -> Timestamp? {
            let mail = Self.mail {
                $0.isOutgoing = true
                $0.start = start
                $0.createdAt = written
            }
            return try Self.interaction(mail)?.0.occurredAt
        }
        #expect(try time(Timestamp(iso8601: sent)) == written)
        let later = Timestamp(microseconds: 1_700_000_900_000_000)
        #expect(try time(later) == later, "drafts wait")
        #expect(try time(nil) == nil)
    }

    @Test func `An occurrence that the CRM tracks is the calendar's, also after it was moved`() throws {
        let uid =
            "040000008200E00074C5B7101A82E00800000000A0B1C2D3E4F5DA01000000000000000010000000AABBCCDDEEFF00112233445566778899"
        let start = Timestamp(microseconds: 1_700_000_000_000_000)
        let moved = start.advanced(by: .seconds(86_400))
        var twin = SourceEvent()
        (twin.uid, twin.isRecurring, twin.originalStart) = (uid, true, start)
        (twin.start, twin.end) = (moved, moved.advanced(by: .seconds(1_800)))
        twin.organizer = .smtp("ann@contoso.com")
        twin.required = [.init(address: .smtp("ben@fabrikam.example"), response: .none)]
        var activity = SourceActivity(.appointment, id: "0b5f2a6e-1111-4222-8333-444455556666")
        (activity.globalObjectID, activity.isRecurring, activity.originalStart) = (uid, true, start)
        (activity.start, activity.end) = (moved, twin.end)
        activity.parties = [
            .init(role: .organizer, address: "ann@contoso.com", record: Self.user),
            .init(role: .requiredAttendee, address: "ben@fabrikam.example", record: Self.contact),
        ]
        #expect(try Self.interaction(.activity(activity))?.0.id == Self.interaction(.event(twin))?.0.id)
    }

    @Test(arguments: [
        "", "23ac0a32", "23ac0a32-4fb1-ec11-983e-000d3a8e5b1", "{23ac0a32-4fb1-ec11-983e-000d3a8e5b1c}",
        "23ac0a32-4fb1-ec11-983e-000d3a8e5b1g", "23ac0a3204fb1-ec11-983e-000d3a8e5b1c",
        "23ac0a32-4fb1-ec11-983e-000d3a8e5b1c'", "-3ac0a32-4fb1-ec11-983e-000d3a8e5b1c",
    ])
    func `A reference takes nothing but a GUID`(id: String) {
        #expect(CRMReference(.contact, id: id) == nil)
    }
}
