import Interactions
import Scoring

extension Relationships {
    /// Positions of the records that a query asks for, in its order.
    ///
    /// - Throws: `EngineError` of code `unknownName` for an owner, team or account that is nobody, or several.
    package func find(_ query: RelationshipQuery) throws -> [Int] {
        let owners = try owners(query)
        let account = try query.account.map { try record($0, among: [.account], for: query.sight) }
        let records = index.records
        var found: [Int] = []
        // What a number decides comes first: to look at a row of the CRM takes longer.
        for position in self.records(by: query.order, isReversed: query.isReversed) where isAsked(position, query) {
            guard found.count < query.limit ?? .max else { break }
            guard query.tables.contains(records[position].reference.table) else { continue }
            if let sight = query.sight, !sight.includes(records[position]) { continue }
            if let owners, records[position].owner.map(owners.contains) != true { continue }
            if let account, position != account, index.company(of: position) != account { continue }
            guard query.states.isEmpty || query.states.contains(health(of: position).state) else { continue }
            found.append(position)
        }
        return found
    }

    /// Users and teams to one of whom a record has to belong, nil where anybody will do.
    private func owners(_ query: RelationshipQuery) throws -> Set<CRMReference>? {
        var owners: Set<CRMReference>?
        if let text = query.owner { owners = [try colleague(text, in: .user).reference] }
        if query.isMine {
            guard let user else {
                throw EngineError(.badSettings, "Nobody knows whose records are meant: set 'user', or name the owner.")
            }
            let mine: Set = [try own(user)]
            owners = owners?.intersection(mine) ?? mine
        }
        if let text = query.team {
            let team = try colleague(text, in: .team)
            let members = Set([team.reference] + index.members(of: team))
            owners = owners?.intersection(members) ?? members
        }
        return owners
    }

    /// The user of the CRM who 'user' of the settings says one is.
    private func own(_ user: EmailAddress) throws -> CRMReference {
        do {
            return try colleague(user.text, in: .user).reference
        } catch let error as EngineError where error.code == .unknownName {
            throw EngineError(
                .badSettings,
                "'user' of the settings, or RAPPORT_USER, is '\(user.text)', and the CRM has no such user. Set it to the "
                    + "address that the CRM has, or use --owner."
            )
        }
    }

    private func isAsked(_ position: Int, _ query: RelationshipQuery) -> Bool {
        if query.isUrgent, attentions[position].points == 0 { return false }
        guard query.asksForOpen else { return true }
        guard board.book.records[position].isActive else { return false }
        let score = board.scores[position]
        if let days = query.idleDays {
            let idle = score.last.map { (board.now - $0.at) / Timestamp.microsecondsPerDay } ?? .max
            guard idle >= Int64(days) else { return false }
        }
        if query.awaitsAnswer, score.attention.waitingCount == 0 { return false }
        if query.isUnplanned, score.next != nil { return false }
        if query.isSingleThreaded {
            let isCompany = [.account, .opportunity].contains(index.records[position].reference.table)
            guard isCompany, score.circle.outside == 1 else { return false }
        }
        return true
    }
}
