import ConnectorTesting
import Interactions
import Testing

@testable import Scoring

/// What must hold for every history, on random ones.
struct PropertyTests {
    private static let seeds: [UInt64] = [11, 12, 13, 14]

    private struct Made {
        let entries: [StoredInteraction]
        let random: RandomHistory

        init(seed: UInt64, interactions: Int = 1500, customers: Int = 25) {
            var random = RandomHistory(
                seed: seed,
                interactions: interactions,
                customers: customers,
                colleagues: 8
            )
            var entries: [StoredInteraction] = []
            while let entry = random.next() { entries.append(entry) }
            self.entries = entries
            self.random = random
        }

        func board(
            _ entries: [StoredInteraction],
            now: Int64 = RandomHistory.now,
            options: ScoringOptions = ScoringOptions()
        ) -> Scoreboard {
            var history = History(positions: random.positions)
            for (index, entry) in entries.enumerated() {
                var entry = entry
                entry.number = Int64(index + 1)
                history.put(entry)
            }
            return Scoreboard(history: history, book: random.book, options: options, now: now)
        }

        func introducers(_ board: Scoreboard) -> [[Introducer]] {
            Introductions(
                history: board.history,
                book: board.book,
                options: board.options,
                now: board.now,
                nameable: random.nameable
            ).introducers(to: random.targets)
        }
    }

    @Test(arguments: seeds)
    func `the order of arrival changes nothing`(seed: UInt64) {
        // One of many contacts each, and one of few.
        for made in [Made(seed: seed), Made(seed: seed, interactions: 400, customers: 60)] {
            var dice = SplitMix64(seed: seed)
            let (one, other) = (made.board(made.entries), made.board(made.entries.shuffled(using: &dice)))
            #expect(one.scores == other.scores)
            #expect(made.introducers(one) == made.introducers(other))
            let states = Set(one.scores.map(\.health.state))
            let expected: Set<Health.State> =
                made.random.customers == 60
                ? [.good, .fair, .poor, .notEnough, .noActivities, .notApplicable] : [.good, .notApplicable]
            #expect(states.isSuperset(of: expected))
        }
    }

    @Test(arguments: seeds)
    func `automated, bulk and private ones change nothing`(seed: UInt64) {
        let made = Made(seed: seed)
        let kinds: [Interaction.Flags] = [.automated, .bulk, .private]
        let noise = Made(seed: seed + 100).entries.enumerated().map { index, entry in
            var entry = entry
            entry.flags.insert(kinds[index % kinds.count])
            return entry
        }
        let (one, other) = (made.board(made.entries), made.board(made.entries + noise))
        #expect(one.scores == other.scores)
        #expect(made.introducers(one) == made.introducers(other))
    }

    @Test(arguments: seeds)
    func `hearing of one again changes nothing`(seed: UInt64) {
        let made = Made(seed: seed)
        var board = made.board(made.entries)
        let scores = board.scores
        var again: [StoredInteraction] = []
        for (index, entry) in made.entries.enumerated() where index % 3 == 0 {
            var entry = entry
            entry.number = Int64(index + 1)
            again.append(entry)
        }
        #expect(!board.apply(again).isEmpty)
        #expect(board.scores == scores)
        #expect(made.introducers(board) == made.introducers(made.board(made.entries)))
    }

    @Test(arguments: seeds)
    func `shifting all times and the clock together changes nothing but the times`(seed: UInt64) {
        let made = Made(seed: seed)
        let shift: Int64 = 987_654_321_000
        let shifted = made.entries.map { entry in
            var entry = entry
            entry.occurredAt = Timestamp(microseconds: entry.occurredAt.microseconds + shift)
            return entry
        }
        // The dates of the CRM are days of the calendar, which do not move.
        var options = ScoringOptions()
        options.importance.closeDate = 0
        let one = made.board(made.entries, options: options)
        let other = made.board(shifted, now: RandomHistory.now + shift, options: options)
        #expect(one.scores.map(\.health) == other.scores.map(\.health))
        #expect(one.scores.map(\.totals) == other.scores.map(\.totals))
        #expect(one.scores.map(\.weeks) == other.scores.map(\.weeks))
        #expect(one.scores.map(\.byUs) == other.scores.map(\.byUs))
        #expect(one.scores.map(\.interval) == other.scores.map(\.interval))
        #expect(one.scores.map(\.strength) == other.scores.map(\.strength))
        #expect(one.scores.map(\.attention.points) == other.scores.map(\.attention.points))
        #expect(made.introducers(one).map { $0.map(\.strength) } == made.introducers(other).map { $0.map(\.strength) })
    }

    @Test(arguments: seeds)
    func `more contact that is answered never lowers health at a fixed rhythm`(seed: UInt64) {
        let made = Made(seed: seed)
        var dice = SplitMix64(seed: seed)
        let before = made.board(made.entries)
        var compared = 0
        for _ in 0..<40 {
            let contact = Int.random(in: 0..<made.random.customers, using: &dice)
            let ago = Int64.random(in: 0..<30, using: &dice) * 86_400_000_000
            let person = made.random.book.records[contact].interests[0].person
            let pair = [true, false].map { isOurs in
                StoredInteraction(
                    number: 0,
                    id: InteractionID(KeyedHash(high: dice.next(), low: 0)),
                    kind: .email,
                    direction: isOurs ? .outbound : .inbound,
                    occurredAt: Timestamp(microseconds: RandomHistory.now - ago),
                    flags: isOurs ? [] : .reply,
                    internalCount: 1,
                    externalCount: 1,
                    participants: [
                        .init(role: isOurs ? .sender : .to, address: 1, isInternal: true),
                        .init(role: isOurs ? .to : .sender, address: Int64(person), isInternal: false),
                    ]
                )
            }
            let after = made.board(made.entries + pair)
            for (old, new) in zip(before.scores, after.scores) where new.interval == old.interval {
                guard let score = old.health.score, new != old else { continue }
                compared += 1
                #expect(new.health.score ?? -1 >= score)
            }
        }
        #expect(compared > 20)
    }

    @Test(arguments: seeds)
    func `what changes bring equals scoring all anew, and a removed mailbox is as if never read`(seed: UInt64) {
        let made = Made(seed: seed)
        var dice = SplitMix64(seed: seed)
        let entries = made.entries.enumerated().map { index, entry in
            var entry = entry
            entry.number = Int64(index + 1)
            return entry
        }
        var board = made.board(Array(entries.prefix(900)))
        board.apply(Array(entries[900...]))
        #expect(board.scores == made.board(entries).scores)
        // Some turn out to be automated, some go to another time.
        var changed = entries
        for index in entries.indices where Int.random(in: 0..<10, using: &dice) == 0 {
            if index % 2 == 0 {
                changed[index].flags.insert(.bulk)
            } else {
                changed[index].occurredAt = changed[index].occurredAt.advanced(by: .seconds(-5_000_000))
            }
        }
        let touched = board.apply(zip(changed, entries).filter { $0 != $1 }.map(\.0))
        #expect(board.scores == made.board(changed).scores)
        #expect(touched.count < made.random.book.records.count)
        // A mailbox goes: everything that colleague 3 alone saw.
        let gone = changed.filter { $0.participants.contains { $0.isInternal && $0.address == 3 } }
        board.apply([], removed: gone.map(\.number))
        let rest = changed.filter { entry in !gone.contains { $0.number == entry.number } }
        let expected = made.board(rest)
        #expect(board.scores == expected.scores)
        #expect(made.introducers(board) == made.introducers(expected))
        // Two people are erased: what they took part in goes on without them.
        let erased = Set(made.random.book.records[0...1].flatMap(\.interests).map { Int64($0.person) })
        let after = rest.map { entry in
            var entry = entry
            entry.participants.removeAll { erased.contains($0.address) }
            return entry
        }
        board.apply(zip(after, rest).filter { $0 != $1 }.map(\.0))
        #expect(board.scores == made.board(after).scores)
        #expect(board.attentions() == made.board(after).attentions())
        board.advance(to: RandomHistory.now + 40 * 86_400_000_000)
        #expect(board.scores == made.board(after, now: RandomHistory.now + 40 * 86_400_000_000).scores)
    }
}
