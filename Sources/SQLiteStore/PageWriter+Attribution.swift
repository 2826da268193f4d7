import GRDB
import Interactions

/// Which row of the CRM an address belongs to is told with every interaction that names the address. Where that may
/// have changed, the address is noted, and what names it is told again.
extension PageWriter {
    /// What of a row decides whose address is whose; see `CRMAddressBook`.
    struct Attribution: Equatable {
        let isActive: Bool
        let mergedInto: CRMReference?
        let addresses: Set<Int64>
    }

    /// Nil if there is no such row.
    func attribution(of reference: CRMReference) throws -> Attribution? {
        let select = try RawStatement(db, "SELECT number, is_active, merged_into FROM crm_row WHERE reference = ?")
        let row = try select.first({ $0.add(reference.text) }) { ($0.integer(0), $0.integer(1) == 1, $0.reference(2)) }
        guard let (number, isActive, mergedInto) = row else { return nil }
        return Attribution(isActive: isActive, mergedInto: mergedInto, addresses: try addresses(ofRow: number))
    }

    func addresses(ofRow number: Int64) throws -> Set<Int64> {
        let select = try RawStatement(db, "SELECT address FROM crm_row_address WHERE number = ?")
        return Set(try select.all({ $0.add(number) }, { $0.integer(0) }))
    }

    /// Notes the addresses that may belong to another row now.
    mutating func noteChange(of reference: CRMReference, from before: Attribution?, to after: Attribution?) throws {
        guard before != after else { return }
        let (old, new) = (before?.addresses ?? [], after?.addresses ?? [])
        let isSameRank =
            before != nil && after != nil && before?.isActive == after?.isActive
            && before?.mergedInto == after?.mergedInto
        changedAddresses.formUnion(isSameRank ? old.symmetricDifference(new) : old.union(new))
        if before?.mergedInto != after?.mergedInto || (before == nil) != (after == nil) {
            try noteFollowers(of: reference)
        }
    }

    /// Notes what is counted to the row through mergers, and what names these rows without an address or beside one.
    private mutating func noteFollowers(of reference: CRMReference) throws {
        var found: Set<CRMReference> = [reference]
        var rest = [reference]
        while let next = rest.popLast() {
            let address = try RawStatement(db, "SELECT id FROM address WHERE text = ?")
            let name = Participant.Address.record(next).text
            if let number = try address.first({ $0.add(name) }, { $0.integer(0) }) { changedAddresses.insert(number) }
            let merged = try RawStatement(db, "SELECT number, reference FROM crm_row WHERE merged_into = ?")
            for (number, other) in try merged.all({ $0.add(next.text) }, { ($0.integer(0), $0.reference(1)) }) {
                changedAddresses.formUnion(try addresses(ofRow: number))
                guard let other, found.insert(other).inserted else { continue }
                rest.append(other)
            }
        }
    }

    /// Gives all that was noted one sequence number.
    mutating func saveChangedAddresses() throws {
        guard !changedAddresses.isEmpty else { return }
        let sequence = nextSequence()
        // Some may be gone since, with whoever was erased.
        let sql = """
            INSERT INTO address_change SELECT id, ? FROM address WHERE id = ?
            ON CONFLICT DO UPDATE SET sequence = excluded.sequence
            """
        for address in try addressesShown(as: changedAddresses).sorted() {
            try RawStatement(db, sql).run {
                $0.add(sequence)
                $0.add(address)
            }
        }
        changedAddresses = []
    }

    /// These, and all that stand for the same people in what is told: colleagues are shown by one address, whichever
    /// was used, and by that one their row is found.
    private func addressesShown(as changed: Set<Int64>) throws -> Set<Int64> {
        let sql = """
            SELECT address FROM directory_address
            WHERE person IN (SELECT person FROM directory_address WHERE address = ?1)
            UNION SELECT address FROM owner_address
            WHERE owner IN (SELECT owner FROM owner_address WHERE address = ?1)
            """
        let select = try RawStatement(db, sql)
        var all = changed
        var rest = Array(changed)
        while let next = rest.popLast() {
            for other in try select.all({ $0.add(next) }, { $0.integer(0) }) where all.insert(other).inserted {
                rest.append(other)
            }
        }
        return all
    }
}
