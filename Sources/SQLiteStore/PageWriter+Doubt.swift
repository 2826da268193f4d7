import Connector
import GRDB
import Interactions

/// Rounds that lack so much of what is held that one of them is not believed.
extension PageWriter {
    /// Whether what the round that ends with `page` did not name is to stay for now; remembers since when.
    mutating func isDoubted(_ row: StreamRow, _ page: StorePage) throws -> Bool {
        guard let doubt = page.doubt else { return false }
        let missing = try missing(from: row, within: page.span)
        let first = try doubtedSince(row)
        guard missing > 0, !doubt.isOver(since: first) else {
            if first != nil { try setDoubted(row, since: nil) }
            return false
        }
        summary.doubted += missing
        if first == nil { try setDoubted(row, since: doubt.now) }
        return true
    }

    /// How many copies that are held nowhere else of the owner are not named; 0 if they are too few for a doubt.
    private func missing(from row: StreamRow, within span: Range<Timestamp>?) throws -> Int {
        let held = """
            FROM sighting WHERE stream = ? AND presence = \(Presence.held.rawValue) \(span.map(Self.occurs) ?? "")
            """
        func count(_ sql: String, _ bind: (inout Binding) -> Void) throws -> Int {
            Int(try RawStatement(db, sql).first(bind, { $0.integer(0) }) ?? 0)
        }
        let all = try count("SELECT count(*) \(held)") { $0.add(row.id) }
        let unnamed = "\(held) AND generation < ?"
        // Cheap, and mostly the answer.
        let most = try count("SELECT count(*) \(unnamed)") {
            $0.add(row.id)
            $0.add(row.generation)
        }
        guard RoundDoubt.arises(from: most, of: all) else { return 0 }
        let missing = try count(
            """
            SELECT count(*) \(unnamed) AND NOT EXISTS (
                SELECT 1 FROM sighting AS other
                WHERE other.interaction = sighting.interaction AND other.presence = \(Presence.held.rawValue)
                AND CASE WHEN other.stream = sighting.stream THEN other.generation >= ?
                ELSE other.stream IN (SELECT id FROM stream WHERE owner = ?) END
            )
            """
        ) {
            $0.add(row.id)
            $0.add(row.generation)
            $0.add(row.generation)
            $0.add(row.owner)
        }
        return RoundDoubt.arises(from: missing, of: all) ? missing : 0
    }

    /// A condition on `sighting`: the copy tells of a time in `span`.
    static func occurs(in span: Range<Timestamp>) -> String {
        let occurred = """
            (SELECT ifnull(differing_content.occurred_at_us, interaction.occurred_at_us) FROM interaction
            LEFT JOIN differing_content ON differing_content.stream = sighting.stream AND differing_content.key = sighting.key
            WHERE number = sighting.interaction)
            """
        let (start, end) = (span.lowerBound.microseconds, span.upperBound.microseconds)
        return "AND \(occurred) >= \(start) AND \(occurred) < \(end)"
    }

    private func doubtedSince(_ row: StreamRow) throws -> Timestamp? {
        let sql = "SELECT doubted_at_us FROM stream WHERE id = ? AND doubted_at_us IS NOT NULL"
        return try RawStatement(db, sql).first({ $0.add(row.id) }) { Timestamp(microseconds: $0.integer(0)) }
    }

    private func setDoubted(_ row: StreamRow, since first: Timestamp?) throws {
        let value = first.map { String($0.microseconds) } ?? "NULL"
        try RawStatement(db, "UPDATE stream SET doubted_at_us = \(value) WHERE id = ?").run { $0.add(row.id) }
    }
}
