import Interactions

/// Which records an interaction counts for: `Documentation/kpis.md`, "To which record".
struct Attribution {
    private let book: ScoredRecords
    /// By record, the call in which it was found last.
    private var seen: [UInt32]
    private var call: UInt32 = 0

    init(book: ScoredRecords) {
        self.book = book
        seen = [UInt32](repeating: 0, count: book.records.count)
    }

    /// Calls `body` once for every record that the interaction at `position` counts for.
    mutating func forEachRecord(of position: Int, in history: History, _ body: (Int) -> Void) {
        let row = history.rows[position]
        guard row.isScored else { return }
        call += 1
        if row.regarding >= 0 {
            seen[Int(row.regarding)] = call
            body(Int(row.regarding))
        }
        for index in row.participants {
            let part = history.parts[index]
            guard !part.isInternal, part.role.isHeard(in: row.kind) else { continue }
            for listener in book.listeners[Int(part.person)] {
                let record = Int(listener >> 1)
                guard seen[record] != call, row.kind != .meeting || listener & 1 == 1 else { continue }
                guard hasTeam(of: record, row.participants, history) else { continue }
                seen[record] = call
                body(record)
            }
        }
    }

    private func hasTeam(of record: Int, _ participants: Range<Int>, _ history: History) -> Bool {
        guard let team = book.records[record].team else { return true }
        return participants.contains {
            history.parts[$0].isInternal && team.contains(history.parts[$0].person)
        }
    }
}
