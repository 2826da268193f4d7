import Connector
import Interactions
import Normalization
import Testing

@Suite struct `The owner of a mailbox` {
    /// From Zoe to whom nobody inside is named among.
    private static func mail(_ change: (inout SourceMail) -> Void = { _ in }) -> SourceItem {
        Sample.mail {
            $0.from = .smtp("zoe@fabrikam.example")
            $0.sender = nil
            $0.to = [.smtp("yan@fabrikam.example")]
            $0.place = .inbox
            change(&$0)
        }
    }

    private static func roles(_ record: SourceItem) throws -> [String]? {
        try Sample.normalizer().normalize(record, mailbox: Sample.mailbox("ann")).interaction?.roles
    }

    @Test("is a recipient of what lies in his folders", arguments: [SourceMail.Place.inbox, .other])
    func blindCopies(place: SourceMail.Place) throws {
        for to in [[], ["yan@fabrikam.example"], ["undisclosed-recipients:;"], ["team@contoso.example"]] {
            let normalized = try Sample.normalizer().normalize(
                Self.mail {
                    $0.place = place
                    $0.to = to.map { .smtp($0) }
                },
                mailbox: Sample.mailbox("ann")
            )
            #expect(normalized.interaction?.roles.last == "bcc ann@contoso.example")
            // Nobody reads the copy of a sender outside, so that this one knows most.
            #expect(normalized.rank == .own)
        }
    }

    @Test(
        "is none of what was not delivered to him",
        arguments: [
            mail { $0.place = .sentItems }, mail { $0.place = .archive }, mail { $0.place = .unknown },
            // Migrated.
            mail { $0.isDraft = true },
        ]
    )
    func elsewhere(record: SourceItem) throws {
        #expect(try Self.roles(record) == ["sender zoe@fabrikam.example", "to yan@fabrikam.example"])
    }

    @Test(
        "is named once, whichever of his addresses is used",
        arguments: [
            mail { $0.to = [.smtp("ann@contoso.example")] }, mail { $0.to = [.smtp("SMTP:Ann@contoso.example")] },
            mail { $0.cc = [.smtp("ann.lee@contoso.example")] }, mail { $0.cc = [.smtp("'Ann.Lee@CONTOSO.example'")] },
            mail { $0.from = .smtp("ann.lee@contoso.example") },
        ]
    )
    func named(record: SourceItem) throws {
        guard case .mail(var mail) = record else { return }
        mail.ownerAddresses = ["ann.lee@contoso.example"].compactMap { Participant.Address(text: $0) }
        #expect(try Self.roles(.mail(mail))?.contains { $0.utf8.starts(with: "bcc".utf8) } == false)
    }

    @Test func `is called by his primary address`() throws {
        let roles = try Self.roles(
            Self.mail { $0.ownerAddresses = ["ann.lee@contoso.example"].compactMap { Participant.Address(text: $0) } }
        )
        #expect(roles?.last == "bcc ann.lee@contoso.example")
    }

    @Test func `leaves it to a colleague's copy to speak, who knows all blind copies`() throws {
        let mail = Self.mail { $0.from = .smtp("bob@contoso.example") }
        let normalized = try Sample.normalizer().normalize(mail, mailbox: Sample.mailbox("ann"))
        #expect(normalized.interaction?.roles.last == "bcc ann@contoso.example")
        #expect(normalized.rank == .received)
    }

    @Test("is the sender of what he sent without a name", arguments: [nil, "", "Ann", "x@y.invalid"])
    func sentItems(from: String?) throws {
        let mail = Self.mail {
            $0.place = .sentItems
            $0.from = from.map { .smtp($0) }
        }
        #expect(try Self.roles(mail) == ["sender ann@contoso.example", "to yan@fabrikam.example"])
    }

    @Test func `keeps migrated mail that has the mark of a draft`() throws {
        func reason(_ change: (inout SourceMail) -> Void) throws -> Normalized {
            try Sample.normalizer().normalize(Self.mail(change), mailbox: Sample.mailbox("ann"))
        }
        #expect(try reason { $0.isDraft = true }.interaction != nil)
        let others: [(inout SourceMail) -> Void] = [
            { $0.place = .other }, { $0.place = .unknown }, { $0.from = nil }, { $0.internetMessageID = nil },
            {
                $0.sentAt = nil
                $0.receivedAt = nil
            },
        ]
        for change in others {
            let draft = try reason {
                $0.isDraft = true
                change(&$0)
            }
            #expect(draft == .filtered(.draft))
        }
    }

    @Test func `owns his private time by his primary address`() throws {
        let mail = Self.mail {
            $0.sensitivity = .private
            $0.ownerAddresses = ["ann.lee@contoso.example"].compactMap { Participant.Address(text: $0) }
        }
        #expect(try Self.roles(mail) == ["owner ann.lee@contoso.example"])
    }

    /// With whoever has an address with a plus sign of his own.
    private static func answers(to organizer: String, listed: [String] = [], isPlus: Bool = true) throws -> [String]? {
        let domains = try #require(InternalDomains(["contoso.example"]))
        let normalizer = Normalizer(
            identity: try #require(
                IdentityHash(key: (0..<IdentityHash.keyLength).map { UInt8($0) }, tenant: "contoso")
            ),
            internalDomains: domains,
            directory: listed.compactMap { Participant.Address(text: $0) }.map { DirectoryEntry($0) },
            plusAddressing: PlusAddressing(domains: isPlus ? domains.domains : nil)
        )
        let meeting = Sample.meeting { $0.organizer = .smtp(organizer) }
        return try normalizer.normalize(meeting, mailbox: Sample.mailbox("ann")).interaction?.roles
    }

    @Test func `knows the answers to what he called for by an address with a plus sign`() throws {
        let own = [
            "requiredAttendee bob@contoso.example accepted", "requiredAttendee zoe@fabrikam.example none",
            "organizer ann+demo@contoso.example organizer",
        ]
        let foreign = [
            "requiredAttendee bob@contoso.example", "requiredAttendee zoe@fabrikam.example",
            "organizer ann+demo@contoso.example",
        ]
        #expect(try Self.answers(to: "ann+demo@contoso.example") == own)
        #expect(try Self.answers(to: "ann+demo@contoso.example", listed: ["ann+demo@contoso.example"]) == foreign)
        #expect(try Self.answers(to: "ann+demo@contoso.example", isPlus: false) == foreign)
    }

    @Test func `is known in another way wherever plus signs begin or end to matter`() throws {
        let mailbox = try Sample.mailbox("ann")
        let identity = try #require(
            IdentityHash(key: (0..<IdentityHash.keyLength).map { UInt8($0) }, tenant: "contoso")
        )
        let domains = try #require(InternalDomains(["contoso.example"]))
        let with = Normalizer(
            identity: identity,
            internalDomains: domains,
            plusAddressing: PlusAddressing(domains: domains.domains)
        )
        let without = Normalizer(identity: identity, internalDomains: domains)
        #expect(with.ownerFingerprint(mailbox) != without.ownerFingerprint(mailbox))
    }
}
