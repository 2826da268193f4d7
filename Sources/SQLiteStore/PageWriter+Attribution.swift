import GRDB
import Interactions

/// Which row of the CRM an address belongs to is told with every interaction that names the address. Where that may
/// have changed, the address is noted, and what names it is told again; with it whoever is told by it, see
/// `companions`.
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

    /// Notes who may belong to another row now: what the row had or has, what is one with it by mergers, and whose
    /// alone an address of it is, or was, but for the row.
    mutating func noteChange(of reference: CRMReference, from before: Attribution?, to after: Attribution?) throws {
        guard before != after else { return }
        let own = (before?.addresses ?? []).union(after?.addresses ?? [])
        var family = try family(of: reference)
        if let master = before?.mergedInto { family.formUnion(try self.family(of: master)) }
        changedAddresses.formUnion(try own.union(addresses(of: family)))
        for address in own {
            let others = try Set(masters(at: address)).subtracting(family)
            guard let other = others.first, others.count == 1 else { continue }
            changedAddresses.formUnion(try addresses(of: self.family(of: other)))
        }
    }

    /// Gives all that was noted, and all whom that may concern by now, one sequence number.
    mutating func saveChangedAddresses() throws {
        guard !changedAddresses.isEmpty else { return }
        let sequence = nextSequence()
        // Some may be gone since, with whoever was erased.
        let sql = """
            INSERT INTO address_change SELECT id, ? FROM address WHERE id = ?
            ON CONFLICT DO UPDATE SET sequence = excluded.sequence
            """
        for address in try companions(of: changedAddresses).sorted() {
            try RawStatement(db, sql).run {
                $0.add(sequence)
                $0.add(address)
            }
        }
        changedAddresses = []
    }
}
