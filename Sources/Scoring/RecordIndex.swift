package import Interactions

/// The CRM's records by position, as `ScoredRecords` counts them, with the names that lists show.
package struct RecordIndex: Sendable {
    /// Accounts, contacts, leads and opportunities that were not merged into others, in the order of their references.
    package let records: [CRMRow]
    package let book: ScoredRecords
    /// Users and teams, in the order of their references.
    package let colleagues: [CRMRow]
    private let colleaguePlaces: [CRMReference: Int]
    /// Where each record is, a merged one at the place of what it was merged into.
    package let positions: [CRMReference: Int]
    /// The rows that were merged into each record, by its position.
    let merged: [Int: [CRMRow]]
    /// Colleagues' and customers' rows by their numbers.
    private let people: [UInt32: CRMRow]

    /// - Parameters:
    ///   - all: every record of the CRM, colleagues too.
    ///   - known: who has the address, of those that anybody used.
    package init(_ all: [CRMRow], people known: [Participant.Address: UInt32]) {
        let mergers = Dictionary(
            uniqueKeysWithValues: all.compactMap { record in record.mergedInto.map { (record.reference, $0) } }
        )
        func master(_ reference: CRMReference) -> CRMReference { reference.master { mergers[$0] } }
        var persons: [CRMReference: [UInt32]] = [:]
        for record in all {
            let addresses = record.addresses.map { Participant.Address.smtp($0) } + [.record(record.reference)]
            persons[master(record.reference), default: []] += addresses.compactMap { known[$0] }
        }
        records = all.filter { $0.mergedInto == nil && !$0.reference.table.isInternal }
        var positions = Dictionary(uniqueKeysWithValues: records.enumerated().map { ($1.reference, $0) })
        for merged in mergers.keys { positions[merged] = positions[master(merged)] }
        self.positions = positions
        merged = Dictionary(
            grouping: all.filter { $0.mergedInto != nil && positions[$0.reference] != nil },
            by: { positions[$0.reference] ?? 0 }
        )
        colleagues = all.filter { $0.reference.table.isInternal }
        colleaguePlaces = Dictionary(uniqueKeysWithValues: colleagues.enumerated().map { ($1.reference, $0) })
        var connections: [CRMReference: [CRMReference]] = [:]
        for record in all where !record.connections.isEmpty {
            connections[master(record.reference), default: []] += record.connections
        }
        book = Circle(records, persons: persons, connections: connections, master: master)
            .book(Self.canonicalAddresses(all, persons: persons))
        people = Self.rows(all, persons: persons)
    }

    /// Each address of a person as the first of them; of colleagues first, because they are inside.
    private static func canonicalAddresses(
        _ all: [CRMRow],
        persons: [CRMReference: [UInt32]]
    ) -> [UInt32: UInt32] {
        var canonical: [UInt32: UInt32] = [:]
        for record in inOrder(all) {
            let own = (persons[record.reference] ?? []).filter { canonical[$0] == nil }
            guard let first = own.first else { continue }
            for person in own { canonical[person] = first }
        }
        return canonical.filter { $0.key != $0.value }
    }

    private static func rows(_ all: [CRMRow], persons: [CRMReference: [UInt32]]) -> [UInt32: CRMRow] {
        var rows: [UInt32: CRMRow] = [:]
        for record in inOrder(all) where record.name?.isEmpty == false {
            for person in persons[record.reference] ?? [] where rows[person] == nil { rows[person] = record }
        }
        return rows
    }

    /// Who an address belongs to where several rows have it: a colleague, then a contact, then a lead.
    private static func inOrder(_ all: [CRMRow]) -> some Sequence<CRMRow> {
        [CRMReference.Table.user, .contact, .lead].lazy.flatMap { table in
            all.lazy.filter { $0.reference.table == table }
        }
    }

    /// Where a record is, or what it was merged into; nil for what is no record of these.
    package func position(of reference: CRMReference) -> Int? { positions[reference] }

    /// What the CRM calls somebody, nil for whom it does not know.
    package func name(of person: UInt32) -> String? { people[person]?.name }

    /// The colleague's or customer's row with a name that has this address; nil for whom the CRM does not know.
    package func row(of person: UInt32) -> CRMRow? { people[person] }

    /// The account that a record belongs to, by its position; nil for an account itself.
    ///
    /// A contact's, lead's or opportunity's company, or the company of the contact that buys.
    package func company(of position: Int) -> Int? {
        let record = records[position]
        guard record.reference.table != .account else { return nil }
        for reference in [record.parent, record.contact] {
            guard let reference, let next = positions[reference] else { continue }
            if reference.table == .account { return next }
            guard let parent = records[next].parent, parent.table == .account else { continue }
            return positions[parent]
        }
        return nil
    }

    /// The user or team that a record belongs to, nil where the CRM names none that is known.
    package func owner(of position: Int) -> CRMRow? {
        records[position].owner.flatMap { colleaguePlaces[$0] }.map { colleagues[$0] }
    }

    /// Who is in a team, as far as the CRM's connections say so.
    package func members(of team: CRMRow) -> [CRMReference] { team.connections }

    /// What the CRM calls a record, user or team; of a merged record, what it was merged into.
    package func name(of reference: CRMReference) -> String? {
        if let place = colleaguePlaces[reference] { return colleagues[place].name }
        return positions[reference].flatMap { records[$0].name }
    }
}
