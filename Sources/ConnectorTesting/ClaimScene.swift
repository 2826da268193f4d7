import Connector
import Eligibility
package import Interactions

/// A person with a row that has three addresses, one of which another person's row has as well, a row that was merged
/// into it, and an address that the CRM linked to it.
///
/// The numbers are those of `StoreScene.person`: 5 is erased by name, 6, 9 and 3 are the same person's, and 7 is also
/// that of the one who has 8.
package enum ClaimScene {
    /// The one who stays.
    package static let other = StoreScene.reference(4)

    package static let erasure = StoreHistory.Step.erase(StoreScene.person(5), limit: 2)

    /// The parts that come in any order.
    private static let parts: [[StoreHistory.Step]] = [
        [erasure],
        [row(2, [5, 6, 7]), row(4, [7, 8]), row(6, [9], mergedInto: 2)],
        [activity(3, linked: [2])],
        [mail([1, 3, 5, 6, 7, 8, 9])],
    ]

    /// Every order of the parts, the rows in both directions.
    package static let orders: [[[StoreHistory.Step]]] = permutations(parts).enumerated().map { index, order in
        order.map { index.isMultiple(of: 2) ? $0 : $0.reversed() }
    }

    /// The ends of all rounds.
    package static let ends: [StoreHistory.Step] = StoreHistory.quietEnd(.keep)

    /// What is left at the end.
    package static let left = [1, 7, 8].compactMap { interaction($0) }

    private static func permutations<Element>(_ elements: [Element]) -> [[Element]] {
        guard !elements.isEmpty else { return [[]] }
        return elements.indices.flatMap { index -> [[Element]] in
            var rest = elements
            let first = rest.remove(at: index)
            return permutations(rest).map { [first] + $0 }
        }
    }

    static func addresses(_ people: [Int]) -> [EmailAddress] {
        people.compactMap { if case .smtp(let address) = StoreScene.person($0) { address } else { nil } }
    }

    /// A page with one row that has these people's addresses.
    static func row(
        _ number: Int,
        _ people: [Int],
        beside others: [EmailAddress] = [],
        mergedInto master: Int? = nil
    ) -> StoreHistory.Step {
        let changes = StoreScene.reference(number).map { reference -> [StoreChange] in
            var row = CRMRow(reference)
            row.addresses = addresses(people) + others
            row.mergedInto = master.flatMap { StoreScene.reference($0) }
            return [.row(StoreScene.item(number), row)]
        }
        return .page(page(changes ?? []), StoreScene.rows)
    }

    /// Two who take part, the first by this person's address.
    static func interaction(_ number: Int, as person: Int? = nil, of address: EmailAddress? = nil) -> Interaction? {
        guard let second = EmailAddress("z@fabrikam.example"), let third = EmailAddress("y@fabrikam.example") else {
            return nil
        }
        let first = address.map { Participant.Address.smtp($0) } ?? StoreScene.person(person ?? number)
        return Interaction(
            id: InteractionID(KeyedHash(high: 8, low: UInt64(number))),
            kind: .email,
            direction: .inbound,
            occurredAt: Timestamp(microseconds: Int64(number) * 1_000_000),
            internalCount: 0,
            externalCount: 2,
            participants: [
                Participant(role: .sender, address: first, isInternal: false),
                Participant(role: .to, address: .smtp(number == 8 ? third : second), isInternal: false),
            ]
        )
    }

    /// A mail of each of these people.
    static func mail(_ people: [Int], beside others: [EmailAddress] = []) -> StoreHistory.Step {
        let all = people.map { ($0, interaction($0)) } + others.map { (20, interaction(20, of: $0)) }
        let owner = StoreScene.mailbox(0)
        let changes = all.compactMap { number, interaction -> StoreChange? in
            guard let interaction, let admission = StoreScene.admission(of: .mailbox(owner)) else { return nil }
            let item = StoreScene.item(number)
            let sighting = Sighting(owner: .mailbox(owner), item: item, interaction: interaction, rank: .received)
            return admission.admit(sighting).map { .seen($0) }
        }
        return .page(page(changes), StoreScene.mail(0))
    }

    /// An activity that somebody sent by an address that the CRM links to rows.
    static func activity(_ number: Int, as person: Int? = nil, linked rows: [Int]) -> StoreHistory.Step {
        let sender = person ?? number
        guard let interaction = interaction(number, as: sender), let address = addresses([sender]).first else {
            return .scrub
        }
        let links = rows.compactMap { StoreScene.reference($0) }.map { PartyLink(address: address, record: $0) }
        let item = StoreScene.item(number)
        let sighting = Sighting(owner: .crm, item: item, interaction: interaction, rank: .crm, links: Set(links))
        return .page(page([Admission.crm.admit(sighting).map { .seen($0) }].compactMap(\.self)), StoreScene.activities)
    }

    private static func page(_ changes: [StoreChange]) -> StorePage {
        StorePage(changes: changes, cursor: Cursor("c"), isLast: false, startsRound: false)
    }
}
