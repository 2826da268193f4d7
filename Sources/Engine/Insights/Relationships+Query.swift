import Interactions
import Scoring

extension Relationships {
    /// Positions of the records that a query asks for, in its order.
    ///
    /// - Throws: `EngineError` of code `unknownName` for an owner, team or account that is nobody, or several.
    package func find(_ query: RelationshipQuery) throws -> [Int] {
        let owners = try owners(query)
        let account = try query.account.map { try record($0, among: [.account], for: query.sight) }
        let found = records(by: query.order, isReversed: query.isReversed).lazy.filter { position in
            let record = index.records[position]
            guard query.tables.contains(record.reference.table) else { return false }
            if let sight = query.sight, !sight.includes(record) { return false }
            if let owners, record.owner.map(owners.contains) != true { return false }
            if let account, position != account, index.company(of: position) != account { return false }
            guard query.states.isEmpty || query.states.contains(health(of: position).state) else { return false }
            return isAsked(position, query)
        }
        return Array(found.prefix(query.limit ?? .max))
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
        let score = board.scores[position]
        let isOpen = board.book.records[position].isActive
        if query.isOpen, !isOpen { return false }
        if query.isUrgent, attentions[position].points == 0 { return false }
        if let days = query.idleDays {
            let idle = score.last.map { (board.now - $0.at) / Timestamp.microsecondsPerDay } ?? .max
            guard isOpen, idle >= Int64(days) else { return false }
        }
        if query.awaitsAnswer { guard isOpen, score.attention.waitingCount > 0 else { return false } }
        if query.isUnplanned { guard isOpen, score.next == nil else { return false } }
        if query.isSingleThreaded {
            let isCompany = [.account, .opportunity].contains(index.records[position].reference.table)
            guard isOpen, isCompany, score.circle.outside == 1 else { return false }
        }
        return true
    }
}
