import GRDB
package import Interactions

extension SQLiteInteractionStore {
    package func people(at address: EmailAddress) async throws -> [CRMReference] {
        try await read { db in
            let sql = """
                SELECT reference FROM crm_row JOIN crm_row_address USING (number)
                JOIN address ON address.id = crm_row_address.address
                WHERE text = ? AND (reference LIKE 'contact/%' OR reference LIKE 'lead/%') ORDER BY reference
                """
            return try RawStatement(db, sql).all({ $0.add(address.text) }, { $0.reference(0) }).compactMap(\.self)
        }
    }

    package func rows(after last: CRMReference?, limit: Int) async throws -> [CRMRow] {
        try await read { db in
            let sql = """
                SELECT reference, number, \(CRMRowColumns.names) FROM crm_row
                WHERE reference > ? ORDER BY reference LIMIT ?
                """
            let rows = try RawStatement(db, sql).all({
                $0.add(last?.text ?? "")
                $0.add(Int64(limit))
            }) { row -> (CRMRow, Int64)? in
                guard let own = row.reference(0) else { return nil }
                return (CRMRowColumns.read(own, row, first: 2), row.integer(1))
            }
            let connections = try RawStatement(
                db,
                "SELECT DISTINCT other FROM crm_link WHERE record = ? ORDER BY other"
            )
            let addresses = try RawStatement(
                db,
                "SELECT text FROM crm_row_address JOIN address ON id = address WHERE number = ? ORDER BY text"
            )
            return try rows.compactMap(\.self).map { row in
                var (record, number) = row
                record.addresses = try addresses.all({ $0.add(number) }, { $0.text(0) })
                    .compactMap { $0.flatMap { EmailAddress($0) } }
                record.connections = try connections.all({ $0.add(record.reference.text) }, { $0.reference(0) })
                    .compactMap(\.self)
                return record
            }
        }
    }
}
