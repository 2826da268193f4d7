import Eligibility
import Engine
import HTTPTypes
import Interactions
import Scoring

extension Route {
    /// What sellers look at.
    static let relationshipPages: [Route] = [
        .page("/relationships", for: .signedIn, isPersonal: true) { call in
            let (relationships, sight) = try await call.sight()
            let content = try await RelationshipsContent(relationships, sight, call)
            return call.page(.relationships, title: call.words["page.relationships"], content)
        },
        .page("/relationships/{table}/{id}", for: .signedIn, isPersonal: true) { call in
            let (relationships, sight) = try await call.sight()
            let record = try call.record(in: relationships, sight)
            let content = try await RelationshipContent(record, relationships, call)
            return call.page(.relationship, title: content.name, content)
        },
        .page("/options", for: .administrator) { call in
            let relationships = try await call.console.board.relationships(for: .relationshipAnalytics)
            let good = try call.query.number("good", in: 1...100)
            let fair = try call.query.number("fair", in: 1...100)
            let all = Array(relationships.index.records.indices)
            let rows = try GradeListing(relationships, among: all, good: good, fair: fair).rows
            let bounds = relationships.board.options.bounds
            let content = GradesContent(
                good: good ?? bounds.good,
                fair: fair ?? bounds.fair,
                isPreview: good != nil || fair != nil,
                rows: rows.map { row in
                    GradesContent.Row(
                        grade: call.words["health.\(row.grade)"],
                        records: row.records,
                        percent: row.percent
                    )
                }
            )
            return call.page(.options, title: call.words["page.options"], content)
        },
    ]
}

private struct GradesContent {
    struct Row {
        let grade: String
        let records: Int
        let percent: Int
    }

    let good: Int
    let fair: Int
    let isPreview: Bool
    let rows: [Row]
}

/// One choice of a list in a form.
struct Choice {
    let value: String
    let text: String
    let isChosen: Bool
}

/// The list of one's relationships.
private struct RelationshipsContent {
    private static let most = 200

    let search: String
    let kinds: [Choice]
    let orders: [Choice]
    let states: [Choice]
    let shown: String
    let isEmpty: Bool
    let rows: [RelationshipSummary]

    init(_ relationships: Relationships, _ sight: Sight, _ call: Call) async throws {
        let words = call.words
        let kind = try call.query.choice("kind", of: RecordKind.self)
        let order = try call.query.choice("sort", of: RelationshipOrder.self) ?? .attention
        let state = call.query["state"] ?? ""
        let search = call.query["q"] ?? ""
        var records = relationships.records(of: kind)
        if !search.isEmpty {
            switch RecordSearch(relationships.index)(search) {
            case .found(let found): records = records.filter(Set(found).contains)
            case .suggestions: records = []
            }
        }
        records = sight.filter(records, in: relationships.index)
        if !state.isEmpty { records = records.filter { relationships.health(of: $0).state.name == state } }
        let ordered = relationships.sorted(records, by: order)
        let listing = try await ScoreListing(Array(ordered.prefix(Self.most)), of: relationships)
        rows = zip(ordered, listing.rows).map { RelationshipSummary($1, $0, relationships, words) }
        isEmpty = rows.isEmpty
        self.search = search
        kinds =
            [Choice(value: "", text: words["kind.all"], isChosen: kind == nil)]
            + RecordKind.allCases.map { Choice(value: $0.rawValue, text: words["kind.\($0)"], isChosen: $0 == kind) }
        orders = RelationshipOrder.allCases.map {
            Choice(value: $0.rawValue, text: words["order.\($0.rawValue)"], isChosen: $0 == order)
        }
        states =
            [Choice(value: "", text: words["health.all"], isChosen: state.isEmpty)]
            + Health.State.allCases.map {
                Choice(value: $0.name, text: words["health.\($0.name)"], isChosen: $0.name == state)
            }
        shown = words("relationships.shown", ["shown": String(rows.count), "found": String(records.count)])
    }
}

/// One relationship in a list.
struct RelationshipSummary {
    let href: String
    let name: String
    let kind: String
    let health: String
    /// For the style: `good`, `fair`, `poor` or `none`.
    let grade: String
    let state: String
    let trend: String
    let strength: Int
    let attention: Int64
    let reason: String
    let last: String
    let next: String

    init(_ row: ScoreListing.Row, _ record: Int, _ relationships: Relationships, _ words: Words) {
        href = "/relationships/\(row.record)"
        name = row.name ?? row.record
        kind = words["table.\(row.record.prefix { $0 != "/" })"]
        health = row.health.map { String($0) } ?? "–"
        grade = row.health == nil ? "none" : row.state
        state = words["health.\(row.state)"]
        trend = words["trend.\(row.trend)"]
        strength = row.strength
        attention = row.attention
        reason = words.reason(record, relationships)
        last = row.last.map { words.contact(at: $0.at, kind: $0.kind, direction: $0.direction) } ?? "–"
        next = row.next.map { words.contact(at: $0.at, kind: $0.kind, direction: $0.direction) } ?? "–"
    }
}
