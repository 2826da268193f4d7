import GRDB
import Interactions

/// Which row of the CRM an address belongs to, looked up once each.
struct CRMAddressBook {
    private let db: Database
    private let isEmpty: Bool
    private var known: [Participant.Address: CRMReference?] = [:]

    init(_ db: Database) throws {
        self.db = db
        isEmpty = try RawStatement(db, "SELECT 1 FROM crm_row LIMIT 1").first({ _ in }, { _ in true }) == nil
    }

    /// Only of those who have one.
    mutating func records(of participants: [Participant]) throws -> [Participant.Address: CRMReference] {
        var records: [Participant.Address: CRMReference] = [:]
        for participant in participants {
            records[participant.address] = try record(of: participant.address)
        }
        return records
    }

    /// Nil for an address that no row has.
    mutating func record(of address: Participant.Address) throws -> CRMReference? {
        if let known = known[address] { return known }
        let found = try find(address)
        known[address] = .some(found)
        return found
    }

    private func find(_ address: Participant.Address) throws -> CRMReference? {
        switch address {
        case .record(let reference): return try master(of: reference)
        case .directory, .unreadable: return nil
        case .smtp(let address):
            guard !isEmpty else { return nil }
            // A colleague first, then whom people write to, then where they work; active ones before others.
            let sql = """
                SELECT reference FROM crm_row JOIN crm_row_address USING (number)
                JOIN address ON address.id = crm_row_address.address WHERE text = ?
                ORDER BY merged_into IS NOT NULL, is_active = 0, CASE substr(reference, 1, 4) WHEN 'syst' THEN 0
                WHEN 'cont' THEN 1 WHEN 'lead' THEN 2 ELSE 3 END, reference LIMIT 1
                """
            let found = try RawStatement(db, sql).first({ $0.add(address.text) }, { $0.reference(0) })
            return try (found ?? nil).map(master)
        }
    }

    private func master(of reference: CRMReference) throws -> CRMReference {
        try reference.master { merged in
            let select = try RawStatement(db, "SELECT merged_into FROM crm_row WHERE reference = ?")
            return try select.first({ $0.add(merged.text) }, { $0.reference(0) }) ?? nil
        }
    }
}
