import ConnectorTesting
import GRDB
import Interactions
import Testing

@testable import Scoring

/// The definitions as SQL say on SQLite what the Swift core says; `make interop` asks PostgreSQL and DuckDB too.
struct PortableSQLTests {
    @Test(arguments: [1, 2, 3] as [UInt64], ScoringOptions.Frequency.allCases)
    func `every text answers row by row what the core answers`(
        seed: UInt64,
        frequency: ScoringOptions.Frequency
    ) throws {
        let random = RandomHistory(seed: seed, interactions: 3000, customers: 40, colleagues: 9)
        var options = ScoringOptions()
        options.frequency = frequency
        options.weights.email = 4
        options.weights.meeting = 9
        options.importance.value = 9
        options.importance.closeDate = seed == 3 ? 0 : 6
        options.usesExchange = seed != 2
        options.businessHours = seed == 3 ? BusinessHours(opens: 540, closes: 1050, offset: -300) : nil
        let rows = try Self.compare(random, options)
        #expect(rows.values.allSatisfy { $0 > 0 })
    }

    /// Of each family, rows that were compared.
    private static func compare(_ random: RandomHistory, _ options: ScoringOptions) throws -> [PortableSQL: Int] {
        var made = random
        let board = Scoreboard(history: made.history(), book: random.book, options: options, now: RandomHistory.now)
        return try compare(ScoringTables(board, nameable: random.nameable, targets: random.targets))
    }

    private static func compare(_ tables: ScoringTables) throws -> [PortableSQL: Int] {
        let database = try DatabaseQueue()
        try database.write { db in
            try db.execute(sql: PortableSQL.tables.text(for: .sqlite))
            for table in ScoringTables.Table.allCases {
                let columns = PortableSQL.columns(of: table)
                try tables.forEachRow(of: table) { row in
                    #expect(row.count == columns.count, "\(table)")
                    let values = row.map { $0.map(String.init) ?? "NULL" }.joined(separator: ",")
                    try db.execute(
                        sql: "INSERT INTO \(table.rawValue) (\(columns.joined(separator: ","))) VALUES (\(values))"
                    )
                }
            }
            try db.execute(sql: "CREATE INDEX seek ON participant (interaction); ANALYZE")
            try db.execute(sql: PortableSQL.attribution.text(for: .sqlite))
        }
        var compared: [PortableSQL: Int] = [:]
        for family in PortableSQL.families {
            var core: [[Int64?]] = []
            tables.forEachAnswer(of: family) { core.append($0) }
            let text = try database.read { db in
                try Row.fetchAll(db, sql: family.text(for: .sqlite)).map { row -> [Int64?] in
                    Array(row.databaseValues).map { Int64.fromDatabaseValue($0) } as [Int64?]
                }
            }
            compared[family] = core.count
            #expect(text.count == core.count, "\(family)")
            for (one, other) in zip(text, core) where one != other {
                Issue.record("\(family): SQL says \(one), the core \(other)")
                break
            }
        }
        return compared
    }

    /// Messages on machines among mails and newsletters, talks, quarters that were missed, sales of companies alone.
    private static var rarities: Scene {
        var scene = Scene()
        for person: UInt32 in 100..<124 {
            let number = Int(person - 100)
            for index in 0..<(number % 7) { scene.email(from: false, ago: 3 + 4 * Double(index), with: person) }
            if number % 8 == 7 {
                for week in 0..<20 { scene.email(from: false, ago: 5 + 7 * Double(week), with: person) }
            }
            if number % 3 > 0 {
                scene.add(.phoneCall, from: number % 5 == 0, ago: 2, seconds: number % 4 == 3 ? 60 : 0, with: person)
            }
            scene.email(from: false, ago: 1, reply: number % 2 == 0, with: person)
            if number % 6 == 5 { scene.add(.meeting, from: true, ago: -20, with: person) }
            if number % 4 == 1 {
                let ago = [0.5, -3, 16, -30][number / 4 % 4]
                scene.add(.meeting, from: true, ago: ago, crowd: 15 + number, answer: .accepted, with: person)
            }
            if number % 5 == 2 { scene.add(.email, from: number % 2 == 0, ago: 0.7, crowd: 4 + number, with: person) }
            if number % 6 == 4 {
                let answer: Participant.Response? = number % 4 == 0 ? Participant.Response.none : .accepted
                for ago in [-3.0, 12, 16] { scene.add(.meeting, from: true, ago: ago, answer: answer, with: person) }
            }
        }
        for person: UInt32 in 124..<150 {
            if person % 4 == 0 { scene.email(from: false, ago: Double(person % 9), with: person) }
            if person % 6 == 1 {
                for day in 0..<10 { scene.email(from: day % 2 == 0, ago: Double(30 + day), with: person) }
            }
            let (first, gap, longer) = (40 + Double(person % 5) * 30, 55 + Double(person % 4) * 12, Double(person % 3))
            for ago in [first, first + gap, first + gap * (2 + longer / 4)] {
                scene.add(.meeting, from: true, ago: ago, answer: .accepted, with: person)
            }
        }
        return scene
    }

    @Test(arguments: ScoringOptions.Frequency.allCases)
    func `what is rare at random is answered alike`(frequency: ScoringOptions.Frequency) throws {
        let scene = Self.rarities
        var options = ScoringOptions()
        options.frequency = frequency
        let people: [UInt32] = Array(100..<152)
        var records = people.map { ScoredRecords.Record(.contact, interests: [.init(person: $0)]) }
        records += people.map { .init(.account, interests: [.init(person: $0)]) }
        records += people.indices.map { index in
            .init(
                .opportunity,
                interests: index % 5 == 0 ? [.init(person: people[index])] : [],
                team: index % 2 == 0 ? [Scene.ben] : nil,
                buyers: index % 7 == 0 ? [] : [people.count + index, people.count + (index + 1) % people.count],
                stakes: [Stake(closeDay: Scene.now / 86_400_000_000 + Int64(index) - 20)]
            )
        }
        let board = Scoreboard(
            history: scene.history,
            book: ScoredRecords(records),
            options: options,
            now: Scene.now
        )
        let nameable = [Scene.anna, Scene.ben]
        let rows = try Self.compare(ScoringTables(board, nameable: nameable, targets: people.map { [$0] }))
        #expect(rows[.health] == records.count)
        #expect(board.scores.contains { $0.attention.waitingCalls > 0 })
        #expect(board.scores.contains { $0.attention.isPlannedBeside })
    }

    @Test func `empty tables have columns, and answers where there are records`() throws {
        var random = RandomHistory(seed: 4, interactions: 0, customers: 5, colleagues: 3)
        #expect(try Self.compare(random, ScoringOptions())[.health] == random.book.records.count)
        let nothing = Scoreboard(
            history: random.history(),
            book: ScoredRecords([]),
            options: ScoringOptions(),
            now: RandomHistory.now
        )
        let rows = try Self.compare(ScoringTables(nothing, nameable: [], targets: []))
        #expect(rows.values.allSatisfy { $0 == 0 })
    }

    @Test func `each engine divides in its own way, PostgreSQL looks at its tables, and nothing else differs`() {
        for family in PortableSQL.allCases {
            let texts = PortableSQL.Dialect.allCases.map { dialect in
                family.text(for: dialect).split(separator: "\n").filter { line in
                    let analyzes = line.hasPrefix("ANALYZE")
                    #expect(!analyzes || dialect == .postgresql)
                    return !analyzes
                }.joined(separator: "\n")
            }
            #expect(Set(texts.map { $0.split(whereSeparator: \.isWhitespace).count }).count == 1)
        }
        #expect(PortableSQL.attribution.text(for: .postgresql).contains("\nANALYZE attribution, either, times;\n"))
        #expect(PortableSQL.weeks.text(for: .spark).contains("(now - at_us) DIV 604800000000"))
        #expect(PortableSQL.weeks.text(for: .duckdb).contains("(now - at_us) // 604800000000"))
        #expect(PortableSQL.weeks.text(for: .sqlite).contains("(now - at_us) / 604800000000"))
    }
}
