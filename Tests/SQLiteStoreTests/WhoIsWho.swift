import Connector
import ConnectorTesting
import Eligibility
import Interactions

/// A few people of many addresses, in whatever order directory, services and CRM say who is who: what it changes is
/// whose row and on which side each address is, nothing else.
struct WhoIsWho {
    private var random: SplitMix64

    init(seed: Int) { random = SplitMix64(seed: UInt64(seed)) }

    private static let texts = [
        "ann@contoso.example", "ann+x@contoso.example", "ann+y@contoso.example", "bob@contoso.example",
        "m0@contoso.example", "zoe@fabrikam.example", "zoe+1@fabrikam.example", "EX:/o=x/cn=ann", "EX:/o=x/cn=zoe",
    ]
    private static let addresses = texts.compactMap { Participant.Address(text: $0) }
    private static let references = [CRMReference.Table.contact, .contact, .contact, .account, .lead, .user]
        .enumerated().compactMap { CRMReference($1, id: "00000000-0000-0000-0000-00000000000\($0)") }
    private static let mails: [EmailAddress] = addresses.compactMap {
        if case .smtp(let address) = $0 { address } else { nil }
    }

    /// Mails and calls that name everybody, and activities that link addresses to rows.
    static func interactions() throws -> [(page: StorePage, stream: StreamID)] {
        guard let admission = try EligibleTenant.decision(StoreScene.mailbox(0)).admission else { return [] }
        let named = addresses + references.map { .record($0) }
        let seen = named.indices.compactMap { number in
            let sighting = Sighting(
                owner: .mailbox(StoreScene.mailbox(0)),
                item: StoreScene.item(number),
                interaction: mail(number, [named[number], named[(number * 5 + 2) % named.count]]),
                rank: .received
            )
            return admission.admit(sighting).map { StoreChange.seen($0) }
        }
        let linked = mails.indices.compactMap { number in
            let sighting = Sighting(
                owner: .crm,
                item: StoreScene.item(number),
                interaction: mail(100 + number, [.smtp(mails[number])]),
                rank: .crm,
                links: [PartyLink(address: mails[number], record: references[number % references.count])]
            )
            return Admission.crm.admit(sighting).map { StoreChange.seen($0) }
        }
        return [(page(seen), StoreScene.mail(0)), (page(linked), StoreScene.activities)]
    }

    private static func mail(_ number: Int, _ people: [Participant.Address]) -> Interaction {
        let participants = Set(people).map { Participant(role: .to, address: $0, isInternal: false) }
        return Interaction(
            id: InteractionID(KeyedHash(high: 5, low: UInt64(number))),
            kind: .email,
            direction: .inbound,
            occurredAt: Timestamp(microseconds: Int64(number)),
            internalCount: 0,
            externalCount: participants.count,
            participants: participants.sorted(by: Participant.comesBefore)
        )
    }

    private static func page(_ changes: [StoreChange]) -> StorePage {
        StorePage(changes: changes, cursor: Cursor("c"), isLast: false, startsRound: false)
    }

    /// Does one thing, and says what.
    mutating func step(_ store: some InteractionStore) async throws -> String {
        switch Int.random(in: 0..<20, using: &random) {
        case 0:
            let person = isOne(in: 3) ? .record(reference()) : some(1)[0]
            while try await !store.erase(person, limit: 3).isComplete {}
            return "erase \(person.text)"
        case 1..<6:
            let entries = directory()
            let plus = isOne(in: 3) ? nil : MailDomains(["contoso.example", "fabrikam.example"])
            try await store.setDirectory(entries, plusAddressing: PlusAddressing(domains: plus))
            return "directory \(entries) \(plus == nil ? "" : "with plus signs")"
        case 6..<9:
            let (owner, own) = (Int.random(in: 0..<2, using: &random), some(4))
            _ = try await store.commit(Self.page([.owner(own)]), to: StoreScene.mail(owner))
            return "owner \(owner) \(own)"
        default:
            let changes = (0..<Int.random(in: 1..<3, using: &random)).map { _ in row() }
            _ = try await store.commit(Self.page(changes), to: StoreScene.rows)
            return "rows \(changes)"
        }
    }

    private mutating func row() -> StoreChange {
        let reference = reference()
        guard !isOne(in: 5) else { return .gone(ItemKey(reference.text)) }
        var row = CRMRow(reference)
        row.isActive = !isOne(in: 4)
        row.mergedInto = isOne(in: 4) ? self.reference() : nil
        row.addresses = some(3).compactMap { if case .smtp(let address) = $0 { address } else { nil } }
        return .row(ItemKey(reference.text), row)
    }

    private mutating func directory() -> [DirectoryEntry] {
        var free = Self.addresses.shuffled(using: &random)
        return (0..<Int.random(in: 0..<4, using: &random)).compactMap { _ in
            guard let primary = free.popLast() else { return nil }
            let aliases = (0..<Int.random(in: 0..<3, using: &random)).compactMap { _ in free.popLast() }
            return DirectoryEntry(primary, aliases: Set(aliases), isInside: !isOne(in: 3))
        }
    }

    private mutating func reference() -> CRMReference {
        Self.references[Int.random(in: Self.references.indices, using: &random)]
    }

    private mutating func some(_ most: Int) -> [Participant.Address] {
        Array(Self.addresses.shuffled(using: &random).prefix(Int.random(in: 1...most, using: &random)))
    }

    private mutating func isOne(in count: Int) -> Bool { Int.random(in: 0..<count, using: &random) == 0 }
}
