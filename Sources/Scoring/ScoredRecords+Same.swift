extension ScoredRecords {
    /// Whether it says what another one said whose persons are numbered anew, so that whatever counted for a record
    /// still does.
    package func isSame(as former: ScoredRecords, _ renumbering: Renumbering) -> Bool {
        guard renumbering.keepsOrder, records.count == former.records.count,
            canonicalAddresses.count == former.canonicalAddresses.count
        else { return false }
        let isUnmoved = renumbering.isIdentity
        return zip(records, former.records).allSatisfy { $0 == (isUnmoved ? $1 : $1.renumbered(renumbering)) }
            && zip(canonicalAddresses, former.canonicalAddresses).allSatisfy { now, before in
                now.person == renumbering[before.person] && now.canonical == renumbering[before.canonical]
            }
    }
}

extension ScoredRecords.Record {
    /// Nil if somebody in it is nobody any more.
    fileprivate func renumbered(_ renumbering: Renumbering) -> Self? {
        let people = interests.compactMap { interest in
            renumbering[interest.person].map { ScoredRecords.Interest(person: $0, meetings: interest.meetings) }
        }
        let colleagues = team.map { $0.compactMap { renumbering[$0] } }
        guard people.count == interests.count, colleagues?.count == team?.count else { return nil }
        return Self(kind, isActive: isActive, interests: people, team: colleagues, buyers: buyers, stakes: stakes)
    }
}
