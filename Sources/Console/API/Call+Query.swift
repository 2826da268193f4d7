import Engine
import HTTPTypes
import Interactions
import Scoring

/// Yes or no in a query.
enum Flag: String, CaseIterable {
    case on = "true"
    case off = "false"
}

extension Call {
    /// What the query asks for, by the names that `rapport scores` has for it.
    ///
    /// - Parameter order: where the query names none.
    func relationshipQuery(sortedBy order: RelationshipOrder = .attention) throws -> RelationshipQuery {
        var wanted = RelationshipQuery()
        if let kind = try query.choice("kind", of: RecordKind.self) { wanted.tables = [kind.table] }
        wanted.owner = query["owner"]
        wanted.team = query["team"]
        wanted.account = query["account"]
        wanted.states = Set(
            try query.all("state").filter { !$0.isEmpty }.map { text in
                guard let state = Health.State(name: text) else {
                    throw Problem(.badRequest, "'state' must be a state such as good, fair or poor.")
                }
                return state
            }
        )
        wanted.idleDays = try query.number("no_activity", in: 0...36_600)
        wanted.awaitsAnswer = try query.choice("awaiting_answer", of: Flag.self) == .on
        wanted.isSingleThreaded = try query.choice("single_threaded", of: Flag.self) == .on
        wanted.isUnplanned = try query.choice("nothing_planned", of: Flag.self) == .on
        wanted.order = try query.choice("sort", of: RelationshipOrder.self) ?? order
        wanted.isReversed = try query.choice("reverse", of: Flag.self) == .on
        return wanted
    }
}

extension RelationshipQuery {
    /// The same for one viewer.
    func seen(by sight: Sight) -> RelationshipQuery {
        var query = self
        query.sight = sight
        return query
    }
}
