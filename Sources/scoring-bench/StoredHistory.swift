import Connector
import ConnectorTesting
import Eligibility
import Interactions
import SQLiteStore
import Scoring

/// A made-up company's interactions in a store, as an installation has them.
struct StoredHistory {
    /// Items in a page.
    private static let page = 512

    private let directory: TemporaryDirectory
    private let store: SQLiteInteractionStore
    private let mailbox: Mailbox

    init(_ random: RandomHistory) async throws {
        directory = try TemporaryDirectory(in: .disk)
        store = try SQLiteInteractionStore(directory: directory.path + "/data", tenant: "bench")
        mailbox = StoreScene.mailbox(0)
        var random = random
        var (mail, activities): ([StoreChange], [StoreChange]) = ([], [])
        let admission = try EligibleTenant.decision(mailbox).admission
        while let interaction = random.next() {
            if interaction.isInExchange {
                mail.append(contentsOf: change(interaction, .mailbox(mailbox), admission))
            } else {
                activities.append(contentsOf: change(interaction, .crm, .crm))
            }
            if mail.count == Self.page { try await commit(&mail, to: StoreScene.mail(0)) }
            if activities.count == Self.page { try await commit(&activities, to: StoreScene.activities) }
        }
        try await commit(&mail, to: StoreScene.mail(0))
        try await commit(&activities, to: StoreScene.activities)
    }

    private func commit(_ changes: inout [StoreChange], to stream: StreamID) async throws {
        let page = StorePage(changes: changes, cursor: Cursor("c"), isLast: true, startsRound: false)
        _ = try await store.commit(page, settings: "s", to: stream)
        changes.removeAll(keepingCapacity: true)
    }

    private func change(
        _ interaction: StoredInteraction,
        _ owner: StreamOwner,
        _ admission: Admission?
    ) -> [StoreChange] {
        let sighting = Sighting(
            owner: owner,
            item: ItemKey("i\(interaction.number)"),
            interaction: Interaction(interaction),
            rank: owner == .crm ? .crm : .received,
            regarding: owner == .crm ? interaction.regarding : nil
        )
        return admission?.admit(sighting).map { [.seen($0)] } ?? []
    }

    /// Reads all of it, with the people numbered as they were made up.
    func history(_ positions: [CRMReference: Int]) async throws -> History {
        let numbers = try await store.addressNumbers()
        var persons = [UInt32](repeating: .max, count: Int(numbers.max() ?? 0) + 1)
        for (number, address) in try await store.addresses(of: numbers) {
            guard case .smtp(let address) = address else { continue }
            persons[Int(number)] = UInt32(address.text.dropFirst().prefix { $0 != "@" }) ?? .max
        }
        return try await store.reduce(into: History(persons: persons, positions: positions)) { $0.put($1) }
    }
}

extension Interaction {
    /// The same with addresses that tell the numbers.
    fileprivate init(_ stored: StoredInteraction) {
        self.init(
            id: stored.id,
            kind: stored.kind,
            direction: stored.direction,
            occurredAt: stored.occurredAt,
            durationSeconds: stored.durationSeconds,
            conversation: stored.conversation,
            flags: stored.flags,
            internalCount: stored.internalCount,
            externalCount: stored.externalCount,
            participants: stored.participants.compactMap { part in
                let domain = part.isInternal ? "contoso.example" : "fabrikam.example"
                return EmailAddress("p\(part.address)@\(domain)").map {
                    Participant(
                        role: part.role,
                        address: .smtp($0),
                        isInternal: part.isInternal,
                        response: part.response
                    )
                }
            }
        )
    }
}
