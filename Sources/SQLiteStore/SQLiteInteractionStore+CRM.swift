import GRDB
package import Interactions

extension SQLiteInteractionStore {
    package func rows(after last: CRMReference?, limit: Int) async throws -> [CRMRow] {
        try await read { db in
            let sql = """
                SELECT reference, name, parent, contact, origin, owner, is_active, merged_into, number FROM crm_row
                WHERE reference > ? ORDER BY reference LIMIT ?
                """
            let rows = try RawStatement(db, sql).all({
                $0.add(last?.text ?? "")
                $0.add(Int64(limit))
            }) { row -> (CRMRow, Int64)? in
                guard let own = row.reference(0) else { return nil }
                var record = CRMRow(own)
                record.name = row.text(1)
                record.parent = row.reference(2)
                record.contact = row.reference(3)
                record.origin = row.reference(4)
                record.owner = row.reference(5)
                record.isActive = row.integer(6) == 1
                record.mergedInto = row.reference(7)
                return (record, row.integer(8))
            }
            let addresses = try RawStatement(
                db,
                "SELECT text FROM crm_row_address JOIN address ON id = address WHERE number = ? ORDER BY text"
            )
            return try rows.compactMap(\.self).map { row in
                var (record, number) = row
                record.addresses = try addresses.all({ $0.add(number) }, { $0.text(0) })
                    .compactMap { $0.flatMap { EmailAddress($0) } }
                return record
            }
        }
    }
}
