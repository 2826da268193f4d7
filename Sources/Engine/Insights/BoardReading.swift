import Connector
import Interactions
import Scoring

/// Reads what is scored: all of it, or what changed since an earlier reading where that comes to the same.
struct BoardReading {
    /// Under what interactions were read: where nothing of it changed, what was read may be gone on with.
    struct Grounds: Equatable, Sendable {
        /// Within it sequences and numbers keep their meaning.
        let epoch: StoreEpoch
        /// Without, the CRM's own copies are read, whose changes the store does not tell.
        let usesExchange: Bool
        /// Of those of whom nothing may be told.
        let optedOut: Int
        /// What only held mailboxes have.
        let untold: Set<Int64>
    }

    /// So many changes are taken over one by one.
    private static let few = 1_000

    /// The store at one moment.
    let store: any InteractionReader
    let grounds: Grounds
    let people: People
    let index: RecordIndex
    let options: ScoringOptions
    /// Microseconds since 1970.
    let now: Int64

    /// - Parameters:
    ///   - former: what may be gone on with.
    ///   - standing: whether the former clock may go on to count where nothing changed that happened after it.
    func board(after former: Relationships?, standing: Bool) async throws -> Scoreboard {
        if let former, let board = try await continued(former, standing: standing) { return board }
        return Scoreboard(history: try await whole(), book: index.book, options: options, now: now)
    }

    private func whole() async throws -> History {
        let history = History(
            persons: people.persons,
            positions: index.positions,
            usesExchange: grounds.usesExchange
        )
        let untold = grounds.untold
        return grounds.usesExchange
            ? try await store.reduce(into: history) { if !untold.contains($1.number) { $0.put($1) } }
            : try await store.reduceCRM(into: history) { $0.put($1) }
    }

    /// Nil where everything has to be read.
    ///
    /// All that has to be the same so that less is enough is asked here, and nowhere else.
    private func continued(_ former: Relationships, standing: Bool) async throws -> Scoreboard? {
        guard former.grounds == grounds, grounds.usesExchange, former.board.now <= now else { return nil }
        var history = former.board.history
        // Where much of it is different, all of it is read as fast.
        guard !history.isWorn,
            var changes = try await store.changes(since: former.sequence, limit: max(Self.few, history.count / 4))
        else { return nil }
        changes.interactions.removeAll { grounds.untold.contains($0.number) }
        // What comes back after it was gone may have no place.
        guard history.takes(changes.interactions) else { return nil }
        let isSomebodyElse = history.names(anyOf: former.people.persons(in: changes.standIns))
        let renumbering = people.renumbering(of: former.people, isSomebodyElse ? changes.standIns : [:])
        history.renumber(renumbering, persons: people.persons, positions: index.positions)
        // What counts for whom is worked out anew where records are others, or listen to others than before, and where
        // it takes no longer.
        guard changes.interactions.count + changes.removed.count <= Self.few,
            former.board.options == options, former.index.positions == index.positions,
            index.book.isSame(as: former.index.book, renumbering)
        else {
            history.take(changes.interactions, removed: changes.removed)
            return Scoreboard(history: history, book: index.book, options: options, now: now)
        }
        var board = former.board
        board.renumber(renumbering, history: history, book: index.book)
        board.apply(changes.interactions, removed: changes.removed)
        let happened = former.board.now + 1..<now + 1
        let isStanding = standing && !changes.interactions.contains { happened.contains($0.occurredAt.microseconds) }
        if !isStanding { board.advance(to: now) }
        return board
    }
}
