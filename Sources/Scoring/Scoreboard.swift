package import Interactions

/// All scores at one clock, kept up with the store: after a change only the records that it touches are scored anew.
package struct Scoreboard: Sendable {
    package private(set) var history: History
    package private(set) var book: ScoredRecords
    package let options: ScoringOptions
    package private(set) var now: Int64
    /// By record, a position in `book`.
    package private(set) var scores: [Score] = []
    private let attributed: Adjacency<Attributed>
    /// Of records that changes touched, in place of `attributed`.
    private var changed: [Int: [Attributed]] = [:]

    package init(history: History, book: ScoredRecords, options: ScoringOptions, now: Int64) {
        var history = history
        for number in history.lapsed(at: now) { history.remove(number: number) }
        self.history = history
        self.book = book
        self.options = options
        self.now = now
        attributed = Self.attributed(history, book)
        scoreAll()
    }

    private static func attributed(_ history: History, _ book: ScoredRecords) -> Adjacency<Attributed> {
        var pairs: [(record: UInt32, interaction: Attributed)] = []
        pairs.reserveCapacity(history.count * 2)
        var attribution = Attribution(book: book)
        for position in 0..<history.count {
            attribution.forEachRecord(of: position, in: history) { pairs.append((UInt32($0), $1)) }
        }
        return Adjacency(groups: book.records.count) { emit in
            for pair in pairs { emit(Int(pair.record), pair.interaction) }
        }
    }

    private mutating func scoreAll() {
        var scorer = RecordScorer(history: history, book: book, options: options, now: now)
        scores = book.records.indices.map { record in
            let company = company(of: record)
            if let own = changed[record] { return scorer.score(record, attributed: own, company: company) }
            return scorer.score(record, attributed: attributed[record], company: company)
        }
    }

    /// What counts for a record.
    func all(of record: Int) -> [Attributed] { everything(of: record).filter { !$0.isBeside } }

    /// What counts for a record, or answers something for it.
    func everything(of record: Int) -> [Attributed] { changed[record] ?? Array(attributed[record]) }

    /// What counts for the companies that buy what a record sells.
    func company(of record: Int) -> [Attributed] {
        book.records[record].buyers.flatMap { everything(of: $0) }
    }

    /// Takes over what is new, different or gone in the store, and scores the records that it touches.
    ///
    /// The clock stands still: to let it run on, `advance(to:)`. What is planned for before it is left out.
    /// - Returns: the records that were scored.
    @discardableResult
    package mutating func apply(_ interactions: [StoredInteraction], removed: [Int64] = []) -> Set<Int> {
        var attribution = Attribution(book: book)
        var dirty: Set<Int> = []
        func note(_ position: Int, _ change: (inout [Attributed], Attributed) -> Void) {
            attribution.forEachRecord(of: position, in: history) { record, one in
                dirty.insert(record)
                var own = changed.removeValue(forKey: record) ?? Array(attributed[record])
                change(&own, one)
                changed[record] = own
            }
        }
        func leave(_ number: Int64) {
            guard let position = history.position(ofNumber: number) else { return }
            note(position) { own, one in own.removeAll { $0.position == one.position } }
        }
        for number in removed {
            leave(number)
            history.remove(number: number)
        }
        for interaction in interactions {
            leave(interaction.number)
            guard let position = history.put(interaction) else { continue }
            if interaction.flags.contains(.planned), interaction.occurredAt.microseconds <= now {
                history.remove(number: interaction.number)
            } else {
                note(position) { $0.append($1) }
            }
        }
        var scorer = RecordScorer(history: history, book: book, options: options, now: now)
        dirty.formUnion(dirty.flatMap { book.purchases[$0].map { Int($0) } })
        for record in dirty {
            scores[record] = scorer.score(record, attributed: everything(of: record), company: company(of: record))
        }
        return dirty
    }

    /// Goes on with persons that are numbered as they are now, everybody still after the same ones.
    ///
    /// - Parameters:
    ///   - history: the same, numbered anew.
    ///   - book: the same, numbered anew.
    package mutating func renumber(_ renumbering: Renumbering, history: History, book: ScoredRecords) {
        (self.history, self.book) = (history, book)
        guard !renumbering.isIdentity else { return }
        for record in scores.indices {
            scores[record].mostContacted = scores[record].mostContacted.compactMap { $0.renumbered(renumbering) }
            scores[record].mostContactedBy = scores[record].mostContactedBy.compactMap { $0.renumbered(renumbering) }
        }
    }

    /// Moves the clock, which ages everything: all records are scored anew, from memory.
    package mutating func advance(to now: Int64) {
        apply([], removed: history.lapsed(at: now))
        self.now = now
        scoreAll()
    }
}

extension Score.Contact {
    fileprivate func renumbered(_ renumbering: Renumbering) -> Score.Contact? {
        guard let person = renumbering[person] else { return nil }
        var contact = self
        contact.person = person
        return contact
    }
}
