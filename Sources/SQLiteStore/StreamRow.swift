import Connector
import GRDB
import Interactions

/// A stream's row while a transaction works on it.
struct StreamRow {
    let id: Int64
    /// `owner.id`.
    let owner: Int64
    let kind: StreamID.Kind
    private(set) var generation: Int64
    private(set) var isInRound: Bool
    private let keys: SightingKeys

    /// Finds the stream's row, or makes it.
    init(_ stream: StreamID, _ db: Database) throws {
        keys = SightingKeys(of: stream)
        kind = stream.kind
        let owner = try Self.number(of: stream.owner, source: stream.source, db) ?? Self.insertOwner(of: stream, db)
        self.owner = owner
        let bind = { (binding: inout Binding) in
            binding.add(owner)
            binding.add(stream.kind.rawValue)
            binding.add(stream.folder)
        }
        let select = try RawStatement(
            db,
            "SELECT id, generation, in_round FROM stream WHERE owner = ? AND kind = ? AND folder = ?"
        )
        if let known = try select.first(bind, { ($0.integer(0), $0.integer(1), $0.integer(2) == 1) }) {
            (id, generation, isInRound) = known
        } else {
            try RawStatement(db, "INSERT INTO stream (owner, kind, folder) VALUES (?, ?, ?)").run(bind)
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

    /// Whether everything that the stream had was read at some time, and what is stored of it is that or newer.
    static func wasRead(_ stream: StreamID, _ db: Database) throws -> Bool {
        guard let owner = try number(of: stream.owner, source: stream.source, db) else { return false }
        let sql = """
            SELECT 1 FROM stream
            WHERE owner = ? AND kind = ? AND folder = ? AND cursor IS NOT NULL AND in_round = 0
            """
        return try RawStatement(db, sql).first(
            {
                $0.add(owner)
                $0.add(stream.kind.rawValue)
                $0.add(stream.folder)
            },
            { _ in true }
        ) ?? false
    }

    /// `owner.id` of an owner as one source reads it, nil if nothing was committed of it.
    static func number(of owner: StreamOwner, source: String, _ db: Database) throws -> Int64? {
        let select = try RawStatement(db, "SELECT id FROM owner WHERE source = ? AND address IS ?")
        return try select.first(
            {
                $0.add(source)
                $0.add(owner)
            },
            { $0.integer(0) }
        )
    }

    private static func insertOwner(of stream: StreamID, _ db: Database) throws -> Int64 {
        try RawStatement(db, "INSERT INTO owner (source, address) VALUES (?, ?)").run {
            $0.add(stream.source)
            $0.add(stream.owner)
        }
        return db.lastInsertedRowID
    }
}
