import GRDB
import Interactions

/// Who is told by whose address: a person's row is found by any address of the person, and on which side the person
/// stands the directory says by one of them. So where one changes, all may.
///
/// `Persons` says it exactly, and costs a look at all tables. These are all that it may join, from address to address.
extension PageWriter {
    /// These, and all whom directory, services, plus signs and rows of the CRM make one with them, as the tables are.
    func companions(of addresses: Set<Int64>) throws -> Set<Int64> {
        let sql = """
            SELECT address FROM directory_address
            WHERE person IN (SELECT person FROM directory_address WHERE address = ?1)
            UNION SELECT address FROM owner_address
            WHERE owner IN (SELECT owner FROM owner_address WHERE address = ?1)
            """
        let select = try RawStatement(db, sql)
        var all = addresses
        var rest = Array(addresses)
        while let next = rest.popLast() {
            var found = Set(try select.all({ $0.add(next) }, { $0.integer(0) }))
            found.formUnion(try tagged(alike: next))
            // What several rows have joins nobody.
            let masters = try Set(masters(at: next))
            if let master = masters.first, masters.count == 1 {
                found.formUnion(try self.addresses(of: family(of: master)))
            }
            for other in found where all.insert(other).inserted { rest.append(other) }
        }
        return all
    }

    // MARK: Rows of the CRM

    /// What the rows became that have an address.
    func masters(at address: Int64) throws -> [CRMReference] {
        let select = try RawStatement(
            db,
            "SELECT reference FROM crm_row JOIN crm_row_address USING (number) WHERE address = ?"
        )
        let merged = try RawStatement(db, "SELECT merged_into FROM crm_row WHERE reference = ?")
        return try select.all({ $0.add(address) }, { $0.reference(0) }).compactMap { reference in
            try reference?.master { row in try merged.first({ $0.add(row.text) }, { $0.reference(0) }) ?? nil }
        }
    }

    /// The row, and all that are one with it by mergers.
    func family(of reference: CRMReference) throws -> Set<CRMReference> {
        let masters = try RawStatement(db, "SELECT merged_into FROM crm_row WHERE reference = ?")
        let merged = try RawStatement(db, "SELECT reference FROM crm_row WHERE merged_into = ?")
        var family: Set<CRMReference> = [reference]
        var rest = [reference]
        while let next = rest.popLast() {
            for statement in [masters, merged] {
                for case let other? in try statement.all({ $0.add(next.text) }, { $0.reference(0) })
                where family.insert(other).inserted { rest.append(other) }
            }
        }
        return family
    }

    /// The addresses that rows have, and the names of the rows themselves, as far as anything names them.
    func addresses(of rows: Set<CRMReference>) throws -> Set<Int64> {
        let select = try RawStatement(
            db,
            """
            SELECT address FROM crm_row JOIN crm_row_address USING (number) WHERE reference = ?1
            UNION ALL SELECT id FROM address WHERE text = ?2
            """
        )
        var found: Set<Int64> = []
        for row in rows {
            let name = Participant.Address.record(row).text
            let numbers = try select.all(
                {
                    $0.add(row.text)
                    $0.add(name)
                },
                { $0.integer(0) }
            )
            found.formUnion(numbers)
        }
        return found
    }
}
