package import Connector
import GRDB
import Interactions

/// What whoever scores goes on with, in place of reading everything again.
extension SQLiteInteractionStore {
    package func snapshot() async throws -> any InteractionReader { try SQLiteInteractionStore(snapshotOf: self) }

    package func changes(since sequence: Int64, limit: Int) async throws -> StoredChanges? {
        try await read { db, persons in
            guard let numbers = try Self.numbers(changedSince: sequence, limit: limit, db) else { return nil }
            var changes = StoredChanges(standIns: persons.standIns)
            var linked = try LinkedParts(db)
            let sql = "SELECT \(StoredInteraction.columns) FROM interaction WHERE number = ? AND \(Self.isTold)"
            for number in numbers.sorted() {
                let told = try RawStatement(db, sql).first({ $0.add(number) }) {
                    (interaction: StoredInteraction($0, persons), links: StoredInteraction.links($0))
                }
                if let told, var interaction = told.interaction {
                    if !told.links.isEmpty { try linked.tell(&interaction, links: told.links, persons) }
                    changes.interactions.append(interaction)
                } else {
                    changes.removed.append(number)
                }
            }
            return changes
        }
    }

    /// Nil if they are more than `limit`.
    private static func numbers(changedSince sequence: Int64, limit: Int, _ db: Database) throws -> [Int64]? {
        let numbers: [Int64]
        let most = limit < .max ? limit + 1 : limit
        let noted = try RawStatement(db, "SELECT 1 FROM address_change WHERE sequence > ? LIMIT 1")
        if try noted.first({ $0.add(sequence) }, { _ in true }) ?? false {
            let start = ChangePosition(sequence: sequence)
            numbers = try TellingOrder(after: start, db).entries(after: start, limit: most).map(\.number)
        } else {
            let sql = """
                SELECT number FROM interaction WHERE number > ?1 AND changed IS NULL
                UNION ALL SELECT number FROM interaction WHERE changed > ?1 LIMIT ?2
                """
            numbers = try RawStatement(db, sql).all(
                {
                    $0.add(sequence)
                    $0.add(Int64(most))
                },
                { $0.integer(0) }
            )
        }
        return numbers.count > limit ? nil : numbers
    }
}
