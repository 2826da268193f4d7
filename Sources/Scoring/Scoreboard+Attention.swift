extension Scoreboard {
    /// What each record needs, told once for each relationship; `Documentation/health.md`, "Told once".
    package func attentions() -> [Attention] {
        var told = scores.map(\.attention)
        let contacts = book.records.indices.filter { book.records[$0].kind == .contact && told[$0].points > 0 }
        let others = book.records.indices.filter { book.records[$0].kind != .contact && told[$0].points > 0 }
        hide(&told, others.filter { isToldByContact($0, Voices(contacts, self)) })
        // What several companies or sales say of one person, the most urgent of them says.
        var spoken = Voices(personCount: book.personCount)
        for record in mostUrgentFirst(others) where told[record].points > 0 {
            let needs = told[record]
            if needs.reason != .closing, points(spoken, about: record) >= needs.points {
                hide(&told, [record])
            } else {
                spoken.add(needs, of: book.records[record])
            }
        }
        var twins = Voices(personCount: book.personCount)
        for record in mostUrgentFirst(contacts) {
            let needs = told[record]
            let isTold = needs.reason != .waiting && points(spoken, about: record) >= needs.points
            if isTold || points(twins, about: record) > 0 {
                hide(&told, [record])
            } else {
                twins.add(needs, of: book.records[record])
            }
        }
        return told
    }

    /// By person, what was said of it.
    private struct Voices {
        var points: [Int64]
        /// A bit for each reason.
        var reasons: [UInt8]

        init(personCount: Int) {
            points = [Int64](repeating: 0, count: personCount)
            reasons = [UInt8](repeating: 0, count: personCount)
        }

        init(_ records: [Int], _ board: Scoreboard) {
            self.init(personCount: board.book.personCount)
            for record in records { add(board.scores[record].attention, of: board.book.records[record]) }
        }

        mutating func add(_ needs: Attention, of record: ScoredRecords.Record) {
            for interest in record.interests {
                let person = Int(interest.person)
                points[person] = max(points[person], needs.points)
                reasons[person] |= 1 << UInt8(needs.reason.rawValue)
            }
        }
    }

    /// Where a contact waits, has the same to tell or is as urgent, it speaks for its company.
    private func isToldByContact(_ record: Int, _ contacts: Voices) -> Bool {
        let needs = scores[record].attention
        guard needs.reason != .closing else { return false }
        let telling: UInt8 = 1 << UInt8(Attention.Reason.waiting.rawValue) | 1 << UInt8(needs.reason.rawValue)
        return book.records[record].interests.contains { interest in
            let person = Int(interest.person)
            return contacts.points[person] >= needs.points || contacts.reasons[person] & telling != 0
        }
    }

    private func points(_ voices: Voices, about record: Int) -> Int64 {
        book.records[record].interests.map { voices.points[Int($0.person)] }.max() ?? 0
    }

    private func mostUrgentFirst(_ records: [Int]) -> [Int] {
        records.sorted { left, right in
            let (one, other) = (scores[left].attention.points, scores[right].attention.points)
            // Of two that are as urgent, what is more special: a sale before its company.
            return one != other
                ? one > other
                : (book.records[right].kind.rawValue, left) < (book.records[left].kind.rawValue, right)
        }
    }

    private func hide(_ told: inout [Attention], _ records: [Int]) {
        for record in records { (told[record].points, told[record].reason) = (0, .none) }
    }
}
