import Connector
import GRDB
import Interactions

/// Records of the CRM, and what copies are about.
extension PageWriter {
    /// Of a person who was erased nothing stays; of others, the addresses that are not an erased one's.
    mutating func see(_ record: CRMRow, as item: ItemKey, in row: StreamRow) throws {
        let kept = record.addresses.filter { erased.isEmpty || !erased.contains(.smtp($0)) }
        let isErased = erased.contains(.record(record.reference)) || kept.isEmpty && !record.addresses.isEmpty
        guard !(isErased && record.reference.isPerson) else { return try forgetRecord(item, in: row) }
        let upsert = """
            INSERT INTO record (stream, item, generation, reference, name, parent, contact, origin, owner, is_active,
            merged_into) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (reference) DO UPDATE SET
            (stream, item, generation, name, parent, contact, origin, owner, is_active, merged_into) =
            (excluded.stream, excluded.item, excluded.generation, excluded.name, excluded.parent, excluded.contact,
            excluded.origin, excluded.owner, excluded.is_active, excluded.merged_into)
            """
        try RawStatement(db, upsert).run {
            $0.add(row.id)
            $0.add(item.text)
            $0.add(row.generation)
            $0.add(record.reference.text)
            $0.add(optional: record.name)
            for other in [record.parent, record.contact, record.origin, record.owner] { $0.add(optional: other?.text) }
            $0.add(record.isActive ? 1 : 0)
            $0.add(optional: record.mergedInto?.text)
        }
        let select = try RawStatement(db, "SELECT number FROM record WHERE reference = ?")
        guard let number = try select.first({ $0.add(record.reference.text) }, { $0.integer(0) }) else { return }
        try setAddresses(kept, of: number)
    }

    /// Writes only what is different, so that a record that says the same as before costs nothing.
    private mutating func setAddresses(_ addresses: [EmailAddress], of record: Int64) throws {
        let numbers = Set(try addresses.map { try interned.number(of: .smtp($0), db) })
        let known = Set(
            try RawStatement(db, "SELECT address FROM record_address WHERE record = ?").all(
                { $0.add(record) },
                { $0.integer(0) }
            )
        )
        for address in known.subtracting(numbers) {
            try RawStatement(db, "DELETE FROM record_address WHERE record = ? AND address = ?").run {
                $0.add(record)
                $0.add(address)
            }
            try requireScrub()
        }
        for address in numbers.subtracting(known).sorted() {
            try RawStatement(db, "INSERT INTO record_address (record, address) VALUES (?, ?)").run {
                $0.add(record)
                $0.add(address)
            }
        }
    }

    func forgetRecord(_ item: ItemKey, in row: StreamRow) throws {
        try RawStatement(db, "DELETE FROM record WHERE stream = ? AND item = ?").run {
            $0.add(row.id)
            $0.add(item.text)
        }
        if db.changesCount > 0 { try requireScrub() }
    }

    /// It is in the stream, if unreadable.
    func keepRecord(_ item: ItemKey, in row: StreamRow) throws {
        try RawStatement(db, "UPDATE record SET generation = ? WHERE stream = ? AND item = ?").run {
            $0.add(row.generation)
            $0.add(row.id)
            $0.add(item.text)
        }
    }

    func sweepRecords(_ row: StreamRow) throws {
        try RawStatement(db, "DELETE FROM record WHERE stream = ? AND generation < ?").run {
            $0.add(row.id)
            $0.add(row.generation)
        }
        if db.changesCount > 0 { try requireScrub() }
    }

    /// Removes the row of a person.
    func eraseRecord(_ reference: CRMReference) throws {
        guard reference.isPerson else { return }
        try RawStatement(db, "DELETE FROM record WHERE reference = ?").run { $0.add(reference.text) }
    }

    /// Takes somebody's address away from all records, and the records of people who have no other.
    func eraseRecords(of address: EmailAddress) throws {
        let people = """
            DELETE FROM record WHERE (reference LIKE 'contact/%' OR reference LIKE 'lead/%')
            AND number IN (SELECT record FROM record_address JOIN address ON id = address WHERE text = ?1)
            AND NOT EXISTS (SELECT 1 FROM record_address JOIN address ON id = address WHERE record = number AND text <> ?1)
            """
        try RawStatement(db, people).run { $0.add(address.text) }
        let others = "DELETE FROM record_address WHERE address IN (SELECT id FROM address WHERE text = ?)"
        try RawStatement(db, others).run { $0.add(address.text) }
    }

    // MARK: What copies are about

    /// In the form of `interaction.crm`.
    func regarding(_ stream: Int64, _ key: Int64) throws -> String {
        let select = try RawStatement(db, "SELECT regarding FROM activity WHERE stream = ? AND key = ?")
        let text = try select.first({
            $0.add(stream)
            $0.add(key)
        }) { $0.text(0) }
        return (text ?? nil) ?? ""
    }

    func setRegarding(_ text: String?, _ stream: Int64, _ key: Int64) throws {
        guard let text else { return }
        try RawStatement(db, "DELETE FROM activity WHERE stream = ? AND key = ?").run {
            $0.add(stream)
            $0.add(key)
        }
        guard !text.isEmpty else { return }
        try RawStatement(db, "INSERT INTO activity (stream, key, regarding) VALUES (?, ?, ?)").run {
            $0.add(stream)
            $0.add(key)
            $0.add(text)
        }
    }
}

extension CRMReference {
    /// Whether its row is about one person.
    fileprivate var isPerson: Bool { table == .contact || table == .lead }
}
