import Engine

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
    /// A dash for nothing that needs any.
    let attention: String
    let isScored: Bool
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
        attention = row.attention > 0 ? String(row.attention) : "–"
        isScored = row.health != nil
        reason = words.reason(record, relationships)
        last = row.last.map { words.contact(at: $0.at, kind: $0.kind, direction: $0.direction) } ?? "–"
        next = row.next.map { words.contact(at: $0.at, kind: $0.kind, direction: $0.direction) } ?? "–"
    }
}
