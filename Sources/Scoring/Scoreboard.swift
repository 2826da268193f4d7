package import Interactions

/// All scores at one clock, kept up with the store: after a change only the records that it touches are scored anew.
package struct Scoreboard: Sendable {
    package private(set) var history: History
    package let book: ScoredRecords
    package let options: ScoringOptions
    package private(set) var now: Int64
    /// By record, a position in `book`.
    package private(set) var scores: [Score] = []
    private let attributed: Adjacency<UInt32>
    /// Of records that changes touched, in place of `attributed`.
    private var changed: [Int: [UInt32]] = [:]

    package init(history: History, book: ScoredRecords, options: ScoringOptions, now: Int64) {
        self.history = history
        self.book = book
        self.options = options
        self.now = now
        attributed = Self.attributed(history, book)
        scoreAll()
    }

    private static func attributed(_ history: History, _ book: ScoredRecords) -> Adjacency<UInt32> {
        var pairs: [(record: UInt32, interaction: UInt32)] = []
        pairs.reserveCapacity(history.count * 2)
        var attribution = Attribution(book: book)
        for position in 0..<history.count {
            attribution.forEachRecord(of: position, in: history) { pairs.append((UInt32($0), UInt32(position))) }
        }
        return Adjacency(groups: book.records.count) { emit in
            for pair in pairs { emit(Int(pair.record), pair.interaction) }
        }
    }

    private mutating func scoreAll() {
        var scorer = RecordScorer(history: history, book: book, options: options, now: now)
        scores = book.records.indices.map { record in
            if let own = changed[record] { return scorer.score(record, attributed: own) }
            return scorer.score(record, attributed: attributed[record])
        }
    }

    /// The interactions that count for a record, by position in `history`.
    package func interactions(of record: Int) -> [Int] {
        (changed[record] ?? Array(attributed[record])).map { Int($0) }
    }

    /// Takes over what is new, different or gone in the store, and scores the records that it touches.
    ///
    /// The clock stands still: to let it run on, `advance(to:)`.
    /// - Returns: the records that were scored.
    @discardableResult
    package mutating func apply(_ interactions: [StoredInteraction], removed: [Int64] = []) -> Set<Int> {
        var attribution = Attribution(book: book)
        var dirty: Set<Int> = []
        func note(_ position: Int, _ change: (inout [UInt32]) -> Void) {
            attribution.forEachRecord(of: position, in: history) { record in
                dirty.insert(record)
                var own = changed.removeValue(forKey: record) ?? Array(attributed[record])
                change(&own)
                changed[record] = own
            }
        }
        func leave(_ number: Int64) {
            guard let position = history.position(ofNumber: number) else { return }
            note(position) { $0.removeAll { $0 == UInt32(position) } }
        }
        for number in removed {
            leave(number)
            history.remove(number: number)
        }
        for interaction in interactions {
            leave(interaction.number)
            guard let position = history.put(interaction) else { continue }
            note(position) { $0.append(UInt32(position)) }
        }
        var scorer = RecordScorer(history: history, book: book, options: options, now: now)
        for record in dirty {
            scores[record] = scorer.score(record, attributed: changed[record] ?? [])
        }
        return dirty
    }

    /// Moves the clock, which ages everything: all records are scored anew, from memory.
    package mutating func advance(to now: Int64) {
        self.now = now
        scoreAll()
    }
}
