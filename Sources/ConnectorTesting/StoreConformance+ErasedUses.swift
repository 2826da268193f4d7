import Connector
import Eligibility
import Interactions

/// What an erased person did by an address that is somebody else's now, as the CRM's copy says and a mailbox's does
/// not.
extension StoreConformance {
    /// A mail in which `person(3)` takes part, whose address is that of row 4, and another one of that address's.
    private struct Situation {
        let name: String
        let roles: [(Participant.Role, Int)]
        /// The rows that the CRM links the address to.
        var links = [2]
        /// Of the erased person.
        var row: StoreHistory.Step? = ClaimScene.row(2, [5])
        var erasure = StoreHistory.Step.erase(StoreScene.person(5), limit: 1)
        /// Those who are left in the mail; nobody if it goes.
        let left: [Int]
    }

    private static var situations: [Situation] {
        var situations = [
            Situation(name: "the sender", roles: [(.sender, 3), (.to, 1)], left: []),
            Situation(name: "the sender to many", roles: [(.sender, 3), (.to, 1), (.cc, 6)], left: []),
            Situation(name: "the only recipient", roles: [(.sender, 1), (.to, 3)], left: []),
            Situation(name: "one of several", roles: [(.sender, 1), (.to, 3), (.cc, 6)], left: [1, 6]),
            Situation(name: "twice", roles: [(.sender, 1), (.to, 6), (.cc, 3), (.bcc, 3)], left: [1, 6]),
            Situation(name: "another as well", roles: [(.sender, 1), (.to, 3)], links: [2, 4], left: [1, 3]),
            Situation(
                name: "a row that was merged into the person's",
                roles: [(.sender, 1), (.to, 3), (.cc, 6)],
                links: [6],
                row: ClaimScene.row(6, [5], mergedInto: 2),
                left: [1, 6]
            ),
        ]
        if let reference = StoreScene.reference(2) {
            situations.append(
                Situation(
                    name: "a row that was never read",
                    roles: [(.sender, 1), (.to, 3), (.cc, 6)],
                    row: nil,
                    erasure: .erase(.record(reference), limit: 1),
                    left: [1, 6]
                )
            )
        }
        return situations
    }

    /// In every order of reading and erasing, and read again in both.
    func erasedUses() async throws {
        for situation in Self.situations {
            let interaction = Self.interaction(1, situation.roles)
            let other = Self.interaction(2, [(.sender, 3), (.to, 1)])
            let mail = Self.page([interaction, other], isCRM: false)
            let activity = Self.page([interaction], isCRM: true, links: situation.links)
            let rows = [situation.row, ClaimScene.row(4, [3, 8])].compactMap(\.self)
            let erasure = situation.erasure
            let orders = [
                [mail, activity] + rows + [erasure], [activity] + rows + [erasure, mail],
                rows + [erasure, mail, activity],
                [mail, erasure] + rows + [activity], [erasure, activity, mail] + rows,
                [mail] + rows + [activity, erasure],
                [erasure, mail, activity] + rows, [activity, erasure] + rows + [mail],
            ]
            let left = interaction.erasing { $0 == StoreScene.person(3) }
            let kept = situation.left.contains(3) ? interaction : left
            let people = Set(kept?.participants.map(\.address) ?? [])
            try expect(people == Set(situation.left.map(StoreScene.person)), "\(situation.name): the scene")
            for (number, order) in orders.enumerated() {
                let name = "\(situation.name), order \(number)"
                let store = try await make()
                for step in order + ClaimScene.ends { _ = try await step(store) }
                let expected = [kept, other].compactMap(\.self)
                try expect(try await content(store).interactions == expected, name)
                for step in number.isMultiple(of: 2) ? [mail, activity] : [activity, mail] {
                    try expect(try await step(store) == CommitSummary(), "\(name): nothing more")
                }
                // What the CRM says no more does not bring it back.
                _ = try await store.commit(StoreScene.page([.gone(1)]), to: StoreScene.activities)
                for step in ClaimScene.ends + [mail] { _ = try await step(store) }
                try expect(try await content(store).interactions == expected, "\(name): without the CRM's copy")
                try expect(try await content(store).records.map(\.reference) == [ClaimScene.other], "\(name): the row")
            }
        }
    }

    private static func interaction(_ number: Int, _ roles: [(Participant.Role, Int)]) -> Interaction {
        Interaction(
            id: InteractionID(KeyedHash(high: 9, low: UInt64(number))),
            kind: .email,
            direction: .inbound,
            occurredAt: Timestamp(microseconds: Int64(number) * 1_000_000),
            internalCount: 0,
            externalCount: Set(roles.map(\.1)).count,
            participants: roles.map { Participant(role: $0, address: StoreScene.person($1), isInternal: false) }
        )
    }

    /// A mailbox's copies, or the CRM's, which link the address.
    private static func page(_ interactions: [Interaction], isCRM: Bool, links: [Int] = []) -> StoreHistory.Step {
        let owner: StreamOwner = isCRM ? .crm : .mailbox(StoreScene.mailbox(0))
        let address = ClaimScene.addresses([3])[0]
        let linked = links.compactMap(StoreScene.reference).map { PartyLink(address: address, record: $0) }
        let admission = isCRM ? Admission.crm : StoreScene.admission(of: owner)
        let changes = interactions.enumerated().compactMap { index, interaction -> StoreChange? in
            let sighting = Sighting(
                owner: owner,
                item: StoreScene.item(index + 1),
                interaction: interaction,
                rank: isCRM ? .crm : .received,
                links: Set(linked)
            )
            return admission?.admit(sighting).map { .seen($0) }
        }
        let page = StorePage(changes: changes, cursor: Cursor("c"), isLast: false, startsRound: false)
        return .page(page, isCRM ? StoreScene.activities : StoreScene.mail(0))
    }
}
