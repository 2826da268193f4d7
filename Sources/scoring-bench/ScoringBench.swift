import ArgumentParser
import ConnectorTesting
import Interactions
import Scoring
import SystemPackage

/// Scores a made-up company, says how long it took, and writes what other engines need to be held against it.
@main struct ScoringBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scoring-bench",
        abstract: "Scores random interactions, and prints times and memory as one JSON line."
    )

    @Option(help: "How many interactions.")
    var interactions = 1_000_000
    @Option(help: "How many people outside; a quarter as many accounts.")
    var customers = 50_000
    @Option(help: "How many colleagues.")
    var colleagues = 2000
    @Option(help: "Decides everything.")
    var seed: UInt64 = 1
    @Flag(help: "Also from a store, which takes long to fill.")
    var stored = false
    @Option(help: "Where to write the tables, the SQL and the answers; a new or empty directory.")
    var write: String?

    func run() async throws {
        let seconds = stored ? try await storedSeconds() : nil
        var random = RandomHistory(seed: seed, interactions: interactions, customers: customers, colleagues: colleagues)
        let history = random.history()
        let before = Memory.peak()
        var board: Scoreboard?
        let full = ContinuousClock().measure {
            board = Scoreboard(history: history, book: random.book, options: ScoringOptions(), now: RandomHistory.now)
        }
        // Taken out, not copied: a second owner would have every array copied at the first change.
        guard var board = board.take() else { return }
        var found = 0
        let introductions = ContinuousClock().measure {
            found = Introductions(
                history: board.history,
                book: board.book,
                options: board.options,
                now: board.now,
                nameable: random.nameable
            ).introducers(to: random.targets).reduce(0) { $0 + $1.count }
        }
        let again = ContinuousClock().measure { board.advance(to: RandomHistory.now) }
        let peak = Memory.peak()
        if let write {
            try writeEverything(ScoringTables(board, nameable: random.nameable, targets: random.targets), write)
        }
        // What a sync brings: mostly new ones of whom one has much already.
        var more = RandomHistory(seed: seed + 1, interactions: 1000, customers: customers, colleagues: colleagues)
        var news: [StoredInteraction] = []
        while var interaction = more.next() {
            interaction.number += Int64(interactions)
            news.append(interaction)
        }
        var touched = 0
        let incremental = ContinuousClock().measure { touched = board.apply(news).count }
        print(
            """
            {"interactions": \(interactions), "records": \(board.book.records.count), "introducers": \(found), \
            "full_s": \(full.seconds), "introductions_s": \(introductions.seconds), "again_s": \(again.seconds), \
            "incremental_s": \(incremental.seconds), "incremental_records": \(touched), \
            "history_mib": \(before), "peak_mib": \(peak), "stored_s": \(seconds.map { "\($0)" } ?? "null")}
            """
        )
    }

    /// Of reading all from a store and scoring it.
    private func storedSeconds() async throws -> Double {
        let random = RandomHistory(seed: seed, interactions: interactions, customers: customers, colleagues: colleagues)
        let stored = try await StoredHistory(random)
        return try await ContinuousClock().measure {
            let history = try await stored.history(random.positions)
            let board = Scoreboard(
                history: history,
                book: random.book,
                options: ScoringOptions(),
                now: RandomHistory.now
            )
            guard history.count == interactions, board.scores.count == random.book.records.count else {
                throw ValidationError("the store does not have all of them")
            }
        }.seconds
    }

    private func writeEverything(_ tables: ScoringTables, _ directory: String) throws {
        let directory = FilePath(directory)
        for table in ScoringTables.Table.allCases {
            try Self.write(PortableSQL.columns(of: table), directory.appending("\(table.rawValue).csv")) {
                try tables.forEachRow(of: table, $0)
            }
        }
        for dialect in PortableSQL.Dialect.allCases {
            for text in PortableSQL.allCases {
                try Self.file(directory.appending("\(dialect.rawValue)-\(text.rawValue).sql")) {
                    try $0.writeAll(text.text(for: dialect).utf8)
                }
            }
        }
        for family in PortableSQL.families {
            try Self.write([family.rawValue], directory.appending("answer-\(family.rawValue).csv")) {
                try tables.forEachAnswer(of: family, $0)
            }
        }
    }

    private static func write(
        _ names: [String],
        _ path: FilePath,
        _ forEachRow: (_ body: ([Int64?]) throws -> Void) throws -> Void
    ) throws {
        try file(path) { file in
            var rows = NumberRows(names)
            try forEachRow { row in
                rows.add(row)
                try rows.flush(above: 65_536) { try file.writeAll($0) }
            }
            try rows.flush { try file.writeAll($0) }
        }
    }

    private static func file(_ path: FilePath, _ body: (FileDescriptor) throws -> Void) throws {
        let file = try FileDescriptor.open(
            path,
            .writeOnly,
            options: [.create, .truncate],
            permissions: [.ownerReadWrite, .groupRead, .otherRead]
        )
        try file.closeAfter { try body(file) }
    }
}

extension Duration {
    fileprivate var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
