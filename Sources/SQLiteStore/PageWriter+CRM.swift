import Connector
import GRDB
import Interactions

/// The CRM's rows, and what copies are about.
extension PageWriter {
    /// Of a person who was erased nothing stays; of others, the addresses that are not an erased one's.
    mutating func see(_ crmRow: CRMRow, as item: ItemKey, in row: StreamRow) throws {
        let kept = crmRow.addresses.filter { erased.isEmpty || !erased.contains(.smtp($0)) }
        let isErased = erased.contains(.record(crmRow.reference)) || kept.isEmpty && !crmRow.addresses.isEmpty
        guard !(isErased && crmRow.reference.isPerson) else { return try forgetCRMRow(item, in: row) }
        let upsert = """
            INSERT INTO crm_row (stream, item, generation, reference, name, parent, contact, origin, owner, is_active,
            merged_into) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (reference) DO UPDATE SET
            (stream, item, generation, name, parent, contact, origin, owner, is_active, merged_into) =
            (excluded.stream, excluded.item, excluded.generation, excluded.name, excluded.parent, excluded.contact,
            excluded.origin, excluded.owner, excluded.is_active, excluded.merged_into)
            """
        try RawStatement(db, upsert).run {
            $0.add(row.id)
            $0.add(item.text)
            $0.add(row.generation)
            $0.add(crmRow.reference.text)
            $0.add(optional: crmRow.name)
            for other in [crmRow.parent, crmRow.contact, crmRow.origin, crmRow.owner] { $0.add(optional: other?.text) }
            $0.add(crmRow.isActive ? 1 : 0)
            $0.add(optional: crmRow.mergedInto?.text)
        }
        let select = try RawStatement(db, "SELECT number FROM crm_row WHERE reference = ?")
        guard let number = try select.first({ $0.add(crmRow.reference.text) }, { $0.integer(0) }) else { return }
        try setAddresses(kept, of: number)
    }

    /// Writes only what is different, so that a row that says the same as before costs nothing.
    private mutating func setAddresses(_ addresses: [EmailAddress], of crmRow: Int64) throws {
        let numbers = Set(try addresses.map { try interned.number(of: .smtp($0), db) })
        let known = Set(
            try RawStatement(db, "SELECT address FROM crm_row_address WHERE number = ?").all(
                { $0.add(crmRow) },
                { $0.integer(0) }
            )
        )
        for address in known.subtracting(numbers) {
            try RawStatement(db, "DELETE FROM crm_row_address WHERE number = ? AND address = ?").run {
                $0.add(crmRow)
                $0.add(address)
            }
            try requireScrub()
        }
        for address in numbers.subtracting(known).sorted() {
            try RawStatement(db, "INSERT INTO crm_row_address (number, address) VALUES (?, ?)").run {
                $0.add(crmRow)
                $0.add(address)
            }
        }
    }

    func forgetCRMRow(_ item: ItemKey, in row: StreamRow) throws {
        try RawStatement(db, "DELETE FROM crm_row WHERE stream = ? AND item = ?").run {
            $0.add(row.id)
            $0.add(item.text)
        }
        if db.changesCount > 0 { try requireScrub() }
    }

    /// It is in the stream, if unreadable.
    func keepCRMRow(_ item: ItemKey, in row: StreamRow) throws {
        try RawStatement(db, "UPDATE crm_row SET generation = ? WHERE stream = ? AND item = ?").run {
            $0.add(row.generation)
            $0.add(row.id)
            $0.add(item.text)
        }
    }

    func sweepCRMRows(_ row: StreamRow) throws {
        try RawStatement(db, "DELETE FROM crm_row WHERE stream = ? AND generation < ?").run {
            $0.add(row.id)
            $0.add(row.generation)
        }
        if db.changesCount > 0 { try requireScrub() }
    }

    /// Removes the row of a person.
    func eraseCRMRow(_ reference: CRMReference) throws {
        guard reference.isPerson else { return }
        try RawStatement(db, "DELETE FROM crm_row WHERE reference = ?").run { $0.add(reference.text) }
    }

    /// Takes somebody's address away from all rows, and removes the rows of people who have no other.
    func eraseCRMRows(of address: EmailAddress) throws {
        let people = """
            DELETE FROM crm_row WHERE (reference LIKE 'contact/%' OR reference LIKE 'lead/%')
            AND number IN (SELECT number FROM crm_row_address JOIN address ON id = address WHERE text = ?1)
            AND NOT EXISTS (SELECT 1 FROM crm_row_address AS other JOIN address ON id = address
            WHERE other.number = crm_row.number AND text <> ?1)
            """
        try RawStatement(db, people).run { $0.add(address.text) }
        let others = "DELETE FROM crm_row_address WHERE address IN (SELECT id FROM address WHERE text = ?)"
        try RawStatement(db, others).run { $0.add(address.text) }
    }

    // MARK: What copies are about

    func regarding(_ stream: Int64, _ key: Int64) throws -> CRMReference? {
        let select = try RawStatement(db, "SELECT regarding FROM activity WHERE stream = ? AND key = ?")
        return try select.first({
            $0.add(stream)
            $0.add(key)
        }) { $0.reference(0) } ?? nil
    }

    func setRegarding(_ reference: CRMReference?, _ stream: Int64, _ key: Int64) throws {
        try RawStatement(db, "DELETE FROM activity WHERE stream = ? AND key = ?").run {
            $0.add(stream)
            $0.add(key)
        }
        guard let reference else { return }
        try RawStatement(db, "INSERT INTO activity (stream, key, regarding) VALUES (?, ?, ?)").run {
            $0.add(stream)
            $0.add(key)
            $0.add(reference.text)
        }
    }
}

extension CRMReference {
    /// Whether its row is about one person.
    fileprivate var isPerson: Bool { table == .contact || table == .lead }
}
