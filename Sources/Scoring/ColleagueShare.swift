import Interactions

/// What one colleague did for a relationship in 365 days; `Documentation/kpis.md`, "What each colleague contributed".
package struct ColleagueShare: Hashable, Sendable {
    /// Number of the address that the colleague is shown by.
    package var person: UInt32
    /// Mails that the colleague wrote.
    package var emailsSent: Int64 = 0
    /// Mails from outside that came to the colleague.
    package var emailsReceived: Int64 = 0
    package var meetings: Int64 = 0
    package var calls: Int64 = 0
    /// Spent with it, colleagues' copies read included.
    package var seconds: Int64 = 0
    package var lastAt = Int64.min

    package var total: Int64 { emailsSent + emailsReceived + meetings + calls }

    fileprivate mutating func add(_ row: History.Row, isSender: Bool) {
        switch row.kind {
        case .meeting: meetings += 1
        case .phoneCall: calls += 1
        case .email:
            if isSender { emailsSent += 1 } else if !row.isOutbound { emailsReceived += 1 }
            seconds += isSender ? 300 : 150
        }
        if row.kind != .email, !row.marks.contains(.allDay) { seconds += Int64(row.duration) }
        lastAt = max(lastAt, row.at)
    }
}

extension Scoreboard {
    /// All colleagues who took part in what counts for a record, whoever did most first.
    package func colleagues(of record: Int) -> [ColleagueShare] {
        var shares: [UInt32: ColleagueShare] = [:]
        for one in all(of: record) {
            let row = history.rows[one.position]
            guard row.at <= now, now - row.at < Span.year else { continue }
            // Whether he wrote it, where somebody is in it twice.
            var present: [UInt32: Bool] = [:]
            for index in row.participants {
                let part = history.parts[index]
                guard part.isInternal, part.isHeard(in: row) else { continue }
                let person = book.canonicalAddress(of: part.person)
                present[person] = present[person] == true || part.role == .sender
            }
            for (person, isSender) in present {
                shares[person, default: ColleagueShare(person: person)].add(row, isSender: isSender)
            }
        }
        return shares.values.sorted { left, right in
            (right.total, right.lastAt, left.person) < (left.total, left.lastAt, right.person)
        }
    }
}
