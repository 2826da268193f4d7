import GRDB
import Interactions

/// The numbers of addresses and decisions, with a bounded memory of the last ones; for one writer.
struct AddressNumbers {
    /// Some megabytes, whatever the size of the database.
    private static let limit = 50_000

    private var addresses: [Participant.Address: Int64] = [:]
    private var decisions: [String: Int64] = [:]

    mutating func number(of address: Participant.Address, _ db: Database) throws -> Int64 {
        if let known = addresses[address] { return known }
        if addresses.count >= Self.limit { addresses = [:] }
        let number = try Self.number(of: address.text, in: "address", column: "text", db)
        addresses[address] = number
        return number
    }

    /// Whether the address was asked for lately.
    func knows(_ address: Participant.Address) -> Bool { addresses[address] != nil }

    mutating func number(ofDecision name: String, _ db: Database) throws -> Int64 {
        if let known = decisions[name] { return known }
        let number = try Self.number(of: name, in: "decision", column: "name", db)
        decisions[name] = number
        return number
    }

    private static func number(of text: String, in table: String, column: String, _ db: Database) throws -> Int64 {
        let select = try RawStatement(db, "SELECT id FROM \(table) WHERE \(column) = ?")
        if let known = try select.first({ $0.add(text) }, { $0.integer(0) }) { return known }
        try RawStatement(db, "INSERT INTO \(table) (\(column)) VALUES (?)").run { $0.add(text) }
        return db.lastInsertedRowID
    }
}
