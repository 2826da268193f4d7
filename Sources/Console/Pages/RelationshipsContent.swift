import Engine
import Interactions
import Scoring

/// What a list can be narrowed to.
private enum Only: String, CaseIterable {
    case urgent, waiting, unplanned, single, idle

    func narrow(_ query: inout RelationshipQuery) {
        switch self {
        case .urgent: query.isUrgent = true
        case .waiting: query.awaitsAnswer = true
        case .unplanned: query.isUnplanned = true
        case .single: query.isSingleThreaded = true
        case .idle: query.idleDays = 30
        }
    }
}

/// The list of one's relationships.
struct RelationshipsContent {
    private static let most = 200
    /// Of all columns, those that the page has.
    static let orders: [RelationshipOrder] = [.attention, .health, .strength, .interactions, .last, .next, .name]

    let search: String
    let kinds: [Choice]
    let orders: [Choice]
    let states: [Choice]
    let filters: [Choice]
    let shown: String
    let isEmpty: Bool
    let rows: [RelationshipSummary]

    init(_ relationships: Relationships, _ sight: Sight, _ call: Call) async throws {
        let words = call.words
        let kind = try call.query.choice("kind", of: RecordKind.self)
        let order = try call.query.choice("sort", of: RelationshipOrder.self) ?? .attention
        let state = call.query["state"] ?? ""
        let search = call.query["q"] ?? ""
        let only = try call.query.choice("only", of: Only.self)
        var query = RelationshipQuery()
        if let kind { query.tables = [kind.table] }
        if let found = Health.State(name: state) { query.states = [found] }
        query.order = order
        only?.narrow(&query)
        var records = try relationships.find(query)
        if !search.isEmpty {
            switch RecordSearch(relationships.index)(search) {
            case .found(let found): records = records.filter(Set(found).contains)
            case .suggestions: records = []
            }
        }
        records = sight.filter(records, in: relationships.index)
        let listing = try await ScoreListing(Array(records.prefix(Self.most)), of: relationships)
        rows = zip(records, listing.rows).map { RelationshipSummary($1, $0, relationships, words) }
        isEmpty = rows.isEmpty
        self.search = search
        kinds =
            [Choice(value: "", text: words["kind.all"], isChosen: kind == nil)]
            + RecordKind.allCases.map { Choice(value: $0.rawValue, text: words["kind.\($0)"], isChosen: $0 == kind) }
        orders = Self.orders.map {
            Choice(value: $0.rawValue, text: words["order.\($0.rawValue)"], isChosen: $0 == order)
        }
        states =
            [Choice(value: "", text: words["health.all"], isChosen: state.isEmpty)]
            + Health.State.allCases.map {
                Choice(value: $0.name, text: words["health.\($0.name)"], isChosen: $0.name == state)
            }
        filters =
            [Choice(value: "", text: words["only.all"], isChosen: only == nil)]
            + Only.allCases.map { Choice(value: $0.rawValue, text: words["only.\($0.rawValue)"], isChosen: $0 == only) }
        shown = words("relationships.shown", ["shown": String(rows.count), "found": String(records.count)])
    }
}
