import GRDB
import Interactions

/// A row of `interaction`.
struct InteractionRow {
    let number: Int64
    let isDeleted: Bool
    let decision: Int64
    let provenance: Provenance
    let content: StoredContent

    /// In the order in which they are read.
    static let columns = "number, deleted, decision, \(Provenance.columns), \(StoredContent.columns)"
}

extension PageWriter {
    func interactionRow(_ id: InteractionID) throws -> InteractionRow? {
        try RawStatement(db, Self.selectByID).first({ $0.add(id.hash) }, Self.read)
    }

    func interactionRow(number: Int64) throws -> InteractionRow? {
        try RawStatement(db, Self.selectByNumber).first({ $0.add(number) }, Self.read)
    }

    private static func read(_ row: borrowing RowCursor) -> InteractionRow {
        InteractionRow(
            number: row.integer(0),
            isDeleted: row.integer(1) == 1,
            decision: row.integer(2),
            provenance: Provenance(row, first: 3),
            content: StoredContent(row, first: 7)
        )
    }

    func sightingRow(_ stream: Int64, _ key: Int64) throws -> SightingRow? {
        try RawStatement(db, Self.selectSighting).first({
            $0.add(stream)
            $0.add(key)
        }) { SightingRow($0) }
    }

    /// Every copy of an interaction, the one that speaks first.
    func sightingRows(of number: Int64) throws -> [SightingRow] {
        let sql = "SELECT \(SightingRow.columns) FROM sighting WHERE interaction = ? ORDER BY \(SightingRow.order)"
        return try RawStatement(db, sql).all({ $0.add(number) }) { SightingRow($0) }
    }

    /// The copy that speaks for an interaction; nil if it has none.
    func firstSightingRow(of number: Int64) throws -> SightingRow? {
        try RawStatement(db, Self.selectFirstSighting).first({ $0.add(number) }) { SightingRow($0) }
    }

    /// What it says differently goes with it.
    mutating func deleteSighting(_ stream: Int64, _ key: Int64) throws {
        try deleteSightings("stream = ? AND key = ?") {
            $0.add(stream)
            $0.add(key)
        }
    }

    mutating func deleteSightings(_ condition: String, _ bind: (inout Binding) -> Void) throws {
        try doubtMails(condition, bind)
        var held: Int64 = 0
        try RawStatement(db, "DELETE FROM sighting WHERE \(condition) RETURNING presence").forEach(bind) {
            if $0.integer(0) == Presence.held.rawValue { held += 1 }
        }
        counters.sightings -= held
    }

    /// What the copy says, nil if it says what the interaction's row says.
    func differingContent(_ stream: Int64, _ key: Int64) throws -> StoredContent? {
        try RawStatement(db, Self.selectDiffering).first({
            $0.add(stream)
            $0.add(key)
        }) { StoredContent($0, first: 0) }
    }

    func setDifferingContent(_ content: StoredContent?, _ stream: Int64, _ key: Int64) throws {
        try RawStatement(db, "DELETE FROM differing_content WHERE stream = ? AND key = ?").run {
            $0.add(stream)
            $0.add(key)
        }
        guard let content else { return }
        try RawStatement(db, Self.insertDiffering).run {
            $0.add(stream)
            $0.add(key)
            content.bind(to: &$0)
        }
    }

    /// Before the row changes: what said the same goes on saying it.
    func keepDifferingContents(of number: Int64) throws {
        try RawStatement(db, Self.keepDiffering).run { $0.add(number) }
    }

    /// After the row changed: what says the same now needs no content of its own.
    func dropDifferingContents(of number: Int64) throws {
        try RawStatement(db, Self.dropDiffering).run { $0.add(number) }
    }
}

// MARK: Statements

/// Put together once: a copy that another mailbox has too runs most of them.
extension PageWriter {
    private static let selectByID = "SELECT \(InteractionRow.columns) FROM interaction WHERE id = ?"
    private static let selectByNumber = "SELECT \(InteractionRow.columns) FROM interaction WHERE number = ?"
    private static let selectSighting = "SELECT \(SightingRow.columns) FROM sighting WHERE stream = ? AND key = ?"
    private static let selectFirstSighting = """
        SELECT \(SightingRow.columns) FROM sighting WHERE interaction = ? ORDER BY \(SightingRow.order) LIMIT 1
        """
    private static let selectDiffering = """
        SELECT \(StoredContent.columns) FROM differing_content WHERE stream = ? AND key = ?
        """
    private static let insertDiffering = """
        INSERT INTO differing_content (stream, key, \(StoredContent.columns)) VALUES (?, ?, \(StoredContent.marks))
        """
    private static let keepDiffering = """
        INSERT INTO differing_content (stream, key, \(StoredContent.columns))
        SELECT stream, key, \(StoredContent.columns) FROM sighting
        JOIN interaction ON interaction.number = sighting.interaction
        WHERE interaction = ? ON CONFLICT DO NOTHING
        """
    private static let dropDiffering = """
        DELETE FROM differing_content
        WHERE (stream, key) IN (SELECT stream, key FROM sighting WHERE interaction = ?1)
        AND (\(StoredContent.columns)) IS (SELECT \(StoredContent.columns) FROM interaction WHERE number = ?1)
        """
}
