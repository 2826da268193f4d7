import Connector
import GRDB
import Interactions

extension SQLiteInteractionStore {
    /// What is wrong with the database, empty if nothing is: SQLite's own check of pages, indexes and constraints, then
    /// the laws between our tables.
    ///
    /// It reads everything.
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
            "The counters say what is there",
            "(SELECT 1 FROM meta WHERE (\(CounterChange.columns)) IS NOT (\(CounterChange.counts)))"
        ),
        (
            "No change of an address is ahead of the counter",
            "meta JOIN address_change WHERE address_change.sequence > meta.sequence"
        ),
        (
            "A copy that speaks for its interaction says what its row says, unless another one adds to it",
            """
            sighting AS first JOIN differing_content USING (stream, key) WHERE NOT EXISTS (SELECT 1 FROM sighting
            WHERE interaction = first.interaction AND (rank, -changed_at_us, key)
            < (first.rank, -first.changed_at_us, first.key))
            AND NOT EXISTS (SELECT 1 FROM sighting WHERE interaction = first.interaction
            AND rank < \(Sighting.Rank.crm.rawValue) AND (rank, -changed_at_us, key)
            > (first.rank, -first.changed_at_us, first.key))
            """
        ),
        (
            "A copy that says what its interaction's row says keeps no content",
            """
            differing_content JOIN sighting USING (stream, key)
            WHERE (\(StoredContent.columns(of: "differing_content"))) IS (SELECT \(StoredContent.columns) FROM interaction WHERE number = sighting.interaction)
            """
        ),
        (
            "The counter is not behind the last change",
            "meta JOIN interaction WHERE sequence < max(number, coalesce(changed, 0))"
        ),
        (
            "A row says where its copies are",
            """
            interaction WHERE EXISTS (SELECT 1 FROM sighting WHERE interaction = number)
            AND (in_exchange, in_crm) IS NOT (
                EXISTS (SELECT 1 FROM sighting WHERE interaction = number AND rank < \(Sighting.Rank.crm.rawValue)),
                EXISTS (SELECT 1 FROM sighting WHERE interaction = number AND rank = \(Sighting.Rank.crm.rawValue)))
            """
        ),
        ("A row is somewhere exactly if it is not removed", "interaction WHERE deleted = (in_exchange OR in_crm)"),
        (
            "A row is about what the first copy in the CRM says",
            """
            interaction WHERE EXISTS (SELECT 1 FROM sighting WHERE interaction = number)
            AND regarding IS NOT (SELECT activity.regarding FROM sighting LEFT JOIN activity USING (stream, key)
            WHERE interaction = number AND rank = \(Sighting.Rank.crm.rawValue) ORDER BY key LIMIT 1)
            """
        ),
        (
            "A row links what its only copy in the CRM links",
            """
            (SELECT interaction.links, count(*) AS copies, ifnull(max(activity.links), x'') AS said FROM interaction
            JOIN sighting ON interaction = number AND rank = \(Sighting.Rank.crm.rawValue)
            LEFT JOIN activity USING (stream, key) GROUP BY number) WHERE copies = 1 AND links <> said
            """
        ),
        (
            "A copy in the CRM is one of an activity",
            """
            sighting JOIN stream ON stream.id = sighting.stream WHERE (rank = \(Sighting.Rank.crm.rawValue))
            <> (kind = '\(StreamID.Kind.activity.rawValue)')
            """
        ),
        (
            "An owner without an address has the CRM's streams, and no other has",
            """
            stream JOIN owner ON owner.id = owner WHERE (address IS NULL)
            <> (kind IN ('\(StreamID.Kind.activity.rawValue)', '\(StreamID.Kind.table.rawValue)'))
            """
        ),
        (
            "Only mail keeps copies that are gone for good",
            """
            sighting JOIN stream ON stream.id = sighting.stream
            WHERE presence = \(Presence.gone.rawValue) AND kind <> '\(StreamID.Kind.mail.rawValue)'
            """
        ),
    ]
}
