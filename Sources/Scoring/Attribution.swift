import Interactions

/// Which records an interaction counts for: `Documentation/kpis.md`, "To which record".
struct Attribution {
    private let book: ScoredRecords
    /// By record, the call in which it was found last, and where in `found`.
    private var seen: [(call: UInt32, place: Int32)]
    private var call: UInt32 = 0
    /// Beside are those that listen to somebody in it, but for which none of its colleagues counts.
    private var found: [(record: Int, heard: Heard, isBeside: Bool)] = []

    init(book: ScoredRecords) {
        self.book = book
        seen = [(call: UInt32, place: Int32)](repeating: (0, 0), count: book.records.count)
    }

    /// Calls `body` once for every record that the interaction at `position` counts for, or goes on beside.
    mutating func forEachRecord(of position: Int, in history: History, _ body: (Int, Attributed) -> Void) {
        let row = history.rows[position]
        guard row.isScored else { return }
        call += 1
        found.removeAll(keepingCapacity: true)
        // What is regarding a record is heard by it whoever takes part.
        if row.regarding >= 0 { note(Int(row.regarding), []) }
        for index in row.participants {
            let part = history.parts[index]
            guard !part.isInternal, part.role.isHeard(in: row.kind) else { continue }
            let heard = Heard(part)
            if row.regarding >= 0 { note(Int(row.regarding), heard) }
            for listener in book.listeners[Int(part.person)] where row.kind != .meeting || listener & 1 == 1 {
                let record = Int(listener >> 1)
                let isBeside = seen[record].call != call && !hasTeam(of: record, row.participants, history)
                note(record, heard, isBeside: isBeside)
            }
        }
        for (record, heard, isBeside) in found {
            let heard: Heard = heard == [] && isAbout(record, row) ? .everything : heard
            body(record, Attributed(position, row, heard: heard, isBeside: isBeside))
        }
    }

    /// Without anybody outside in a part that is heard, the CRM's word stands alone.
    private func isAbout(_ record: Int, _ row: History.Row) -> Bool { Int(row.regarding) == record }

    /// - Parameter isBeside: counts where the record is noted for the first time.
    private mutating func note(_ record: Int, _ heard: Heard, isBeside: Bool = false) {
        if seen[record].call == call {
            found[Int(seen[record].place)].heard.formUnion(heard)
        } else {
            seen[record] = (call, Int32(found.count))
            found.append((record, heard, isBeside))
        }
    }

    private func hasTeam(of record: Int, _ participants: Range<Int>, _ history: History) -> Bool {
        guard let team = book.records[record].team else { return true }
        return participants.contains {
            history.parts[$0].isInternal && team.contains(history.parts[$0].person)
        }
    }
}
