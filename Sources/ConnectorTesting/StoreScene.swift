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
        ///
        /// `link` is the number of a row that it links `person(0)` to, and the next two as well where it is above 9.
        case activity(Int, of: Int, variant: Int = 0, regarding: Int? = nil, link: Int? = nil)
        /// A row of the CRM of this number, with the address of this person, or none; active below name 2.
        case row(Int, person: Int?, name: Int = 0, mergedInto: Int? = nil)
        /// What a row of this number says of two others.
        case link(Int, of: Int, with: Int)
    }

    package static let mailboxes = (0..<3).compactMap { EmailAddress("m\($0)@contoso.example") }.map(Mailbox.init)
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
    package static let connections = StreamID(source: "t", owner: .crm, kind: .table, folder: "connections")
    package static let ofCRM = [activities, rows, connections]

    /// A contact for an even number, an account for an odd one.
    package static func reference(_ number: Int) -> CRMReference? {
        CRMReference(
            number.isMultiple(of: 2) ? .contact : .account,
            id: "00000000-0000-0000-0000-00000000000\(number % 10)"
        )
    }

    private static func links(to number: Int?) -> Set<PartyLink> {
        guard let number, case .smtp(let address) = person(0) else { return [] }
        let linked = number > 9 ? [number, number + 1, number + 2] : [number]
        return Set(linked.compactMap { reference($0) }.map { PartyLink(address: address, record: $0) })
    }

    private static func sale(_ number: Int) -> Sale {
        var sale = Sale()
        sale.state = Sale.State.allCases[number % 3]
        guard number > 2 else { return sale }
        sale.stage = "s\(number)"
        sale.estimatedValue = Int64(number) * -100
        sale.currency = number == 3 ? "EUR" : nil
        sale.closeDate = CivilDate(dayNumber: number * 1_000)
        return sale
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

    /// A mail below 100, a meeting from there on, in which the second person of two is invited as a resource; from 300
    /// on one that variant 0 plans and all others held.
    ///
    /// - Parameter variant: from 4 on what 0 to 3 say, and what the copy's owner alone knows: that he has the mail, or
    ///   what he answered; of 6, that he was invited as well.
    package static func interaction(_ number: Int, variant: Int = 0) -> Interaction {
        let people = (0...variant % 4).compactMap { EmailAddress("p\($0)@fabrikam.example") }
        let isMail = number < 100
        let answer = variant < 4 || isMail ? nil : [Participant.Response.declined, .tentative, .accepted][variant % 3]
        let blind = variant < 4 || !isMail && variant != 6 ? nil : EmailAddress("b\(variant)@contoso.example")
        let variant = variant % 4
        // The second guest of such a meeting is invited as if he was a room.
        let resource = variant == 1 && !isMail ? people.last : nil
        return Interaction(
            id: InteractionID(KeyedHash(high: 7, low: UInt64(number))),
            kind: isMail ? .email : .meeting,
            direction: .inbound,
            occurredAt: Timestamp(microseconds: Int64(number) * 1_000_000),
            durationSeconds: isMail ? 0 : 1_800,
            conversation: variant.isMultiple(of: 2) ? ConversationID(KeyedHash(high: 9, low: 9)) : nil,
            flags: variant > 2 ? [.bulk, .truncated] : number >= 300 && variant == 0 ? .planned : [],
            internalCount: blind == nil ? 0 : 1,
            externalCount: people.count - (resource == nil ? 0 : 1),
            subject: [.none, .text("s"), .hash(KeyedHash(high: 1, low: 2)), .text("")][variant % 4],
            participants: people.map {
                Participant(
                    role: $0 == resource ? .resource : .to,
                    address: .smtp($0),
                    isInternal: false,
                    response: variant == 3 ? .accepted : answer
                )
            } + (variant == 2 ? [Participant(role: .cc, address: .directory("/o=x/cn=y"), isInternal: true)] : [])
                + (blind.map { [Participant(role: .bcc, address: .smtp($0), isInternal: true)] } ?? [])
        )
    }

    /// A page of the mailbox whose items it names; every item is admitted.
    package static func page(
        _ news: [News],
        startsRound: Bool = false,
        isLast: Bool = false,
        isWhole: Bool = true,
        span: Range<Timestamp>? = nil,
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
                    rank: rank,
                    changedAt: interaction < 100 || variant < 4 ? nil : Timestamp(microseconds: Int64(variant))
                )
                return admissions[mailbox]?.admit(sighting).map { .seen($0) }
            case .link(let number, let one, let other):
                guard let record = reference(one), let other = reference(other) else { return nil }
                return .link(item(number), CRMLink(record: record, other: other))
            case .activity(let number, let interaction, let variant, let regarding, let link):
                let about = regarding.flatMap { reference($0) }
                let sighting = Sighting(
                    owner: .crm,
                    item: item(number),
                    interaction: self.interaction(interaction, variant: variant)
                        .naming(variant.isMultiple(of: 2) ? nil : about),
                    rank: .crm,
                    regarding: about,
                    links: links(to: link)
                )
                return Admission.crm.admit(sighting).map { .seen($0) }
            case .row(let number, let person, let name, let master):
                guard let reference = reference(number) else { return nil }
                var row = CRMRow(reference)
                row.name = "n\(name)"
                row.isActive = name < 2
                row.parent = self.reference((number + 1) % 8)
                row.customer = self.reference((number + 2) % 8)
                row.jobTitle = name == 1 ? "t" : nil
                row.firstName = name == 0 ? "f\(number)" : nil
                if name == 2 { row.connections = [self.reference((number + 3) % 8)].compactMap(\.self) }
                if !reference.isPerson { row.sale = sale(number) }
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
            isWhole: isWhole,
            span: span
        )
    }
}

extension Interaction {
    /// With one more who takes part, known by a row of the CRM only.
    fileprivate func naming(_ reference: CRMReference?) -> Interaction {
        guard let reference else { return self }
        var named = self
        named.externalCount += 1
        named.participants.append(Participant(role: .to, address: .record(reference), isInternal: false))
        return named
    }
}
