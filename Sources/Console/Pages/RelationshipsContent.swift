import Engine
import Interactions
import Scoring

/// The list of one's relationships.
struct RelationshipsContent {
    /// Of all columns, those that the page has.
    static let orders: [RelationshipOrder] = [.attention, .health, .strength, .interactions, .last, .next, .name]

    let filters: RelationshipFilters
    let shown: String
    let isEmpty: Bool
    let rows: [RelationshipSummary]
    /// Empty where nothing follows.
    let nextHref: String

    init(_ relationships: Relationships, _ sight: Sight, _ call: Call) async throws {
        filters = try RelationshipFilters(call, orders: Self.orders)
        var records = try relationships.find(filters.query.seen(by: sight))
        if !filters.search.isEmpty {
            switch RecordSearch(relationships.index, where: sight.includes)(filters.search) {
            case .found(let found): records = records.filter(Set(found).contains)
            case .suggestions: records = []
            }
        }
        let page = try Page(call.query)
        let (piece, cursor) = try page.slice(records, of: relationships)
        let listing = try await ScoreListing(piece, of: relationships)
        rows = zip(piece, listing.rows).map { RelationshipSummary($1, $0, relationships, call.words) }
        isEmpty = rows.isEmpty
        nextHref = call.address(of: cursor) ?? ""
        let counts = ["shown": String(rows.count), "found": String(records.count)]
        shown = call.words("relationships.shown", counts)
    }
}
