import Connector
import Interactions

/// Which addresses are one person's, as the memory store works it out.
struct MemoryPersons {
    private(set) var persons: [Participant.Address: Participant.Address] = [:]
    private(set) var shown: [Participant.Address: Participant.Address] = [:]
    private(set) var entries: [Participant.Address: DirectoryEntry] = [:]
    private let mergers: [CRMReference: CRMReference]

    init(
        _ directory: [DirectoryEntry],
        owners: [MemoryReader: [Participant.Address]],
        rows: [CRMRow],
        named: Set<Participant.Address>,
        known: Set<Participant.Address>,
        _ plusAddressing: PlusAddressing
    ) {
        mergers = Dictionary(rows.compactMap { row in row.mergedInto.map { (row.reference, $0) } }) { first, _ in first
        }
        for entry in directory {
            for address in entry.addresses {
                persons[address] = entry.primary
                shown[address] = entry.primary
                entries[address] = entry
            }
        }
        joinTagged(known, plusAddressing)
        join(owners)
        join(rows, named)
    }

    private mutating func joinTagged(_ known: Set<Participant.Address>, _ plusAddressing: PlusAddressing) {
        guard plusAddressing != .none else { return }
        for case .smtp(let address) in known.sorted(by: { $0.text < $1.text }) {
            guard let base = plusAddressing.base(of: address).map(Participant.Address.smtp),
                entries[.smtp(address)] == nil
            else { continue }
            persons[.smtp(address)] = persons[base] ?? base
            if let entry = entries[base] {
                entries[.smtp(address)] = entry
                shown[.smtp(address)] = shown[base] ?? base
            }
            if persons[base] == nil { persons[base] = base }
        }
    }

    func person(_ address: Participant.Address) -> Participant.Address { persons[address] ?? address }

    func addresses(with address: Participant.Address) -> Set<Participant.Address> {
        let person = person(address)
        return Set(persons.filter { $0.value == person }.keys).union([person, address])
    }

    private mutating func join(_ owners: [MemoryReader: [Participant.Address]]) {
        let sorted = owners.sorted { ($0.key.owner, $0.key.source) < ($1.key.owner, $1.key.source) }
        var sets: [(owner: StreamOwner, addresses: [Participant.Address])] = []
        for (reader, addresses) in sorted {
            guard let mailbox = reader.owner.mailbox else { continue }
            if sets.last?.owner != reader.owner { sets.append((reader.owner, [])) }
            for address in addresses + [.smtp(mailbox.address)]
            where !sets[sets.count - 1].addresses.contains(address) {
                sets[sets.count - 1].addresses.append(address)
            }
        }
        for set in sets {
            let own = set.addresses.filter { address in
                entries[address] != nil || sets.count { $0.addresses.contains(address) } == 1
            }
            join(own, showsOne: true)
        }
    }

    private mutating func join(_ rows: [CRMRow], _ named: Set<Participant.Address>) {
        func master(_ reference: CRMReference) -> CRMReference { reference.master { mergers[$0] } }
        let people: Set<CRMReference.Table> = [.contact, .lead, .user]
        guard !rows.isEmpty else { return }
        let references = named.compactMap { if case .record(let reference) = $0 { reference } else { nil } }
        for one in Set((rows.map(\.reference) + references).map(master)) where people.contains(one.table) {
            let own = Set(rows.filter { master($0.reference) == one }.flatMap(\.addresses)).filter { address in
                Set(rows.filter { $0.addresses.contains(address) }.map { master($0.reference) }).count == 1
            }
            let names = Set(references.filter { master($0) == one }).map { Participant.Address.record($0) }
            let byText = { (left: Participant.Address, right: Participant.Address) in left.text < right.text }
            join(own.map(Participant.Address.smtp).sorted(by: byText) + names.sorted(by: byText), showsOne: false)
        }
    }

    private mutating func join(_ addresses: [Participant.Address], showsOne: Bool) {
        guard addresses.count > 1 else { return }
        let free = addresses.filter { persons[$0] == nil }
        let known = Set(addresses.filter { persons[$0] != nil }.map(person))
        guard let first = known.count == 1 ? known.first : free.first else { return }
        for address in free {
            persons[address] = first
            if showsOne { shown[address] = shown[first] ?? first }
            entries[address] = entries[first]
        }
    }
}
