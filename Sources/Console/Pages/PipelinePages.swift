import Engine
import HTTPTypes
import Interactions

extension Route {
    /// Open opportunities, by what closes first.
    static let pipelinePages: [Route] = [
        .page("/pipeline", for: .signedIn) { call, relationships, sight in
            let content = try await PipelineContent(relationships, sight, call)
            return call.page(.pipeline, title: call.words["page.pipeline"], content)
        }
    ]
}

/// Open opportunities month by month, and one by one.
struct PipelineContent {
    /// Of all columns, those that the page has.
    static let orders: [RelationshipOrder] = [
        .closeDate, .estimatedValue, .attention, .health, .name, .account, .stage,
    ]

    struct Row {
        let href: String
        let name: String
        let account: String
        let closes: String
        let value: String
        let stage: String
        /// For the style.
        let grade: String
        let health: String
        let trend: String
        let isScored: Bool
        let reason: String
        let last: String
        let next: String
    }

    let filters: RelationshipFilters
    let chart: PipelineChart
    let shown: String
    let isEmpty: Bool
    let rows: [Row]
    /// Empty where nothing follows.
    let nextHref: String

    init(_ relationships: Relationships, _ sight: Sight, _ call: Call) async throws {
        filters = try RelationshipFilters(call, orders: Self.orders)
        let words = call.words
        let records = try relationships.openOpportunities(filters.query.seen(by: sight))
        chart = PipelineChart(PipelineMonth.months(of: records, relationships), words)
        let (piece, cursor) = try Page(call.query).slice(records, of: relationships)
        rows = try await PipelineListing(piece, of: relationships).rows.map { Row($0, of: relationships, words) }
        isEmpty = rows.isEmpty
        nextHref = call.address(of: cursor) ?? ""
        shown = words("relationships.shown", ["shown": String(rows.count), "found": String(records.count)])
    }
}

extension PipelineContent.Row {
    fileprivate init(_ row: PipelineListing.Row, of relationships: Relationships, _ words: Words) {
        href = "/relationships/\(row.record)"
        name = row.name ?? row.record
        account = row.accountName ?? ""
        let days = row.daysLeft.map { left in
            left < 0 ? words.counted("pipeline.over", Int64(-left)) : words.counted("pipeline.left", Int64(left))
        }
        closes = row.closeDate.map { "\(words.day($0)) (\(days ?? ""))" } ?? "–"
        value = Money.text(row.estimatedValueHundredths, row.currency, in: words.language)
        stage = row.stage ?? ""
        grade = row.health == nil ? "none" : row.state
        health = "\(row.health.map { String($0) } ?? "–") \(words["health.\(row.state)"])"
        trend = words["trend.\(row.trend)"]
        isScored = row.health != nil
        reason = words.ownReason(row.record, relationships)
        last = row.last.map { words.contact(at: $0.at, kind: $0.kind, direction: $0.direction) } ?? "–"
        next = row.next.map { words.contact(at: $0.at, kind: $0.kind, direction: $0.direction) } ?? "–"
    }
}
