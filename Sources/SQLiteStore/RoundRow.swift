import Connector
import GRDB
import Interactions

/// What is remembered of an owner's last round that came to its end.
struct RoundRow {
    /// `owner.id`.
    let owner: Int64

    /// Ends the round.
    ///
    /// - Parameter memory: nil to forget it.
    func replace(by memory: RoundMemory?, _ db: Database) throws {
        guard let memory else {
            try RawStatement(db, "DELETE FROM round WHERE owner = ?").run { $0.add(owner) }
            return
        }
        let sql = """
            INSERT INTO round (owner, overview, settings, asked_at_us) VALUES (?, ?, ?, ?) ON CONFLICT (owner)
            DO UPDATE SET (overview, settings, asked_at_us, is_open)
            = (excluded.overview, excluded.settings, excluded.asked_at_us, 0)
            """
        try RawStatement(db, sql).run {
            $0.add(owner)
            $0.add(optional: memory.overview)
            $0.add(memory.settings)
            $0.add(optional: memory.askedAt?.microseconds)
        }
    }

    /// Notes that something was committed whose round has not ended.
    func open(_ db: Database) throws {
        try RawStatement(db, "UPDATE round SET is_open = 1 WHERE owner = ? AND is_open = 0").run { $0.add(owner) }
    }

    /// The memory, and whether the next round has begun.
    func stored(_ db: Database) throws -> (memory: RoundMemory, isOpen: Bool)? {
        let sql = "SELECT overview, settings, asked_at_us, is_open FROM round WHERE owner = ?"
        return try RawStatement(db, sql).first(
            { $0.add(owner) },
            { row in
                let askedAt = row.optionalInteger(2).map { Timestamp(microseconds: $0) }
                return (
                    RoundMemory(overview: row.text(0), settings: row.text(1) ?? "", askedAt: askedAt),
                    row.integer(3) == 1
                )
            }
        )
    }

    /// The owner's streams that have a cursor.
    func streams(of owner: StreamOwner, source: String, _ db: Database) throws -> [StreamID: StoredRound.Stream] {
        let sql = """
            SELECT kind, folder, cursor, settings, in_round OR EXISTS (SELECT 1 FROM postponed WHERE stream = stream.id)
            FROM stream WHERE owner = ? AND cursor IS NOT NULL
            """
        var streams: [StreamID: StoredRound.Stream] = [:]
        try RawStatement(db, sql).forEach({ $0.add(self.owner) }) { row in
            guard let kind = StreamID.Kind(rawValue: row.text(0) ?? "") else { return }
            let stream = StreamID(source: source, owner: owner, kind: kind, folder: row.text(1) ?? "")
            streams[stream] = StoredRound.Stream(
                checkpoint: Checkpoint(cursor: Cursor(row.text(2) ?? ""), settings: row.text(3) ?? ""),
                isUnfinished: row.integer(4) == 1
            )
        }
        return streams
    }
}
