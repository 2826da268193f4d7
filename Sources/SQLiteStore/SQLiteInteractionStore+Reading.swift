package import Connector
import GRDB
package import Interactions

extension SQLiteInteractionStore: InteractionReader {
    static func address(_ number: Int64, _ db: Database) throws -> Participant.Address? {
        let text = try RawStatement(db, "SELECT text FROM address WHERE id = ?").first({ $0.add(number) }) {
            $0.text(0)
        }
        guard let text = text ?? nil else { return nil }
        return Participant.Address(text: text)
    }

    package func readMailboxes() async throws -> [EmailAddress] {
        try await read { db in
            let sql = """
                SELECT DISTINCT address FROM owner JOIN stream ON stream.owner = owner.id
                WHERE cursor IS NOT NULL AND address IS NOT NULL ORDER BY address
                """
            return try RawStatement(db, sql).all({ _ in }, { $0.text(0) }).compactMap {
                $0.flatMap { EmailAddress($0) }
            }
        }
    }

    package func numbers(onlyOf mailboxes: Set<EmailAddress>) async throws -> [Int64] {
        guard !mailboxes.isEmpty else { return [] }
        return try await read { db in try Self.numbers(onlyOf: mailboxes, db) }
    }

    static func numbers(onlyOf mailboxes: Set<EmailAddress>, _ db: Database) throws -> [Int64] {
        // Others may be many, so these go by number.
        let addresses = Array(mailboxes.map(\.text))
        let streams = try Int64.fetchAll(
            db,
            sql: """
                SELECT stream.id FROM stream JOIN owner ON owner.id = owner
                WHERE address IN (\(databaseQuestionMarks(count: addresses.count)))
                """,
            arguments: StatementArguments(addresses)
        )
        let own = "(\(streams.map(String.init).joined(separator: ",")))"
        let sql = """
            SELECT interaction FROM (SELECT DISTINCT interaction FROM sighting WHERE stream IN \(own)) AS seen
            WHERE NOT EXISTS (
                SELECT 1 FROM sighting WHERE interaction = seen.interaction AND stream NOT IN \(own))
            """
        return try RawStatement(db, sql).all({ _ in }, { $0.integer(0) })
    }

    package func count(before instant: Timestamp) async throws -> Int {
        try await read { db in
            let sql = "SELECT count(*) FROM interaction WHERE deleted = 0 AND occurred_at_us < ?"
            return try RawStatement(db, sql).first({ $0.add(instant.microseconds) }, { Int($0.integer(0)) }) ?? 0
        }
    }

    package func isReading() async throws -> Bool {
        try await read { db in
            let select = try RawStatement(db, "SELECT 1 FROM stream WHERE in_round = 1 LIMIT 1")
            return try select.first({ _ in }, { _ in true }) != nil
        }
    }

    package func counts() async throws -> StoreCounts {
        try await read { db in
            var counts = StoreCounts()
            if let row = try Row.fetchOne(db, sql: "SELECT sequence, \(CounterChange.columns) FROM meta") {
                counts.lastSequence = row[0]
                (counts.emails, counts.meetings, counts.phoneCalls) = (row[1], row[2], row[3])
                (counts.removed, counts.sightings) = (row[4], row[5])
            }
            let owners = """
                SELECT count(DISTINCT CASE WHEN address IS NOT NULL THEN address END), count(*)
                FROM stream JOIN owner ON owner.id = owner WHERE cursor IS NOT NULL
                """
            if let row = try Row.fetchOne(db, sql: owners) { (counts.mailboxes, counts.streams) = (row[0], row[1]) }
            for table in CRMReference.Table.allCases {
                // What follows the slash in ASCII ends the range, which the index answers alone.
                let range = [table.rawValue + "/", table.rawValue + "0"]
                let sql = "SELECT count(*) FROM crm_row WHERE reference >= ? AND reference < ?"
                let count = try Int.fetchOne(db, sql: sql, arguments: StatementArguments(range)) ?? 0
                if count > 0 { counts.rows[table.rawValue] = count }
            }
            for row in try Row.fetchAll(db, sql: "SELECT code, count(*) FROM postponed GROUP BY code") {
                counts.postponed[row[0]] = row[1]
            }
            return counts
        }
    }
}
