import Connector
import ConnectorTesting
import EWS
import ExchangeSimulator
import Foundation
import Interactions
import MicrosoftGraph
import Pipeline
import SQLiteStore
import Testing

/// A tenant of the generator's, what is read of it, and what should be.
struct PeopleReading {
    enum Way: CaseIterable {
        case ews, graph, both
    }

    /// A contact as it is told, by people.
    private struct Told: Hashable {
        let contact: PeopleTruth.Contact
        /// Whether each of those who take part is told on the side where he is.
        let hasRightSides: Bool
    }

    let state: TenantState
    private let crm: CRMState
    private let truth: PeopleTruth
    /// The least permission with which Graph tells enough, in turns.
    private let permission: GraphSource.Configuration.Permission
    private let places: [String: Int]

    init(seed: UInt64, count: Int) {
        permission = seed.isMultiple(of: 2) ? .read : .readBasic
        (state, crm, truth) = PeopleGenerator(seed: seed, count: count, now: 1_795_435_200).generate()
        var places: [String: Int] = [:]
        for (place, person) in truth.people.enumerated() {
            for address in person.addresses { places[address.lowercased()] = place }
        }
        self.places = places
    }

    /// Whoever is in the address book, as the directory's file has them.
    private var directory: [DirectoryEntry] {
        state.directory.users.filter { $0.kind == .user || $0.kind == .room }.compactMap { user in
            EmailAddress(user.address).map { address in
                let aliases = user.aliases.compactMap { EmailAddress($0) }.map(Participant.Address.smtp)
                return DirectoryEntry(
                    .smtp(address),
                    aliases: Set(aliases + [.directory(user.distinguishedName.lowercased())]),
                    isResource: user.kind == .room
                )
            }
        }
    }

    private func read(_ world: World, through way: Way, into store: SQLiteInteractionStore) async throws {
        world.updateCRM { $0 = crm }
        func run(_ mailboxes: [Mailbox], isGraph: Bool) async throws {
            let source: any Source =
                isGraph ? try world.graphSource { $0.permission = permission } : try world.source()
            let plan = try world.plan(
                store,
                source: source,
                sourceName: isGraph ? GraphSource.name : EWSSource.name,
                crm: try world.crmSource(),
                directory: directory,
                hasPlusAddresses: true
            )
            try await plan.run(mailboxes).expectComplete()
        }
        let half = world.mailboxes.count / 2
        switch way {
        case .ews: try await run(world.mailboxes, isGraph: false)
        case .graph: try await run(world.mailboxes, isGraph: true)
        case .both:
            try await run(Array(world.mailboxes.prefix(half)), isGraph: false)
            try await run(Array(world.mailboxes.dropFirst(half)), isGraph: true)
        }
    }

    private func place(_ address: Participant.Address) -> Int? {
        switch address {
        case .smtp(let address): places[address.text]
        case .directory(let name): places[name]
        case .record: places[address.text.lowercased()]
        case .unreadable: nil
        }
    }

    /// Nil if somebody takes part whom the generator does not know.
    private func told(_ interaction: Interaction) -> Told? {
        var people: [Participant.Role: Set<Int>] = [:]
        var hasRightSides = true
        for participant in interaction.participants {
            guard let place = place(participant.address) else { return nil }
            people[participant.role, default: []].insert(place)
            if participant.isInternal != truth.people[place].isInside { hasRightSides = false }
            // Colleagues are shown by their first address, whichever was used.
            let primary = truth.people[place].addresses[0]
            if truth.people[place].isInside, primary.contains("@"), participant.address.text != primary {
                hasRightSides = false
            }
        }
        let isMeeting = interaction.kind == .meeting
        let from = people[isMeeting ? .organizer : .sender] ?? []
        guard from.count == 1, let sender = from.first else { return nil }
        let openly: [Participant.Role] = isMeeting ? [.requiredAttendee, .optionalAttendee] : [.to, .cc]
        let inside = Set(people.filter { $0.key != .resource }.values.joined()).filter { truth.people[$0].isInside }
        if interaction.internalCount != inside.count { hasRightSides = false }
        let isOurs = truth.people[sender].isInside
        let direction = Interaction.Direction(isOurs: isOurs, reachesOutside: interaction.externalCount > 0)
        if interaction.direction != direction { hasRightSides = false }
        let contact = PeopleTruth.Contact(
            isMeeting: isMeeting,
            at: bucket(Int(interaction.occurredAt.microseconds / 1_000_000)),
            from: sender,
            openly: openly.reduce(into: []) { $0.formUnion(people[$1] ?? []) },
            blindly: people[.bcc] ?? [],
            rooms: people[.resource] ?? [],
            isAutomated: interaction.flags.contains(.automated),
            isBulk: interaction.flags.contains(.bulk)
        )
        return Told(contact: contact, hasRightSides: hasRightSides)
    }

    private func bucket(_ time: Int) -> Int { time / PeopleTruth.bucket * PeopleTruth.bucket }

    private func counts(_ contacts: some Sequence<PeopleTruth.Contact>) -> [PeopleTruth.Contact: Int] {
        Dictionary(contacts.map { ($0, 1) }, uniquingKeysWith: +)
    }

    func check(_ way: Way, in world: World) async throws {
        let store = try SQLiteInteractionStore(
            directory: "\(world.directory.path)/\(way)",
            tenant: "test",
            personHash: StoreScene.personHash
        )
        try await read(world, through: way, into: store)
        let interactions = try await store.interactions(after: .start, limit: 10_000).records.compactMap {
            if case .upsert(let interaction) = $0.operation { interaction } else { nil }
        }
        var wrongSides = 0
        var unknown = 0
        var found: [PeopleTruth.Contact: Int] = [:]
        for interaction in interactions {
            guard let told = told(interaction) else {
                unknown += 1
                continue
            }
            if !told.hasRightSides { wrongSides += 1 }
            found[told.contact, default: 0] += 1
        }
        let expected = counts(truth.contacts.map { $0.at(bucket($0.at)) })
        let missing = expected.flatMap { contact, count in
            Array(repeating: contact, count: max(0, count - (found[contact] ?? 0)))
        }
        let extra = found.flatMap { contact, count in
            Array(repeating: contact, count: max(0, count - (expected[contact] ?? 0)))
        }
        #expect(missing.isEmpty, "\(way): \(missing.count) missing, \(missing.prefix(3))")
        #expect(extra.isEmpty, "\(way): \(extra.count) extra, \(extra.prefix(3))")
        #expect(unknown == 0, "\(way)")
        #expect(wrongSides == 0, "\(way)")
        #expect(try await store.integrityCheck() == [])
        try await checkPersons(in: store, way)
    }

    /// All addresses of one are one person's, and none is another's.
    private func checkPersons(in store: SQLiteInteractionStore, _ way: Way) async throws {
        var numbers: [Int64: Int] = [:]
        for (place, person) in truth.people.enumerated() {
            let addresses = person.addresses.compactMap { address in
                address.hasPrefix("crm:")
                    ? Participant.Address(text: "CRM:" + address.dropFirst(4)) : Participant.Address(proxy: address)
            }
            let own = try await store.numbers(of: addresses)
            #expect(Set(own.values).count <= 1, "\(way): \(place)")
            for number in Set(own.values) {
                #expect(numbers.updateValue(place, forKey: number) == nil, "\(way): \(place)")
            }
        }
        let all = try await store.addressNumbers().count
        let known = Set(places.keys)
        let texts = try await store.addresses(of: try await store.addressNumbers()).values.map(\.text)
        let strangers = texts.filter { text in
            !known.contains(text.hasPrefix("EX:") ? String(text.dropFirst(3)) : text.lowercased())
        }
        #expect(strangers.isEmpty, "\(way): \(strangers.count) of \(all), \(strangers.first ?? "")")
    }
}

extension PeopleTruth.Contact {
    fileprivate func at(_ time: Int) -> PeopleTruth.Contact {
        PeopleTruth.Contact(
            isMeeting: isMeeting,
            at: time,
            from: from,
            openly: openly,
            blindly: blindly,
            rooms: rooms,
            isAutomated: isAutomated,
            isBulk: isBulk
        )
    }
}
