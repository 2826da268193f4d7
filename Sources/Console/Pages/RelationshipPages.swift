import Eligibility
import Engine
import HTTPTypes
import Interactions
import Scoring

extension Route {
    /// What sellers look at.
    static let relationshipPages: [Route] = [
        .page("/relationships", for: .signedIn) { call, relationships, sight in
            let content = try await RelationshipsContent(relationships, sight, call)
            return call.page(.relationships, title: call.words["page.relationships"], content)
        },
        .page("/relationships/{table}/{id}", for: .signedIn) { call, relationships, sight in
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
