import GRDB
import Interactions

/// A row of `sighting`.
struct SightingRow {
    let interaction: Int64
    let rank: Int64
    let isLive: Bool
    let generation: Int64
    let decision: Int64
}

extension PageWriter {
    func sightingRow(_ stream: Int64, _ key: Int64) throws -> SightingRow? {
        let sql = "SELECT interaction, rank, live, generation, decision FROM sighting WHERE stream = ? AND key = ?"
        return try RawStatement(db, sql).first({
            $0.add(stream)
            $0.add(key)
        }) {
            SightingRow(
                interaction: $0.integer(0),
                rank: $0.integer(1),
                isLive: $0.integer(2) == 1,
                generation: $0.integer(3),
                decision: $0.integer(4)
            )
        }
    }

    func interactionRow(_ id: InteractionID) throws -> InteractionRow? {
        try RawStatement(db, Self.selectInteraction + " WHERE id = ?").first({ $0.add(id) }, Self.read)
    }

    func interactionRow(number: Int64) throws -> InteractionRow? {
        try RawStatement(db, Self.selectInteraction + " WHERE number = ?").first({ $0.add(number) }, Self.read)
    }

    /// What the copy says for itself, nil if it says what the interaction's row says.
    func variant(_ stream: Int64, _ key: Int64) throws -> StoredContent? {
        let columns = StoredContent.columns.joined(separator: ", ")
        let sql = "SELECT \(columns) FROM variant WHERE stream = ? AND key = ?"
        return try RawStatement(db, sql).first({
            $0.add(stream)
            $0.add(key)
        }) { StoredContent($0, first: 0) }
    }

    /// Every copy of the interaction, with what it says.
    func copies(of target: InteractionRow) throws -> [Copy] {
        let rows = try RawStatement(db, "SELECT stream, key, rank, decision FROM sighting WHERE interaction = ?").all(
            { $0.add(target.number) },
            { ($0.integer(0), $0.integer(1), $0.integer(2), $0.integer(3)) }
        )
        return try rows.map { stream, key, rank, decision in
            Copy(
                stream: stream,
                key: key,
                rank: rank,
                decision: decision,
                content: try variant(stream, key) ?? target.content
            )
        }
    }

    private static let selectInteraction = """
        SELECT number, deleted, speaker_rank, speaker, decision, \(StoredContent.columns.joined(separator: ", "))
        FROM interaction
        """

    private static func read(_ row: borrowing RowCursor) -> InteractionRow {
        InteractionRow(
            number: row.integer(0),
            isDeleted: row.integer(1) == 1,
            speakerRank: row.integer(2),
            speaker: row.integer(3),
            decision: row.integer(4),
            content: StoredContent(row, first: 5)
        )
    }
}
