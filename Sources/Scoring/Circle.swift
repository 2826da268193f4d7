import Interactions

/// Whom each record listens to, and whose contacts count for it: `Documentation/kpis.md`, "To which record".
struct Circle {
    private let records: [CRMRow]
    private let persons: [CRMReference: [UInt32]]
    private let master: (CRMReference) -> CRMReference
    private var employees: [CRMReference: [CRMReference]] = [:]
    private let primaries: [CRMReference: CRMReference]

    /// - Parameters:
    ///   - persons: by record all who are it, under the record that others were merged into.
    ///   - master: what a record was merged into, or itself.
    init(
        _ records: [CRMRow],
        persons: [CRMReference: [UInt32]],
        master: @escaping (CRMReference) -> CRMReference
    ) {
        self.records = records
        self.persons = persons
        self.master = master
        primaries = Dictionary(
            uniqueKeysWithValues: records.compactMap { record in record.contact.map { (record.reference, $0) } }
        )
        for record in records where record.reference.table == .contact {
            guard let parent = record.parent, parent.table == .account else { continue }
            employees[master(parent), default: []].append(record.reference)
        }
    }

    func book(_ canonicalAddresses: [UInt32: UInt32]) -> ScoredRecords {
        ScoredRecords(records.map { scored($0) }, canonicalAddresses: canonicalAddresses)
    }

    private func people(_ reference: CRMReference?) -> [UInt32] {
        reference.flatMap { persons[master($0)] } ?? []
    }

    private func scored(_ record: CRMRow) -> ScoredRecords.Record {
        let own = people(record.reference)
        var heard = own + people(record.contact)
        var primary: [UInt32] = []
        let kind: ScoredRecords.Kind
        switch record.reference.table {
        case .contact: (kind, heard) = (.contact, own)
        case .lead: kind = .lead
        case .opportunity:
            kind = .opportunity
            if record.parent?.table == .contact { heard += people(record.parent) }
            if let account = record.parent, account.table == .account { primary = people(primaries[account]) }
        default:
            kind = .account
            heard += (employees[record.reference] ?? []).flatMap { people($0) }
        }
        return ScoredRecords.Record(
            kind,
            isActive: record.isActive,
            interests: heard.map { ScoredRecords.Interest(person: $0) }
                + primary.map { ScoredRecords.Interest(person: $0, meetings: false) },
            team: kind == .lead || kind == .opportunity ? team(of: record) : nil
        )
    }

    /// Nil where any colleague will do: who is in a team is not read, so of a team's records everybody counts.
    private func team(of record: CRMRow) -> [UInt32]? {
        record.owner.flatMap { $0.table == .user ? people($0) : nil }
    }
}
