import ConnectorTesting
import GRDB
@testable import Scoring
import Testing

/// The definitions as SQL say on SQLite what the Swift core says; `make interop` asks PostgreSQL and DuckDB too.
struct PortableSQLTests {
    @Test(arguments: [1, 2, 3] as [UInt64], ScoringOptions.Frequency.allCases)
    func `every text answers row by row what the core answers`(
        seed: UInt64,
        frequency: ScoringOptions.Frequency
    ) throws {
        var random = RandomHistory(seed: seed, interactions: 3000, customers: 40, colleagues: 9)
        var options = ScoringOptions()
        options.frequency = frequency
        options.weights.email = 4
        options.weights.meeting = 9
        options.usesExchange = seed != 2
        options.businessHours = seed == 3 ? BusinessHours(opens: 540, closes: 1050, offset: -300) : nil
        let board = Scoreboard(
            history: random.history(),
            book: random.book,
            options: options,
            now: RandomHistory.now
        )
        let tables = ScoringTables(board, nameable: random.nameable, targets: random.targets)
        let database = try DatabaseQueue()
        try database.write { db in
            try db.execute(sql: PortableSQL.tables.text)
            for table in ScoringTables.Table.allCases {
                try tables.forEachRow(of: table) { row in
                    let values = row.map { $0.map(String.init) ?? "NULL" }.joined(separator: ",")
                    try db.execute(sql: "INSERT INTO \(table.rawValue) VALUES (\(values))")
                }
            }
            try db.execute(sql: "CREATE INDEX seek ON participant (interaction); ANALYZE")
            try db.execute(sql: PortableSQL.attribution.text)
        }
        for family in PortableSQL.families {
            var core: [[Int64?]] = []
            tables.forEachAnswer(of: family) { core.append($0) }
            let text = try database.read { db in
                try Row.fetchAll(db, sql: family.text).map { row -> [Int64?] in
                    Array(row.databaseValues).map { Int64.fromDatabaseValue($0) } as [Int64?]
                }
            }
            #expect(!core.isEmpty)
            #expect(text.count == core.count, "\(family)")
            for (one, other) in zip(text, core) where one != other {
                Issue.record("\(family): SQL says \(one), the core \(other)")
                break
            }
        }
    }
}
