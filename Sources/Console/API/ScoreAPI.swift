import Eligibility
import Engine
import HTTPTypes
import Interactions
import Scoring
import Settings

extension Route {
    /// Scores, and what comes of them, as far as the visitor may see the records.
    static let scoreAPI: [Route] = [
        .api(.get, "/scores", for: .signedIn, isPersonal: true) { call in
            let kind = try call.query.choice("kind", of: RecordKind.self)
            let order = try call.query.choice("sort", of: RelationshipOrder.self) ?? .attention
            let page = try Page(call.query)
            let (relationships, sight) = try await call.sight()
            let records = sight.filter(relationships.records(of: kind), in: relationships.index)
            return try await call.scores(relationships.sorted(records, by: order), page, relationships)
        },
        .api(.get, "/attention", for: .signedIn, isPersonal: true) { call in
            let page = try Page(call.query)
            let (relationships, sight) = try await call.sight()
            let records = sight.filter(relationships.urgent(), in: relationships.index)
            return try await call.scores(records, page, relationships)
        },
        .api(.get, "/relationships/{table}/{id}", for: .record, isPersonal: true) { call in
            let isExplained = try call.query.choice("explain", of: Flag.self) == .on
            let (relationships, sight) = try await call.sight()
            let record = try call.record(in: relationships, sight)
            guard let row = try await ScoreListing([record], of: relationships).rows.first else {
                throw Problem(.notFound, "The CRM has no such record here.")
            }
            let explanation = isExplained ? HealthExplanation(record, of: relationships) : nil
            return try .json(RelationshipListing(row, explanation: explanation))
        },
        .api(.get, "/relationships/{table}/{id}/introductions", for: .record, isPersonal: true) { call in
            let isExplained = try call.query.choice("explain", of: Flag.self) == .on
            return try .json(try await call.introductions(isExplained: isExplained))
        },
        .api(.get, "/introductions", for: .signedIn, isPersonal: true) { call in
            guard let text = call.query["target"] else { throw Problem(.badRequest, "'target' must be given.") }
            let isExplained = try call.query.choice("explain", of: Flag.self) == .on
            let asksForDraft = try call.query.choice("request", of: Flag.self) == .on
            let (relationships, _) = try await call.sight(for: .whoKnowsWhom)
            let settings = call.engine.settings.introductions
            let target = try await IntroductionTarget(text, relationships, settings)
            var listing = try await IntroductionListing(target, of: relationships, isExplained: isExplained)
            if asksForDraft { try listing.draftRequest(settings) }
            return try .json(listing)
        },
        .api(.get, "/grades", for: .administrator) { call in
            let kind = try call.query.choice("kind", of: RecordKind.self)
            let good = try call.query.number("good", in: 1...100)
            let fair = try call.query.number("fair", in: 1...100)
            let relationships = try await call.console.board.relationships(for: .relationshipAnalytics)
            let records = relationships.records(of: kind)
            return try .json(GradeListing(relationships, among: records, good: good, fair: fair).rows)
        },
    ]
}

private enum Flag: String, CaseIterable {
    case on = "true"
    case off = "false"
}

extension Call {
    fileprivate func scores(_ records: [Int], _ page: Page, _ relationships: Relationships) async throws -> Answer {
        let (piece, cursor) = try page.slice(records) { relationships.index.records[$0].reference.text }
        return try .json(try await ScoreListing(piece, of: relationships).rows).linked(to: cursor, of: self)
    }
}
