import GRDB
import Interactions

/// Which row of the CRM somebody is who takes part: by the CRM's word or by the address, looked up once each.
struct CRMAddressBook {
    private let db: Database
    private let isEmpty: Bool
    /// The rows that have an address, the one that it is shown as first.
    private var holders: [EmailAddress: [CRMReference]] = [:]
    private var masters: [CRMReference: Master] = [:]

    /// What a row became that may have been merged into another.
    private struct Master {
        let reference: CRMReference
        /// Whether its row was read.
        let isKnown: Bool
    }

    init(_ db: Database) throws {
        self.db = db
        isEmpty = try RawStatement(db, "SELECT 1 FROM crm_row LIMIT 1").first({ _ in }, { _ in true }) == nil
    }

    /// Only of those who have one.
    ///
    /// - Parameter links: by address the rows that it stood for, as the CRM says.
    mutating func records(
        of participants: [Participant],
        links: [Participant.Address: [CRMReference]] = [:]
    ) throws -> [Participant.Address: CRMReference] {
        var records: [Participant.Address: CRMReference] = [:]
        for participant in participants {
            records[participant.address] = try record(
                of: participant.address,
                isInternal: participant.isInternal,
                links: links[participant.address] ?? []
            )
        }
        return records
    }

    private mutating func record(
        of address: Participant.Address,
        isInternal: Bool,
        links: [CRMReference]
    ) throws -> CRMReference? {
        switch address {
        case .record(let reference): return try master(of: reference).reference
        case .directory, .unreadable: return nil
        case .smtp(let address):
            let holders = try rows(at: address)
            let linked = try linked(links, holders: holders, isInternal: isInternal)
            return try linked.map { try master(of: $0).reference } ?? holders.first
        }
    }

    /// The link of an address that says more than the address does: to a row whose address it is not.
    ///
    /// With others who have the address it stays theirs, because of them nobody knows which one it was.
    mutating func foreignLink(
        _ links: [CRMReference],
        of address: EmailAddress,
        isInternal: Bool
    ) throws -> CRMReference? {
        let holders = try rows(at: address)
        guard let link = try linked(links, holders: holders, isInternal: isInternal),
            !holders.contains(try master(of: link).reference)
        else { return nil }
        return link
    }

    /// The link that counts, nil where the address alone says who it was.
    ///
    /// - A colleague is who the address says.
    /// - People before companies, and these before rows that are not read: a link to one says no more than the address
    ///   of another who is before it.
    /// - Links to several who are not one by now contradict each other, and count for nothing.
    private mutating func linked(
        _ links: [CRMReference],
        holders: [CRMReference],
        isInternal: Bool
    ) throws -> CRMReference? {
        guard !links.isEmpty else { return nil }
        if isInternal, let holder = holders.first, holder.table.isInternal { return nil }
        var best: (rank: Int, masters: Set<CRMReference>, link: CRMReference)?
        for link in links.sorted() {
            let master = try master(of: link)
            let rank = master.isKnown ? Self.rank(of: master.reference) : Self.unknown
            if let found = best, found.rank <= rank {
                if found.rank == rank { best?.masters.insert(master.reference) }
            } else {
                best = (rank, [master.reference], link)
            }
        }
        guard let best, best.masters.count == 1 else { return nil }
        return holders.first.map { Self.rank(of: $0) < best.rank } ?? false ? nil : best.link
    }

    private static let unknown = 2

    private static func rank(of reference: CRMReference) -> Int {
        reference.isPerson || reference.table == .user ? 0 : 1
    }

    // MARK: The tables

    private mutating func rows(at address: EmailAddress) throws -> [CRMReference] {
        guard !isEmpty else { return [] }
        if let known = holders[address] { return known }
        // A colleague first, then whom people write to, then where they work; active ones before others.
        let sql = """
            SELECT reference FROM crm_row JOIN crm_row_address USING (number)
            JOIN address ON address.id = crm_row_address.address WHERE text = ?
            ORDER BY merged_into IS NOT NULL, is_active = 0, CASE substr(reference, 1, 4) WHEN 'syst' THEN 0
            WHEN 'cont' THEN 1 WHEN 'lead' THEN 2 ELSE 3 END, reference
            """
        let found = try RawStatement(db, sql).all({ $0.add(address.text) }, { $0.reference(0) }).compactMap(\.self)
        let masters = try found.map { try master(of: $0).reference }
        holders[address] = masters
        return masters
    }

    private mutating func master(of reference: CRMReference) throws -> Master {
        if let known = masters[reference] { return known }
        let select = try RawStatement(db, "SELECT merged_into FROM crm_row WHERE reference = ?")
        let last = try reference.master { merged in try select.first({ $0.add(merged.text) }, { $0.reference(0) }) ?? nil }
        let isKnown = try select.first({ $0.add(last.text) }, { _ in true }) ?? false
        let master = Master(reference: last, isKnown: isKnown)
        masters[reference] = master
        return master
    }
}
