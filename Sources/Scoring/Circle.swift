import Interactions

/// Whom each record listens to, and whose contacts count for it: `Documentation/kpis.md`, "To which record".
struct Circle {
    private let records: [CRMRow]
    private let persons: [CRMReference: [UInt32]]
    private let connections: [CRMReference: [CRMReference]]
    private let master: (CRMReference) -> CRMReference
    private var employees: [CRMReference: [CRMReference]] = [:]
    private let places: [CRMReference: Int]
    private let primaries: [CRMReference: CRMReference]
    private var stakes: [CRMReference: [Stake]] = [:]

    /// - Parameters:
    ///   - persons: by record all who are it, under the record that others were merged into.
    ///   - connections: by record or team those whom the CRM connects with it, in the same way.
    ///   - master: what a record was merged into, or itself.
    init(
        _ records: [CRMRow],
        persons: [CRMReference: [UInt32]],
        connections: [CRMReference: [CRMReference]] = [:],
        master: @escaping (CRMReference) -> CRMReference
    ) {
        self.records = records
        self.persons = persons
        self.connections = connections
        self.master = master
        places = Dictionary(uniqueKeysWithValues: records.enumerated().map { ($1.reference, $0) })
        primaries = Dictionary(
            uniqueKeysWithValues: records.compactMap { record in record.contact.map { (record.reference, $0) } }
        )
        for record in records where record.reference.table == .contact {
            guard let parent = record.parent, parent.table == .account else { continue }
            employees[master(parent), default: []].append(record.reference)
        }
        for record in records where record.reference.table == .opportunity && record.isActive {
            let stake = Stake(
                value: record.sale?.estimatedValue,
                closeDay: record.sale?.closeDate.map { Int64($0.dayNumber) }
            )
            for dependent in dependents(on: record) { stakes[dependent, default: []].append(stake) }
        }
    }

    /// An open opportunity, who buys, and who has a say in it.
    private func dependents(on sale: CRMRow) -> Set<CRMReference> {
        let others =
            [sale.parent, sale.customer, sale.contact].compactMap(\.self)
            + (connections[sale.reference] ?? []).filter { !$0.table.isInternal }
        return Set([sale.reference] + others.map { master($0) })
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
        var mailsOnly: [UInt32] = []
        var buyers: [Int] = []
        let kind: ScoredRecords.Kind
        switch record.reference.table {
        case .contact: (kind, heard) = (.contact, own)
        case .lead:
            kind = .lead
            heard += stakeholders(of: record)
        case .opportunity:
            kind = .opportunity
            heard += stakeholders(of: record)
            for customer in [record.parent, record.customer].compactMap(\.self) {
                // Where a company buys, many of its meetings are about something else.
                guard customer.table == .account else {
                    heard += people(customer)
                    continue
                }
                if let place = places[master(customer)], !buyers.contains(place) { buyers.append(place) }
                mailsOnly += people(customer) + people(primaries[master(customer)])
            }
        default:
            kind = .account
            heard += (employees[record.reference] ?? []).flatMap { people($0) }
        }
        return ScoredRecords.Record(
            kind,
            isActive: record.isActive,
            interests: heard.map { ScoredRecords.Interest(person: $0) }
                + mailsOnly.map { ScoredRecords.Interest(person: $0, meetings: false) },
            team: kind == .lead || kind == .opportunity ? team(of: record) : nil,
            buyers: buyers,
            stakes: stakes[record.reference] ?? []
        )
    }

    private func stakeholders(of record: CRMRow) -> [UInt32] {
        (connections[record.reference] ?? []).filter { !$0.table.isInternal }.flatMap { people($0) }
    }

    /// Nil where any colleague will do: the row has no owner, or a team of which nobody knows who is in it.
    private func team(of record: CRMRow) -> [UInt32]? {
        guard let owner = record.owner else { return nil }
        let owners = owner.table == .team ? connections[owner] ?? [] : [owner]
        guard owner.table == .user || !owners.isEmpty else { return nil }
        let colleagues = (connections[record.reference] ?? []).filter(\.table.isInternal)
        // A team may work on a sale as well as a user.
        return (owners + colleagues).flatMap { [$0] + ($0.table == .team ? connections[$0] ?? [] : []) }
            .flatMap { people($0) }
    }
}
