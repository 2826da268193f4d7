import Eligibility
import Engine
import HTTPTypes
import Interactions
import Scoring
import Settings

extension Route {
    /// Scores, and what comes of them, as far as the visitor may see the records.
    static let scoreAPI: [Route] = [
        .api("/scores", for: .signedIn) { call, relationships, sight in
            try await call.scores(try call.relationshipQuery(), of: relationships, sight)
        },
        .api("/attention", for: .signedIn) { call, relationships, sight in
            var query = try call.relationshipQuery()
            query.isUrgent = true
            return try await call.scores(query, of: relationships, sight)
        },
        .api("/pipeline", for: .signedIn) { call, relationships, sight in
            let page = try Page(call.query)
            let records = try call.openOpportunities(of: relationships, sight)
            let (piece, cursor) = try page.slice(records, of: relationships)
            return try .json(try await PipelineListing(piece, of: relationships).rows).linked(to: cursor, of: call)
        },
        .api("/pipeline/months", for: .signedIn) { call, relationships, sight in
            let records = try call.openOpportunities(of: relationships, sight)
            return try .json(PipelineMonth.months(of: records, relationships))
        },
        .api("/relationships/{table}/{id}", for: .record) { call, relationships, sight in
            let isExplained = try call.query.choice("explain", of: Flag.self) == .on
            let record = try call.record(in: relationships, sight)
            return try .json(try await RelationshipListing(record, of: relationships, isExplained: isExplained))
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

extension Call {
    fileprivate func scores(
        _ query: RelationshipQuery,
        of relationships: Relationships,
        _ sight: Sight
    ) async throws -> Answer {
        let page = try Page(self.query)
        let (piece, cursor) = try page.slice(try relationships.find(query.seen(by: sight)), of: relationships)
        return try .json(try await ScoreListing(piece, of: relationships).rows).linked(to: cursor, of: self)
    }

    fileprivate func openOpportunities(of relationships: Relationships, _ sight: Sight) throws -> [Int] {
        try relationships.openOpportunities(try relationshipQuery(sortedBy: .closeDate).seen(by: sight))
    }
}
