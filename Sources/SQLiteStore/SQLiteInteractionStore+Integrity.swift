import GRDB

extension SQLiteInteractionStore {
    /// What is wrong with the database, empty if nothing is: SQLite's own check of pages, indexes and constraints, then
    /// the laws between our tables. It reads everything.
    package func integrityCheck() async throws -> [String] {
        try await read { db in
            var problems = try String.fetchAll(db, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
            let violations = try db.foreignKeyViolations()
            while let violation = try violations.next() {
                problems.append("A row of \(violation.originTable) refers to nothing in \(violation.destinationTable).")
            }
            for (law, broken) in Self.laws {
                let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM \(broken)") ?? 0
                if count > 0 { problems.append("\(law): broken \(count) times.") }
            }
            return problems
        }
    }

    private static let laws = [
        (
            "A removed interaction has no copies",
            "interaction JOIN sighting ON interaction = number WHERE deleted = 1"
        ),
        (
            "A copy that speaks for its interaction says what its row says",
            """
            sighting AS first JOIN variant USING (stream, key) WHERE NOT EXISTS (SELECT 1 FROM sighting
            WHERE interaction = first.interaction AND (rank, key) < (first.rank, first.key))
            """
        ),
        (
            "A copy that says what its interaction's row says keeps no content",
            """
            variant JOIN sighting USING (stream, key) WHERE (\(StoredContent.columns(of: "variant")))
            IS (SELECT \(StoredContent.columns) FROM interaction WHERE number = sighting.interaction)
            """
        ),
        (
            "The counter is not behind the last change",
            "meta JOIN interaction WHERE sequence < max(number, coalesce(changed, 0))"
        ),
        (
            "A row knows of the CRM what the first copy there says",
            """
            interaction WHERE deleted = 0 AND crm IS NOT (SELECT coalesce(regarding, '') FROM sighting
            JOIN stream ON stream.id = sighting.stream LEFT JOIN activity USING (stream, key)
            WHERE interaction = number AND kind = 'activity' ORDER BY rank, key LIMIT 1)
            AND EXISTS (SELECT 1 FROM sighting WHERE interaction = number)
            """
        ),
        (
            "Only mail keeps copies that are gone for good",
            "sighting JOIN stream ON stream.id = sighting.stream WHERE presence = 2 AND kind <> 'mail'"
        ),
    ]
}
