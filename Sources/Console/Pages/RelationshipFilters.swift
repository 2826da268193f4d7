import Engine
import Interactions
import Scoring

/// What a list of relationships on a page can be narrowed to, by the names that the API has for it, and how its form
/// shows that again.
struct RelationshipFilters {
    /// What sellers ask for most often, with one choice.
    enum Only: String, CaseIterable, Sendable {
        case urgent, waiting, unplanned, single

        fileprivate func narrow(_ query: inout RelationshipQuery) {
            switch self {
            case .urgent: query.isUrgent = true
            case .waiting: query.awaitsAnswer = true
            case .unplanned: query.isUnplanned = true
            case .single: query.isSingleThreaded = true
            }
        }
    }

    let query: RelationshipQuery

    let search: String
    let kinds: [Choice]
    let states: [Choice]
    let only: [Choice]
    let orders: [Choice]
    let account: String
    let owner: String
    let team: String
    /// Days without contact.
    let idle: String
    let isReversed: Bool

    /// - Parameter orders: those that the page has, the one of a new page first.
    /// - Throws: `Problem` for what is no choice.
    init(_ call: Call, orders: [RelationshipOrder]) throws {
        let (words, asked) = (call.words, call.query)
        var query = try call.relationshipQuery(sortedBy: orders[0])
        let only = try asked.choice("only", of: Only.self)
        only?.narrow(&query)
        self.query = query
        search = asked["q"] ?? ""
        (account, owner, team) = (asked["account"] ?? "", asked["owner"] ?? "", asked["team"] ?? "")
        idle = query.idleDays.map { String($0) } ?? ""
        isReversed = query.isReversed
        let kind = try asked.choice("kind", of: RecordKind.self)
        kinds =
            [Choice(value: "", text: words["kind.all"], isChosen: kind == nil)]
            + RecordKind.allCases.map { Choice(value: $0.rawValue, text: words["kind.\($0)"], isChosen: $0 == kind) }
        states =
            [Choice(value: "", text: words["health.all"], isChosen: query.states.isEmpty)]
            + Health.State.allCases.map {
                Choice(value: $0.name, text: words["health.\($0.name)"], isChosen: query.states.contains($0))
            }
        self.only =
            [Choice(value: "", text: words["only.all"], isChosen: only == nil)]
            + Only.allCases.map { Choice(value: $0.rawValue, text: words["only.\($0.rawValue)"], isChosen: $0 == only) }
        self.orders = orders.map {
            Choice(value: $0.rawValue, text: words["order.\($0.rawValue)"], isChosen: $0 == query.order)
        }
    }
}
