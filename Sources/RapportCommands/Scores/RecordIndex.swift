import Interactions
import Scoring

/// The CRM's records by position, as `ScoredRecords` counts them, with the names that lists show.
struct RecordIndex: Sendable {
    /// Accounts, contacts, leads and opportunities that were not merged into others, in the order of their references.
    let records: [CRMRow]
    let book: ScoredRecords
    private let positions: [CRMReference: Int]
    private let masters: [CRMReference: CRMReference]
    /// Colleagues' and customers' names by their numbers.
    private let names: [UInt32: String]

    /// - Parameters:
    ///   - all: every record of the CRM, colleagues too.
    ///   - people: who has the address, of those that anybody used.
    init(_ all: [CRMRow], people known: [Participant.Address: UInt32]) {
        masters = Dictionary(
            uniqueKeysWithValues: all.compactMap { record in record.mergedInto.map { (record.reference, $0) } }
        )
        var persons: [CRMReference: [UInt32]] = [:]
        for record in all {
            let master = Self.master(of: record.reference, masters)
            let addresses = record.addresses.map { Participant.Address.smtp($0) } + [.record(record.reference)]
            persons[master, default: []] += addresses.compactMap { known[$0] }
        }
        records = all.filter { $0.mergedInto == nil && !$0.reference.table.isInternal }
        positions = Dictionary(uniqueKeysWithValues: records.enumerated().map { ($1.reference, $0) })
        var employees: [CRMReference: [CRMReference]] = [:]
        for record in records where record.reference.table == .contact {
            guard let parent = record.parent, parent.table == .account else { continue }
            employees[Self.master(of: parent, masters), default: []].append(record.reference)
        }
        let primaries = Dictionary(
            uniqueKeysWithValues: records.compactMap { record in record.contact.map { (record.reference, $0) } }
        )
        let masters = masters
        func people(_ reference: CRMReference?) -> [UInt32] {
            reference.flatMap { persons[Self.master(of: $0, masters)] } ?? []
        }
        book = ScoredRecords(
            records.map { record in
                Self.record(record, people: people, employees: employees, primaries: primaries)
            },
            faces: Self.faces(all, persons: persons)
        )
        names = Self.names(all, persons: persons)
    }

    private static func record(
        _ record: CRMRow,
        people: (CRMReference?) -> [UInt32],
        employees: [CRMReference: [CRMReference]],
        primaries: [CRMReference: CRMReference]
    ) -> ScoredRecords.Record {
        let own = people(record.reference)
        var listened = own + people(record.contact)
        var primary: [UInt32] = []
        let kind: ScoredRecords.Kind
        switch record.reference.table {
        case .contact: (kind, listened) = (.contact, own)
        case .lead: kind = .lead
        case .opportunity:
            kind = .opportunity
            if record.parent?.table == .contact { listened += people(record.parent) }
            if let account = record.parent, account.table == .account { primary = people(primaries[account]) }
        default:
            kind = .account
            listened += (employees[record.reference] ?? []).flatMap { people($0) }
        }
        // Who is in a team is not read, so of a team's records any colleague counts.
        let owner = record.owner.flatMap { $0.table == .user ? people($0) : nil }
        return ScoredRecords.Record(
            kind,
            isActive: record.isActive,
            interests: listened.map { ScoredRecords.Interest(person: $0) }
                + primary.map { ScoredRecords.Interest(person: $0, meetings: false) },
            team: kind == .lead || kind == .opportunity ? owner : nil
        )
    }

    /// Each address of a person as the first of them; of colleagues first, because they are inside.
    private static func faces(_ all: [CRMRow], persons: [CRMReference: [UInt32]]) -> [UInt32: UInt32] {
        var faces: [UInt32: UInt32] = [:]
        for table in [CRMReference.Table.user, .contact, .lead] {
            for record in all where record.reference.table == table {
                let own = (persons[record.reference] ?? []).filter { faces[$0] == nil }
                guard let face = own.first else { continue }
                for person in own { faces[person] = face }
            }
        }
        return faces.filter { $0.key != $0.value }
    }

    private static func names(_ all: [CRMRow], persons: [CRMReference: [UInt32]]) -> [UInt32: String] {
        var names: [UInt32: String] = [:]
        for table in [CRMReference.Table.user, .contact, .lead] {
            for record in all where record.reference.table == table && record.name?.isEmpty == false {
                for person in persons[record.reference] ?? [] where names[person] == nil { names[person] = record.name }
            }
        }
        return names
    }

    private static func master(
        of reference: CRMReference,
        _ masters: [CRMReference: CRMReference]
    ) -> CRMReference {
        var reference = reference
        // Merging may go on for a few steps, never in a circle.
        for _ in 0..<8 {
            guard let next = masters[reference] else { break }
            reference = next
        }
        return reference
    }

    /// Of the record that it was merged into, if it was; nil for what is no record of these.
    func position(of reference: CRMReference) -> Int? { positions[Self.master(of: reference, masters)] }

    /// As the CRM has it; nil for whom it does not know.
    func name(of person: UInt32) -> String? { names[person] }
}
