package import Connector
import Eligibility
package import Interactions

/// Small streams, copies and pages for tests of stores; everything is told apart by numbers.
package enum StoreScene {
    package enum News: Hashable, Sendable {
        /// Item number, interaction number; variants of one interaction differ in what they say.
        case seen(Int, of: Int, variant: Int = 0, rank: Sighting.Rank = .received)
        case gone(Int)
        case postponed(Int)
        /// The CRM's copy of an interaction, about a row of that number, or about none; an odd variant names that row
        /// as one who takes part.
        case activity(Int, of: Int, variant: Int = 0, regarding: Int? = nil)
        /// A row of the CRM of this number, with the address of this person, or none; active below name 2.
        case row(Int, person: Int?, name: Int = 0, mergedInto: Int? = nil)
    }

    private static let mailboxes = (0..<3).compactMap { EmailAddress("m\($0)@contoso.example") }.map(Mailbox.init)
    private static let admissions = mailboxes.map { (try? EligibleTenant.decision($0))?.admission }

    static func admission(of owner: StreamOwner) -> Admission? {
        guard let mailbox = owner.mailbox else { return .crm }
        return mailboxes.firstIndex(of: mailbox).flatMap { admissions[$0] }
    }

    /// One of three.
    package static func mailbox(_ number: Int) -> Mailbox { mailboxes[number] }

    package static func mail(_ mailbox: Int, folder: Int = 0) -> StreamID {
        StreamID(source: "t", owner: .mailbox(mailboxes[mailbox]), kind: .mail, folder: "f\(folder)")
    }

    package static func calendar(_ mailbox: Int, folder: Int = 0) -> StreamID {
        StreamID(source: "t", owner: .mailbox(mailboxes[mailbox]), kind: .calendar, folder: "c\(folder)")
    }

    package static let activities = StreamID(source: "t", owner: .crm, kind: .activity, folder: "emails")
    package static let rows = StreamID(source: "t", owner: .crm, kind: .table, folder: "contacts")

    /// A contact for an even number, an account for an odd one.
    package static func reference(_ number: Int) -> CRMReference? {
        CRMReference(
            number.isMultiple(of: 2) ? .contact : .account,
            id: "00000000-0000-0000-0000-00000000000\(number % 10)"
        )
    }

    /// One of those who take part; a variant lists the first few of them.
    package static func person(_ number: Int) -> Participant.Address {
        EmailAddress("p\(number)@fabrikam.example").map { .smtp($0) } ?? .directory("p\(number)")
    }

    /// Not secret, but the same in every run.
    package static let personHash: PersonHashing = { address in
        let key = SightingKey(ItemKey(address.text), in: mail(0))
        return PersonHash(KeyedHash(high: UInt64(bitPattern: key.bits), low: 0))
    }

    package static func item(_ number: Int) -> ItemKey { ItemKey("item-\(number)") }

    /// A mail below 100, a meeting from there on.
    package static func interaction(_ number: Int, variant: Int = 0) -> Interaction {
        let people = (0...variant % 4).compactMap { EmailAddress("p\($0)@fabrikam.example") }
        return Interaction(
            id: InteractionID(KeyedHash(high: 7, low: UInt64(number))),
            kind: number < 100 ? .email : .meeting,
            direction: .inbound,
            occurredAt: Timestamp(microseconds: Int64(number) * 1_000_000),
            durationSeconds: number < 100 ? 0 : 1_800,
            conversation: variant.isMultiple(of: 2) ? ConversationID(KeyedHash(high: 9, low: 9)) : nil,
            flags: variant > 2 ? [.bulk, .truncated] : [],
            internalCount: 0,
            externalCount: people.count,
            subject: [.none, .text("s"), .hash(KeyedHash(high: 1, low: 2)), .text("")][variant % 4],
            participants: people.map {
                Participant(role: .to, address: .smtp($0), isInternal: false, response: variant == 3 ? .accepted : nil)
            } + (variant == 2 ? [Participant(role: .cc, address: .directory("/o=x/cn=y"), isInternal: true)] : [])
        )
    }

    /// A page of the mailbox whose items it names; every item is admitted.
    package static func page(
        _ news: [News],
        startsRound: Bool = false,
        isLast: Bool = false,
        isWhole: Bool = true,
        cursor: String = "c",
        mailbox: Int = 0
    ) -> StorePage {
        let changes = news.compactMap { news -> StoreChange? in
            switch news {
            case .gone(let number): return .gone(item(number))
            case .postponed(let number): return .postponed(item(number), code: "ErrorItemCorrupt")
            case .seen(let number, let interaction, let variant, let rank):
                let sighting = Sighting(
                    owner: .mailbox(mailboxes[mailbox]),
                    item: item(number),
                    interaction: self.interaction(interaction, variant: variant),
                    rank: rank
                )
                return admissions[mailbox]?.admit(sighting).map { .seen($0) }
            case .activity(let number, let interaction, let variant, let regarding):
                let about = regarding.flatMap { reference($0) }
                let sighting = Sighting(
                    owner: .crm,
                    item: item(number),
                    interaction: self.interaction(interaction, variant: variant)
                        .naming(variant.isMultiple(of: 2) ? nil : about),
                    rank: .crm,
                    regarding: about
                )
                return Admission.crm.admit(sighting).map { .seen($0) }
            case .row(let number, let person, let name, let master):
                guard let reference = reference(number) else { return nil }
                var row = CRMRow(reference)
                row.name = "n\(name)"
                row.isActive = name < 2
                row.parent = self.reference((number + 1) % 8)
                row.mergedInto = master.flatMap { self.reference($0) }
                if case .smtp(let address)? = person.map({ self.person($0) }) { row.addresses = [address] }
                return .row(item(number), row)
            }
        }
        return StorePage(
            changes: changes,
            cursor: Cursor(cursor),
            isLast: isLast,
            startsRound: startsRound,
            isWhole: isWhole
        )
    }
}

extension Interaction {
    /// With one more who takes part, known by a row of the CRM only.
    fileprivate func naming(_ reference: CRMReference?) -> Interaction {
        guard let reference else { return self }
        let party = Participant(role: .to, address: .record(reference), isInternal: false)
        return Interaction(
            id: id,
            kind: kind,
            direction: direction,
            occurredAt: occurredAt,
            durationSeconds: durationSeconds,
            conversation: conversation,
            flags: flags,
            internalCount: internalCount,
            externalCount: externalCount + 1,
            subject: subject,
            participants: participants + [party]
        )
    }
}
