import Connector
import GRDB
import Interactions

/// The CRM's rows.
extension PageWriter {
    /// Of a person who was erased nothing stays, and nothing comes back that names the person's row, or one that is the
    /// same person's by a merger; of others, the addresses that are not an erased one's.
    mutating func see(_ crmRow: CRMRow, as item: ItemKey, in row: StreamRow) throws {
        let kept = crmRow.addresses.filter { erased.isEmpty || !erased.contains(.smtp($0)) }
        let person = [crmRow.reference] + [crmRow.mergedInto].compactMap(\.self).filter(\.isPerson)
        if crmRow.reference.isPerson, kept != crmRow.addresses || person.contains(where: { withoutErased($0) == nil }) {
            try forgetCRMRow(item, in: row)
            try erase(person)
            return try claim(kept, of: crmRow.reference, as: person[person.count - 1])
        }
        let before = try attribution(of: crmRow.reference)
        let upsert = """
            INSERT INTO crm_row (stream, item, generation, reference, \(CRMRowColumns.names))
            VALUES (?, ?, ?, ?, \(CRMRowColumns.marks)) ON CONFLICT (reference) DO UPDATE SET
            (stream, item, generation, \(CRMRowColumns.names)) =
            (excluded.stream, excluded.item, excluded.generation, \(CRMRowColumns.excluded))
            """
        let left = withoutErased(crmRow)
        try RawStatement(db, upsert).run {
            $0.add(row.id)
            $0.add(item.text)
            $0.add(row.generation)
            $0.add(crmRow.reference.text)
            CRMRowColumns.bind(left, to: &$0)
        }
        try setLinks(left.connections.map { CRMLink(record: crmRow.reference, other: $0) }, of: item, in: row)
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

    private func withoutErased(_ crmRow: CRMRow) -> CRMRow {
        guard !erased.isEmpty else { return crmRow }
        var left = crmRow
        left.parent = withoutErased(crmRow.parent)
        left.contact = withoutErased(crmRow.contact)
        left.customer = withoutErased(crmRow.customer)
        left.origin = withoutErased(crmRow.origin)
        left.owner = withoutErased(crmRow.owner)
        left.mergedInto = withoutErased(crmRow.mergedInto)
        left.connections = crmRow.connections.compactMap(withoutErased)
        return left
    }

    mutating func forgetCRMRow(_ item: ItemKey, in row: StreamRow) throws {
        try removeCRMRows("stream = ? AND item = ?") {
            $0.add(row.id)
            $0.add(item.text)
        }
        try forgetLinks(item, in: row)
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
        try keepLinks(item, in: row)
    }

    mutating func sweepCRMRows(_ row: StreamRow) throws {
        let bind = { (binding: inout Binding) in
            binding.add(row.id)
            binding.add(row.generation)
        }
        try removeCRMRows("stream = ? AND generation < ?", bind)
        try removeLinks("stream = ? AND generation < ?", bind)
    }
}
