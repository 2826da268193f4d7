import ConnectorTesting
import Interactions
import Testing

@testable import Scoring

/// Scores that stay as they are until something happens.
@Suite struct `A dated score` {
    private struct Made {
        let history: History
        let random: RandomHistory

        init(seed: UInt64) {
            var random = RandomHistory(seed: seed, interactions: 600, customers: 12, colleagues: 6)
            var history = History(positions: random.positions)
            var number: Int64 = 0
            while var entry = random.next() {
                number += 1
                entry.number = number
                history.put(entry)
            }
            (self.history, self.random) = (history, random)
        }

        func board(at now: Int64) -> Scoreboard {
            Scoreboard(history: history, book: random.book, options: ScoringOptions(), now: now)
        }

        func introductions(at now: Int64) -> Introductions {
            Introductions(
                history: history,
                book: random.book,
                options: ScoringOptions(),
                now: now,
                nameable: random.nameable
            )
        }
    }

    private static let seeds: [UInt64] = [21, 22, 23]
    private static let end = RandomHistory.now
    /// Long enough that much happens to some records and nothing to others.
    private static let start = end - 4 * Span.day

    @Test(arguments: seeds)
    func `is the score of a board with its clock, which is that of its last contact`(seed: UInt64) {
        let made = Made(seed: seed)
        let board = made.board(at: Self.start)
        let clocks = board.clocks(through: Self.end)
        #expect(clocks.contains(Self.start) && Set(clocks).count > 2)
        var boards: [Int64: Scoreboard] = [:]
        for (record, dated) in board.dated(clocks).enumerated() {
            let clock = clocks[record]
            let other = boards[clock] ?? made.board(at: clock)
            boards[clock] = other
            #expect(dated.score == other.scores[record])
            let all = board.everything(of: record) + board.company(of: record)
            let times = all.map { made.history.rows[$0.position].at }
            #expect(clock == max(Self.start, times.filter { $0 <= Self.end }.max() ?? .min))
            #expect(dated.at == clock || (dated.at == nil && board.everything(of: record).isEmpty))
        }
    }

    @Test(arguments: seeds)
    func `stays the same while nothing happens, and differs for whom something does`(seed: UInt64) {
        let made = Made(seed: seed)
        let board = made.board(at: Self.start)
        let clocks = board.clocks(through: Self.end)
        let last = clocks.max() ?? Self.end
        #expect(board.dated(clocks) == board.dated(board.clocks(through: last)))
        let earlier = board.dated(board.clocks(through: last - 1))
        let differing = zip(board.dated(clocks), earlier).enumerated().filter { $1.0 != $1.1 }.map(\.offset)
        #expect(!differing.isEmpty && differing.allSatisfy { clocks[$0] == last })
    }

    @Test(arguments: seeds)
    func `goes with introducers of the same clock`(seed: UInt64) {
        let made = Made(seed: seed)
        let targets = made.random.targets
        let clocks = targets.indices.map { Self.start + Int64($0 % 3) * 45 * Span.day - 90 * Span.day }
        let found = made.introductions(at: Self.start).introducers(to: targets, at: clocks)
        for clock in Set(clocks) {
            let alone = made.introductions(at: clock).introducers(to: targets)
            for target in targets.indices where clocks[target] == clock { #expect(found[target] == alone[target]) }
        }
        #expect(found.contains { !$0.isEmpty })
    }

    @Test func `leaves out what was planned and has not happened, from its time on`() {
        var scene = Scene()
        for index in 0..<6 {
            scene.email(from: true, ago: Double(20 + 7 * index))
            scene.email(from: false, ago: Double(20 + 7 * index) - 0.1, reply: true)
        }
        scene.add(.phoneCall, from: true, ago: 0.5, flags: .planned, seconds: 1_800)
        let (history, book) = (scene.history, scene.book)
        func board(at now: Int64) -> Scoreboard {
            Scoreboard(history: history, book: book, options: scene.options, now: now)
        }
        func introductions(of board: Scoreboard) -> Introductions {
            Introductions(
                history: board.history,
                book: book,
                options: scene.options,
                now: board.now,
                nameable: [Scene.anna]
            )
        }
        let before = board(at: Scene.now - Span.day)
        #expect(before.dated(before.clocks(through: before.now))[0].score.next != nil)
        let clocks = before.clocks(through: Scene.now)
        #expect(clocks == [Scene.now - Span.day / 2])
        let after = board(at: clocks[0])
        #expect(before.dated(clocks)[0].score == after.scores[0])
        #expect(after.scores[0].next == nil)
        let targets = [[Scene.contact]]
        #expect(
            introductions(of: before).introducers(to: targets, at: clocks)
                == introductions(of: after).introducers(to: targets)
        )
    }
}
