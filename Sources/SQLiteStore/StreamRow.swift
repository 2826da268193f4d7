import Connector
import GRDB
import Interactions

/// A stream's row while a transaction works on it.
struct StreamRow {
    let id: Int64
    /// `mailbox.id`.
    let mailbox: Int64
    let kind: StreamID.Kind
    private(set) var generation: Int64
    private(set) var isInRound: Bool
    private let keys: SightingKeys

    /// Finds the stream's row, or makes it.
    init(_ stream: StreamID, _ db: Database) throws {
        keys = SightingKeys(of: stream)
        kind = stream.kind
        mailbox = try Self.mailbox(of: stream, db)
        let mailbox = mailbox
        let bind = { (binding: inout Binding) in
            binding.add(mailbox)
            binding.add(stream.kind.rawValue)
            binding.add(stream.folder)
        }
        let select = try RawStatement(
            db,
            "SELECT id, generation, in_round FROM stream WHERE mailbox = ? AND kind = ? AND folder = ?"
        )
        if let known = try select.first(bind, { ($0.integer(0), $0.integer(1), $0.integer(2) == 1) }) {
            (id, generation, isInRound) = known
        } else {
            try RawStatement(db, "INSERT INTO stream (mailbox, kind, folder) VALUES (?, ?, ?)").run(bind)
            (id, generation, isInRound) = (db.lastInsertedRowID, 0, false)
        }
    }

    /// What `sighting.key` is for `item`.
    func key(of item: ItemKey) -> Int64 { keys[item].bits }

    mutating func beginRound() {
        generation += 1
        isInRound = true
    }

    mutating func endRound() {
        isInRound = false
    }

    /// Writes what is different from before, which may be nothing.
    func save(_ checkpoint: Checkpoint, _ db: Database) throws {
        let sql = """
            UPDATE stream SET cursor = ?1, settings = ?2, generation = ?3, in_round = ?4
            WHERE id = ?5 AND (cursor, settings, generation, in_round) IS NOT (?1, ?2, ?3, ?4)
            """
        try RawStatement(db, sql).run {
            $0.add(checkpoint.cursor.text)
            $0.add(checkpoint.settings)
            $0.add(generation)
            $0.add(isInRound ? 1 : 0)
            $0.add(id)
        }
    }

    private static func mailbox(of stream: StreamID, _ db: Database) throws -> Int64 {
        let bind = { (binding: inout Binding) in
            binding.add(stream.source)
            binding.add(stream.mailbox.text)
        }
        let select = try RawStatement(db, "SELECT id FROM mailbox WHERE source = ? AND address = ?")
        if let known = try select.first(bind, { $0.integer(0) }) { return known }
        try RawStatement(db, "INSERT INTO mailbox (source, address) VALUES (?, ?)").run(bind)
        return db.lastInsertedRowID
    }
}
