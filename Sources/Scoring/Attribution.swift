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
        for index in row.participants where Self.counts(history.parts[index], in: row) {
            for listener in book.listeners[Int(history.parts[index].person)] {
                let record = Int(listener >> 1)
                guard seen[record] != call, !row.isMeeting || listener & 1 == 1 else { continue }
                guard hasTeam(of: record, row.participants, history) else { continue }
                seen[record] = call
                body(record)
            }
        }
    }

    /// Whether somebody outside is heard in this part.
    private static func counts(_ part: PackedPart, in row: History.Row) -> Bool {
        guard !part.isInternal else { return false }
        switch row.kind {
        case 2: return part.attends
        case 3: return (1...2).contains(part.role)
        default: return (1...3).contains(part.role)
        }
    }

    private func hasTeam(of record: Int, _ participants: Range<Int>, _ history: History) -> Bool {
        guard let team = book.records[record].team else { return true }
        return participants.contains {
            history.parts[$0].isInternal && team.contains(history.parts[$0].person)
        }
    }
}
