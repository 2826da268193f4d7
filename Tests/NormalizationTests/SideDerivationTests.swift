import Connector
import Interactions
import Normalization
import Testing

/// Derived with other domains, a copy is what it would be if it was normalized with them.
@Suite struct SideDerivationTests {
    private static let domains = [
        ["contoso.example"], ["fabrikam.example"], ["adatum.example"], ["contoso.example", "fabrikam.example"],
        ["*.contoso.example", "adatum.example"], ["contoso.example", "fabrikam.example", "adatum.example"],
    ]

    private static let people = [
        "ann@contoso.example", "bob@contoso.example", "zoe@fabrikam.example", "max@fabrikam.example",
        "kim@adatum.example", "/o=contoso/ou=x/cn=Recipients/cn=lee", "who is this", "noreply@adatum.example",
    ]

    private static func some(_ random: inout SeededGenerator, upTo count: Int) -> [SourceAddress] {
        (0..<Int.random(in: 0...count, using: &random)).compactMap { _ in
            people.randomElement(using: &random).map { .smtp($0) }
        }
    }

    private static func item(_ random: inout SeededGenerator, _ owner: StreamOwner) -> SourceItem {
        let isPrivate = Int.random(in: 0..<12, using: &random) == 0
        let crowd = Int.random(in: 0..<8, using: &random) == 0 ? 120 : 4
        switch (owner, Bool.random(using: &random)) {
        case (.mailbox(let mailbox), true):
            return Sample.mail {
                let place: [SourceMail.Place] = [.inbox, .sentItems, .other]
                $0.place = place.randomElement(using: &random) ?? .inbox
                $0.from = people.randomElement(using: &random).map { .smtp($0) }
                // What lies in Sent Items is the owner's.
                if $0.place == .sentItems { $0.from = .smtp(mailbox.address.text) }
                $0.sender = nil
                $0.to = some(&random, upTo: crowd)
                $0.cc = some(&random, upTo: 2)
                if $0.place == .sentItems { $0.bcc = some(&random, upTo: 2) }
                if isPrivate { $0.sensitivity = .private }
            }
        case (.mailbox, false):
            return Sample.meeting {
                $0.organizer = people.randomElement(using: &random).map { .smtp($0) }
                $0.required = some(&random, upTo: crowd).map { .init(address: $0, response: .accepted) }
                $0.resources = some(&random, upTo: 1).map { .init(address: $0, response: .none) }
                if isPrivate { $0.sensitivity = .private }
            }
        case (.crm, let isCall):
            let kinds: [SourceActivity.Kind] = isCall ? [.phoneCall] : [.email, .appointment]
            var activity = SourceActivity(kinds.randomElement(using: &random) ?? .email, id: "a")
            activity.start = Sample.start
            activity.end = Sample.start
            if activity.kind != .appointment { activity.isOutgoing = Bool.random(using: &random) }
            let asking: Participant.Role = activity.kind == .appointment ? .organizer : .sender
            let roles: [Participant.Role] = [.to, .cc, .requiredAttendee, .customer, .resource]
            let isFromSomebody = activity.kind == .email || Bool.random(using: &random)
            activity.parties = (0..<4).map { number in
                SourceActivity.Party(
                    role: number == 0 && isFromSomebody ? asking : roles.randomElement(using: &random) ?? .to,
                    address: people.randomElement(using: &random),
                    record: nil
                )
            }
            return .activity(activity)
        }
    }

    @Test(arguments: 0..<40)
    func `Whatever was read, by whichever domains, it follows the new ones`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var changed = 0
        for _ in 0..<100 {
            let mailbox = try Sample.mailbox(["ann", "bob"].randomElement(using: &random) ?? "ann")
            let owner: StreamOwner = Int.random(in: 0..<3, using: &random) == 0 ? .crm : .mailbox(mailbox)
            let item = Self.item(&random, owner)
            let old = try Sample.normalizer(domains: Self.domains.randomElement(using: &random) ?? [])
            let new = try Sample.normalizer(domains: Self.domains.randomElement(using: &random) ?? [])
            let before = old.normalize(item, of: owner)
            let after = new.normalize(item, of: owner)
            guard case .interaction(let interaction, let rank) = before else {
                #expect(before == after)
                continue
            }
            let copy = StoredCopy(interaction: interaction, rank: rank, mailbox: owner.mailbox?.address)
            let derived = new.sides(copy)
            #expect(Normalized.interaction(derived.interaction, rank: derived.rank) == after, "\(item)")
            #expect(new.sides(derived) == derived)
            if derived != copy { changed += 1 }
        }
        #expect(changed > 10)
    }

    @Test func `Those who are not listed keep their side`() throws {
        let item = Sample.mail { mail in
            mail.to = (0..<600).map { .smtp("p\($0)@fabrikam.example") }
        }
        let mailbox = try Sample.mailbox("bob")
        let normalized = try Sample.normalizer().normalize(item, mailbox: mailbox)
        let interaction = try #require(normalized.interaction)
        #expect(interaction.externalCount == 600)
        let sides = try Sample.normalizer(domains: ["contoso.example", "fabrikam.example"]).sides
        let derived = sides(StoredCopy(interaction: interaction, rank: .received, mailbox: mailbox.address)).interaction
        #expect(derived.participants.count == Normalizer.participantLimit)
        #expect(derived.participants.allSatisfy { $0.isInternal })
        #expect(derived.internalCount + derived.externalCount == interaction.internalCount + interaction.externalCount)
        #expect(derived.internalCount == Normalizer.participantLimit)
        #expect(derived.direction == .outbound)
    }

    @Test func `An outbound mail whose outsiders were erased stays outbound`() throws {
        let mailbox = try Sample.mailbox("bob")
        let item = Sample.mail {
            $0.to = [.smtp("bob@contoso.example"), .smtp("eve@contoso.example"), .smtp("zoe@fabrikam.example")]
        }
        let interaction = try #require(try Sample.normalizer().normalize(item, mailbox: mailbox).interaction)
        let zoe = try #require(EmailAddress("zoe@fabrikam.example"))
        let left = try #require(interaction.erasing { $0 == .smtp(zoe) })
        let there = try Sample.normalizer(domains: ["adatum.example"]).sides
        let back = try Sample.normalizer().sides
        let copy = StoredCopy(interaction: left, rank: .received, mailbox: mailbox.address)
        #expect(back(copy) == copy)
        #expect(there(copy).interaction.direction == .inbound)
        let wider = try Sample.normalizer(domains: ["contoso.example", "adatum.example"]).sides
        #expect(wider(copy).interaction.direction == .outbound)
    }

    @Test func `The same domains have one fingerprint, and others another`() throws {
        func fingerprint(_ domains: [String]) throws -> String {
            try Sample.normalizer(domains: domains).sides.fingerprint
        }
        let one = try fingerprint(["contoso.example", "*.fabrikam.example"])
        #expect(try fingerprint(["*.Fabrikam.example", "Contoso.example", "contoso.example"]) == one)
        for other in [["contoso.example"], ["contoso.example", "fabrikam.example"], ["*.fabrikam.example"]] {
            #expect(try fingerprint(other) != one)
        }
    }
}
