import Interactions

/// The last contact of a record: when, by whom of us, with whom of them, and through which item.
package struct LastContact: Hashable, Sendable {
    /// People of each side that are named.
    static let mostPeople = 3

    package let moment: Score.Moment
    /// The store's number of the interaction.
    package let number: Int64
    /// Who of us wrote, or was written to by them, called or came.
    ///
    /// First who began it, then whom it was to, then the others.
    package let by: [UInt32]
    /// Who of those whom the record listens to wrote, was written to, called or came, in the same order; everybody
    /// where it is regarding the record.
    package let with: [UInt32]
}

extension LastContact {
    /// In which order people are named.
    fileprivate enum Rank: CaseIterable {
        case began, direct, other

        init(_ part: PackedPart) {
            let heard = Heard(part)
            self = heard.contains(.began) ? .began : heard.contains(.direct) ? .direct : .other
        }
    }
}

extension Scoreboard {
    /// Nil for a record without contact before the clock.
    package func lastContact(of record: Int) -> LastContact? {
        // The history itself is not touched for each interaction: to take it out of the board copies all its columns.
        let (rows, keys, now) = (history.rows, history.keys, now)
        var latest: (at: Int64, key: Int64, position: Int)?
        for one in everything(of: record) where !one.isBeside {
            let (at, key) = (rows[one.position].at, keys[one.position])
            guard at <= now else { continue }
            if let latest, (at, key) <= (latest.at, latest.key) { continue }
            latest = (at, key, one.position)
        }
        guard let last = latest?.position else { return nil }
        let row = rows[last]
        let heard = row.participants.map { history.parts[$0] }.filter { $0.isHeard(in: row) }
        let parts = LastContact.Rank.allCases.flatMap { rank in heard.filter { LastContact.Rank($0) == rank } }
        let isOurMail = row.kind == .email && row.isOutbound
        let isRegarding = Int(row.regarding) == record
        func people(_ parts: [PackedPart]) -> [UInt32] {
            var people: [UInt32] = []
            for part in parts {
                let person = book.canonicalAddress(of: part.person)
                if !people.contains(person) { people.append(person) }
            }
            return Array(people.prefix(LastContact.mostPeople))
        }
        return LastContact(
            moment: history.moment(at: last),
            number: history.number(at: last),
            by: people(parts.filter { $0.isInternal && (!isOurMail || $0.role == .sender) }),
            with: people(
                parts.filter { part in
                    !part.isInternal
                        && (isRegarding
                            || book.listeners[Int(part.person)].contains { Int($0 >> 1) == record })
                }
            )
        )
    }
}
