import GRDB

/// The numbers of the addresses that some interaction, copy or record names: one bit for each row of `address`, so some
/// megabytes for the largest organisation.
struct UsedAddresses {
    private var words: [UInt64]

    /// Reads all interactions, variants and records' addresses.
    init(_ db: Database) throws {
        let last = try RawStatement(db, "SELECT max(id) FROM address").first({ _ in }, { $0.integer(0) }) ?? 0
        words = Array(repeating: 0, count: Int(last >> 6) + 1)
        for table in ["interaction", "differing_content"] {
            try RawStatement(db, "SELECT participants FROM \(table)").forEach { row in
                ParticipantCoding.forEach(in: row.blob(0)) { _, number in insert(number) }
            }
        }
        for table in ["interaction", "activity"] {
            try RawStatement(db, "SELECT links FROM \(table) WHERE length(links) > 0").forEach { row in
                for link in NumberedLink.decode(row.blob(0)) {
                    insert(link.address)
                    insert(link.record)
                }
            }
        }
        try RawStatement(db, "SELECT address FROM crm_row_address").forEach { insert($0.integer(0)) }
    }

    /// Hands out the numbers of the addresses that nobody names, some at a time; the next are looked for afterwards.
    func forOthers(_ db: Database, _ body: ([Int64]) throws -> Void) throws {
        var last: Int64 = 0
        while true {
            let select = try RawStatement(db, "SELECT id FROM address WHERE id > ? ORDER BY id LIMIT 1000")
            let numbers = try select.all({ $0.add(last) }, { $0.integer(0) })
            try body(numbers.filter { !contains($0) })
            guard let end = numbers.last else { return }
            last = end
        }
    }

    private mutating func insert(_ number: Int64) {
        // A number beyond the table names nothing.
        guard number >= 0, number >> 6 < words.count else { return }
        words[Int(number >> 6)] |= 1 << UInt64(number & 63)
    }

    private func contains(_ number: Int64) -> Bool {
        number >= 0 && words[Int(number >> 6)] & 1 << UInt64(number & 63) != 0
    }
}
