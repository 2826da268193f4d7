import GRDB
package import Interactions

extension SQLiteInteractionStore {
    /// Up to `limit` changes after `sequence`, in the order they were made; each interaction with its last one only.
    package func interactions(after sequence: Int64, limit: Int) async throws -> [InteractionRecord] {
        try await read { db in
            let rest = """
                deleted, decision.name, \(Provenance.columns), \(StoredContent.columns) FROM interaction
                JOIN decision ON decision.id = interaction.decision
                """
            let sql = """
                SELECT interaction.id, number AS sequence, \(rest) WHERE number > ?1 AND changed IS NULL
                UNION ALL SELECT interaction.id, changed, \(rest) WHERE changed > ?1
                ORDER BY sequence LIMIT ?2
                """
            let rows = try RawStatement(db, sql).all({
                $0.add(sequence)
                $0.add(Int64(limit))
            }) {
                (
                    id: KeyedHash(bytes: $0.blob(0)).map { InteractionID($0) }, sequence: $0.integer(1),
                    isDeleted: $0.integer(2) == 1,
                    decision: $0.text(3), provenance: Provenance($0, first: 4), content: StoredContent($0, first: 7)
                )
            }
            var addresses: [Int64: Participant.Address?] = [:]
            var directory = try CRMAddressBook(db)
            return try rows.compactMap { row in
                guard let id = row.id else { return nil }
                let participants = try ParticipantCoding.decode(row.content.participants) { number in
                    if let known = addresses[number] { return known }
                    let address = try Self.address(number, db)
                    addresses[number] = .some(address)
                    return address
                }
                let operation: InteractionRecord.Operation
                if row.isDeleted {
                    operation = .delete(id)
                } else if let interaction = row.content.interaction(id, participants: participants) {
                    operation = .upsert(interaction)
                } else {
                    return nil
                }
                return InteractionRecord(
                    operation,
                    sequence: row.sequence,
                    decision: row.decision,
                    isInExchange: row.provenance.isInExchange,
                    isInCRM: row.provenance.isInCRM,
                    regarding: row.provenance.regarding,
                    records: try directory.records(of: participants)
                )
            }
        }
    }

    static func address(_ number: Int64, _ db: Database) throws -> Participant.Address? {
        let text = try RawStatement(db, "SELECT text FROM address WHERE id = ?").first({ $0.add(number) }) {
            $0.text(0)
        }
        guard let text = text ?? nil else { return nil }
        return Participant.Address(text: text)
    }

    /// How much is stored.
    package struct Counts: Hashable, Sendable, Codable {
        package var emails = 0
        package var meetings = 0
        /// Removed ones that are kept to be told downstream.
        package var removed = 0
        /// Items that stand in their folders now.
        package var sightings = 0
        package var mailboxes = 0
        package var streams = 0
        package var lastSequence: Int64 = 0
        /// Unreadable items by the service's code.
        package var postponed: [String: Int] = [:]

        /// Of an empty store.
        package init() {}
    }

    /// Counts everything; reads whole indexes, so it takes a moment on millions of rows.
    package func counts() async throws -> Counts {
        try await read { db in
            func count(_ sql: String) throws -> Int { try Int.fetchOne(db, sql: sql) ?? 0 }
            var counts = Counts()
            counts.emails = try count("SELECT count(*) FROM interaction WHERE deleted = 0 AND kind = 1")
            counts.meetings = try count("SELECT count(*) FROM interaction WHERE deleted = 0 AND kind = 2")
            counts.removed = try count("SELECT count(*) FROM interaction WHERE deleted = 1")
            counts.sightings = try count("SELECT count(*) FROM sighting WHERE presence = \(Presence.held.rawValue)")
            counts.mailboxes = try count("SELECT count(DISTINCT owner) FROM stream WHERE cursor IS NOT NULL")
            counts.streams = try count("SELECT count(*) FROM stream WHERE cursor IS NOT NULL")
            counts.lastSequence = Int64(try count("SELECT sequence FROM meta"))
            for row in try Row.fetchAll(db, sql: "SELECT code, count(*) FROM postponed GROUP BY code") {
                counts.postponed[row[0]] = row[1]
            }
            return counts
        }
    }
}
