package import Interactions

/// What the CRM says of whom.
extension MemoryStore {
    /// Who somebody was: the row that the CRM linked the address to, else the row that has the address.
    ///
    /// - Parameter named: what is told in place of an address that was linked.
    func row(
        of participant: Participant,
        links: Set<PartyLink>,
        _ named: (Participant.Address) -> Participant.Address
    ) -> CRMReference? {
        linked(participant, links, named) ?? row(of: participant.address)
    }

    /// Of the best rows that an address was linked to, people before companies before rows that nobody read, the one
    /// that all of them became; not against a better one that has the address, nor for a colleague.
    private func linked(
        _ participant: Participant,
        _ links: Set<PartyLink>,
        _ named: (Participant.Address) -> Participant.Address
    ) -> CRMReference? {
        guard case .smtp = participant.address else { return nil }
        let holder = row(of: participant.address)
        if participant.isInternal, holder?.table.isInternal == true { return nil }
        func worth(_ reference: CRMReference) -> Int {
            [.user, .contact, .lead].contains(reference.table) ? 3 : 2
        }
        var found: [Int: Set<CRMReference>] = [:]
        for link in links where named(.smtp(link.address)) == participant.address {
            guard let master = row(of: .record(link.record)) else { continue }
            let isKnown = rows.values.contains { $0.row.reference == master }
            found[isKnown ? worth(master) : 1, default: []].insert(master)
        }
        guard let best = found.keys.max(), found[best]?.count == 1, holder.map(worth) ?? 0 <= best else { return nil }
        return found[best]?.first
    }

    /// The number of the row's name that an address was linked to, where that row does not have the address.
    func foreignLink(
        _ participant: Participant,
        _ links: Set<PartyLink>,
        _ named: (Participant.Address) -> Participant.Address
    ) -> Int64? {
        guard case .smtp(let address) = participant.address, let master = linked(participant, links, named) else {
            return nil
        }
        let holders = rows.values.map(\.row).filter { $0.addresses.contains(address) }
        guard !holders.contains(where: { row(of: .record($0.reference)) == master }) else { return nil }
        return links.sorted().first {
            named(.smtp($0.address)) == participant.address && row(of: .record($0.record)) == master
        }
        .map { telling.number(of: named(.record($0.record))) }
    }

    /// The row with what other rows say of it.
    func connected(_ row: CRMRow) -> CRMRow {
        var row = row
        let said = links.values.map(\.link).filter { $0.record == row.reference }.map(\.other)
        row.connections = Set(row.connections + said).sorted { $0.text < $1.text }
        return row
    }

    /// The row of the CRM that an address belongs to: a colleague's first, then a contact's, a lead's, another's; those
    /// that were not merged and are active before others; and then where mergers lead.
    func row(of address: Participant.Address) -> CRMReference? {
        func master(_ reference: CRMReference) -> CRMReference {
            var reference = reference
            for _ in 0..<8 {
                let found = rows.values.first { $0.row.reference == reference }
                guard let next = found?.row.mergedInto else { break }
                reference = next
            }
            return reference
        }
        switch address {
        case .directory, .unreadable: return nil
        case .record(let reference): return master(reference)
        case .smtp(let address):
            func rank(_ row: CRMRow) -> [Int] {
                let tables: [CRMReference.Table] = [.user, .contact, .lead]
                return [
                    row.mergedInto == nil ? 0 : 1, row.isActive ? 0 : 1,
                    tables.firstIndex(of: row.reference.table) ?? tables.count,
                ]
            }
            let found = rows.values.map(\.row).filter { $0.addresses.contains(address) }.min {
                let (left, right) = (rank($0), rank($1))
                return left == right ? $0.reference.text < $1.reference.text : left.lexicographicallyPrecedes(right)
            }
            return found.map { master($0.reference) }
        }
    }

    package func rows(after last: CRMReference?, limit: Int) -> [CRMRow] {
        Array(
            rows.values.map { connected($0.row) }.filter { row in last.map { row.reference.text > $0.text } ?? true }
                .sorted { $0.reference.text < $1.reference.text }.prefix(limit)
        )
    }
}
