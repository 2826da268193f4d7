import GRDB
import Interactions

/// Whose address is whose record in the CRM, looked up once each.
struct CRMAddressBook {
    private let db: Database
    private let isEmpty: Bool
    private var known: [Participant.Address: CRMReference?] = [:]

    init(_ db: Database) throws {
        self.db = db
        isEmpty = try RawStatement(db, "SELECT 1 FROM record LIMIT 1").first({ _ in }, { _ in true }) == nil
    }

    /// Only of those who have one.
    mutating func records(of participants: [Participant]) throws -> [Participant.Address: CRMReference] {
        var records: [Participant.Address: CRMReference] = [:]
        for participant in participants {
            records[participant.address] = try record(of: participant.address)
        }
        return records
    }

    private mutating func record(of address: Participant.Address) throws -> CRMReference? {
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
                SELECT reference FROM record JOIN record_address ON record = number
                JOIN address ON address.id = record_address.address WHERE text = ?
                ORDER BY merged_into IS NOT NULL, is_active = 0, CASE substr(reference, 1, 4) WHEN 'syst' THEN 0
                WHEN 'cont' THEN 1 WHEN 'lead' THEN 2 ELSE 3 END, reference LIMIT 1
                """
            let text = try RawStatement(db, sql).first({ $0.add(address.text) }, { $0.text(0) }) ?? nil
            guard let reference = text.flatMap({ CRMReference(text: $0) }) else { return nil }
            return try master(of: reference)
        }
    }

    /// Merging may go on for a few steps, never in a circle.
    private func master(of reference: CRMReference) throws -> CRMReference {
        var reference = reference
        for _ in 0..<8 {
            let select = try RawStatement(db, "SELECT merged_into FROM record WHERE reference = ?")
            let next = try select.first({ $0.add(reference.text) }, { $0.text(0) }) ?? nil
            guard let master = next.flatMap({ CRMReference(text: $0) }) else { break }
            reference = master
        }
        return reference
    }
}
