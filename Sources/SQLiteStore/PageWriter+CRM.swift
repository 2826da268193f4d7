import Connector
import GRDB
import Interactions

/// The CRM's rows, and what copies are about.
extension PageWriter {
    /// Of a person who was erased nothing stays, and nothing comes back that names the person's row; of others, the
    /// addresses that are not an erased one's.
    mutating func see(_ crmRow: CRMRow, as item: ItemKey, in row: StreamRow) throws {
        let kept = crmRow.addresses.filter { erased.isEmpty || !erased.contains(.smtp($0)) }
        if crmRow.reference.isPerson, kept != crmRow.addresses || withoutErased(crmRow.reference) == nil {
            try forgetCRMRow(item, in: row)
            return try erase(crmRow.reference)
        }
        let before = try attribution(of: crmRow.reference)
        let upsert = """
            INSERT INTO crm_row (stream, item, generation, reference, name, parent, contact, origin, owner, is_active,
            merged_into) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (reference) DO UPDATE SET
            (stream, item, generation, name, parent, contact, origin, owner, is_active, merged_into) =
            (excluded.stream, excluded.item, excluded.generation, excluded.name, excluded.parent, excluded.contact,
            excluded.origin, excluded.owner, excluded.is_active, excluded.merged_into)
            """
        let links = [crmRow.parent, crmRow.contact, crmRow.origin, crmRow.owner].map(withoutErased)
        let mergedInto = withoutErased(crmRow.mergedInto)
        try RawStatement(db, upsert).run {
            $0.add(row.id)
            $0.add(item.text)
            $0.add(row.generation)
            $0.add(crmRow.reference.text)
            $0.add(optional: crmRow.name)
            for other in links { $0.add(optional: other?.text) }
            $0.add(crmRow.isActive ? 1 : 0)
            $0.add(optional: mergedInto?.text)
        }
        let select = try RawStatement(db, "SELECT number FROM crm_row WHERE reference = ?")
        guard let number = try select.first({ $0.add(crmRow.reference.text) }, { $0.integer(0) }) else { return }
        try setAddresses(kept, of: number)
        try noteChange(of: crmRow.reference, from: before, to: attribution(of: crmRow.reference))
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

    mutating func forgetCRMRow(_ item: ItemKey, in row: StreamRow) throws {
        try removeCRMRows("stream = ? AND item = ?") {
            $0.add(row.id)
            $0.add(item.text)
        }
    }

    mutating func removeCRMRows(_ condition: String, _ bind: (inout Binding) -> Void) throws {
        let select = try RawStatement(db, "SELECT reference FROM crm_row WHERE \(condition)")
        for reference in try select.all(bind, { $0.reference(0) }).compactMap(\.self) {
            let before = try attribution(of: reference)
            try RawStatement(db, "DELETE FROM crm_row WHERE reference = ?").run { $0.add(reference.text) }
            try noteChange(of: reference, from: before, to: nil)
            try untell(.record(reference))
            try untell(.relationship(reference))
            try requireScrub()
        }
    }

    /// It is in the stream, if unreadable.
    func keepCRMRow(_ item: ItemKey, in row: StreamRow) throws {
        try RawStatement(db, "UPDATE crm_row SET generation = ? WHERE stream = ? AND item = ?").run {
            $0.add(row.generation)
            $0.add(row.id)
            $0.add(item.text)
        }
    }

    mutating func sweepCRMRows(_ row: StreamRow) throws {
        try removeCRMRows("stream = ? AND generation < ?") {
            $0.add(row.id)
            $0.add(row.generation)
        }
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
