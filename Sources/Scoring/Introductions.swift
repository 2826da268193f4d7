import Interactions

/// Who knows whom; `Documentation/introductions.md` has the formula.
package struct Introductions: Sendable {
    /// The most that are named.
    package static let limit = 5
    /// In which a contact fades by one bucket, microseconds.
    private static let span = 30 * Span.day

    private let history: History
    private let book: ScoredRecords
    private let options: ScoringOptions
    private let now: Int64
    private let isNameable: [Bool]

    /// - Parameter nameable: the colleagues who may be named, by any of their addresses.
    package init(
        history: History,
        book: ScoredRecords,
        options: ScoringOptions,
        now: Int64,
        nameable: some Sequence<UInt32>
    ) {
        self.history = history
        self.book = book
        self.options = options
        self.now = now
        var isNameable = [Bool](repeating: false, count: max(history.personCount, book.personCount))
        for person in nameable {
            let canonical = Int(book.canonicalAddress(of: person))
            if canonical < isNameable.count { isNameable[canonical] = true }
        }
        self.isNameable = isNameable
    }

    /// What connects a colleague with a target: the colleague's canonical address, and the interaction with its ways.
    private struct Link: BitwiseCopyable, Sendable {
        static let out: UInt32 = 1
        static let back: UInt32 = 2

        let colleague: UInt32
        private let packed: UInt32

        init(colleague: UInt32, position: Int, ways: UInt32) {
            self.colleague = colleague
            packed = UInt32(position) << 2 | ways
        }

        var position: Int { Int(packed >> 2) }
        var ways: UInt32 { packed & 3 }
    }

    /// For each target up to five colleagues, the best first.
    ///
    /// - Parameters:
    ///   - targets: the persons, by any of their addresses, that each target is made of.
    ///   - clocks: a clock for each target, in place of the one of all.
    package func introducers(to targets: [[UInt32]], at clocks: [Int64]? = nil) -> [[Introducer]] {
        let (first, last) = (clocks?.min() ?? now, clocks?.max() ?? now)
        let persons = Adjacency<UInt32>(groups: history.personCount) { emit in
            for (target, people) in targets.enumerated() {
                for person in people where person < history.personCount { emit(Int(person), UInt32(target)) }
            }
        }
        let links = Adjacency<Link>(groups: targets.count) { emit in
            for position in 0..<history.count { forEachLink(of: position, persons, first...last, emit) }
        }
        var pairs = PairTable(personCount: isNameable.count)
        return targets.indices.map { target in
            let clock = clocks?[target] ?? now
            for link in links[target] {
                let row = history.rows[link.position]
                let worth = worth(of: row, at: clock)
                guard worth > 0 else { continue }
                pairs.add(
                    link.colleague,
                    row,
                    position: link.position,
                    key: history.keys[link.position],
                    isOut: link.ways & Link.out != 0,
                    isBack: link.ways & Link.back != 0,
                    worth: worth
                )
            }
            return pairs.takeFirst(Self.limit)
        }
    }

    /// The positions of what connects `colleague` with the persons of one target, latest first.
    package func interactions(of colleague: UInt32, with target: [UInt32]) -> [Int] {
        let persons = Adjacency<UInt32>(groups: history.personCount) { emit in
            for person in target where person < history.personCount { emit(Int(person), 0) }
        }
        var found: [Int] = []
        for position in 0..<history.count {
            forEachLink(of: position, persons, now...now) { _, link in
                if link.colleague == colleague, found.last != position { found.append(position) }
            }
        }
        return found.sorted { (history.rows[$0].at, history.keys[$0]) > (history.rows[$1].at, history.keys[$1]) }
    }

    /// - Parameter clocks: what is worth nothing at any of them connects nobody.
    private func forEachLink(
        of position: Int,
        _ persons: Adjacency<UInt32>,
        _ clocks: ClosedRange<Int64>,
        _ emit: (Int, Link) -> Void
    ) {
        let row = history.rows[position]
        guard row.isScored, !row.marks.contains(.planned), row.kind != .phoneCall || options.usesExchange,
            worth(of: row, at: min(max(row.at, clocks.lowerBound), clocks.upperBound)) > 0
        else { return }
        for left in row.participants where row.kind == .meeting || history.parts[left].role == .sender {
            for right in row.participants where left != right {
                let (one, other) = (history.parts[left], history.parts[right])
                guard one.isInternal != other.isInternal else { continue }
                // In a meeting each pair stands here twice: once is enough.
                guard
                    row.kind == .meeting
                        ? one.isInternal && one.role.attends && other.role.attends : isReached(other, by: row)
                else { continue }
                let colleague = book.canonicalAddress(of: (one.isInternal ? one : other).person)
                guard isNameable[Int(colleague)] else { continue }
                let isMutual = row.kind == .meeting || row.isTalk
                let ways = isMutual ? Link.out | Link.back : one.isInternal ? Link.out : Link.back
                for target in persons[Int((one.isInternal ? other : one).person)] {
                    emit(Int(target), Link(colleague: colleague, position: position, ways: ways))
                }
            }
        }
    }

    /// Whether a mail or call is to somebody; what came through a list of ours is not.
    private func isReached(_ part: PackedPart, by row: History.Row) -> Bool {
        if part.role.isReached(by: row.kind) { return true }
        return part.gotBlindly(row) && !row.participants.contains { mayBeList(history.parts[$0], in: row) }
    }

    /// An address of ours that is no colleague's: a list brings a mail to whom it does not name, as a blind copy does.
    private func mayBeList(_ part: PackedPart, in row: History.Row) -> Bool {
        part.isInternal && part.role.isReached(by: row.kind) && !isNameable[Int(book.canonicalAddress(of: part.person))]
    }

    /// Base × quarters × factor; 0 for what says nothing.
    private func worth(of row: History.Row, at clock: Int64) -> Int64 {
        row.kind.base * row.crowdQuarters * Decay.factor(age: clock - row.at, length: Self.span)
    }
}

extension History.Row {
    /// How much a part in it says, in quarters: the more took part, the less.
    fileprivate var crowdQuarters: Int64 {
        switch UInt64(inside) + UInt64(outside) {
        case ...4: 4
        case ...10: 2
        case ...30: 1
        default: 0
        }
    }
}
