extension Scoreboard {
    /// What each record needs, told once for each relationship; `Documentation/health.md`, "Told once".
    package func attentions() -> [Attention] {
        var told = scores.map(\.attention)
        let contacts = book.records.indices.filter { book.records[$0].kind == .contact && told[$0].points > 0 }
        let others = book.records.indices.filter { book.records[$0].kind != .contact && told[$0].points > 0 }
        hide(&told, others.filter { isToldByContacts($0) })
        // What several companies or sales say of one person, the most urgent of them says.
        var spoken = Voices(personCount: book.personCount)
        var waiting = Voices(personCount: book.personCount)
        for record in mostUrgentFirst(others) where told[record].points > 0 {
            let needs = told[record]
            let isTold =
                needs.reason != .closing && spoken.points(about: book.records[record]) >= needs.points
            if isTold { hide(&told, [record]) }
            // With a company that is told by its sale goes what the company would tell; who waits is told for himself.
            if !isTold || needs.reason != .waiting { spoken.add(needs, of: book.records[record]) }
            if !isTold, needs.reason == .waiting { waiting.add(needs, of: book.records[record]) }
        }
        var twins = Voices(personCount: book.personCount)
        for record in mostUrgentFirst(contacts) {
            let needs = told[record]
            let voices = needs.reason == .waiting ? waiting : spoken
            let isTold = voices.points(about: book.records[record]) >= needs.points
            if isTold || twins.points(about: book.records[record]) > 0 {
                hide(&told, [record])
            } else {
                twins.add(needs, of: book.records[record])
            }
        }
        return told
    }

    /// By person, how urgent what was said of it is.
    private struct Voices {
        private var points: [Int64]

        init(personCount: Int) {
            points = [Int64](repeating: 0, count: personCount)
        }

        mutating func add(_ needs: Attention, of record: ScoredRecords.Record) {
            for interest in record.interests {
                points[Int(interest.person)] = max(points[Int(interest.person)], needs.points)
            }
        }

        func points(about record: ScoredRecords.Record) -> Int64 {
            record.interests.map { points[Int($0.person)] }.max() ?? 0
        }
    }

    /// Where a contact waits, has the same to tell or is as urgent, it speaks for its company; not where several have
    /// the same to tell, which the company says at once.
    private func isToldByContacts(_ record: Int) -> Bool {
        let needs = scores[record].attention
        guard needs.reason != .closing else { return false }
        let telling = contacts(heardBy: record).map { scores[$0].attention }.filter { contact in
            contact.reason == .waiting || contact.reason == needs.reason || contact.points >= needs.points
        }
        let isSaidAtOnce =
            telling.count > 1 && telling.allSatisfy { $0.reason == needs.reason && $0.points <= needs.points }
        return !telling.isEmpty && !isSaidAtOnce
    }

    /// Contacts that need something, of people whom a record listens to.
    private func contacts(heardBy record: Int) -> Set<Int> {
        var contacts: Set<Int> = []
        for interest in book.records[record].interests {
            for listener in book.listeners[Int(interest.person)] {
                let other = Int(listener >> 1)
                if book.records[other].kind == .contact, scores[other].attention.points > 0 { contacts.insert(other) }
            }
        }
        return contacts
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
