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
            try await call.scores(try call.relationshipQuery())
        },
        .api(.get, "/attention", for: .signedIn, isPersonal: true) { call in
            var query = try call.relationshipQuery()
            query.isUrgent = true
            return try await call.scores(query)
        },
        .api(.get, "/pipeline", for: .signedIn, isPersonal: true) { call in
            let page = try Page(call.query)
            let listing = try await call.pipeline(try call.relationshipQuery(sortedBy: .closeDate)).listing
            let (piece, cursor) = try page.slice(listing.rows, by: \.record)
            return try .json(piece).linked(to: cursor, of: call)
        },
        .api(.get, "/pipeline/months", for: .signedIn, isPersonal: true) { call in
            let listing = try await call.pipeline(try call.relationshipQuery(sortedBy: .closeDate)).listing
            return try .json(PipelineMonth.months(of: listing))
        },
        .api(.get, "/relationships/{table}/{id}", for: .record, isPersonal: true) { call in
            let isExplained = try call.query.choice("explain", of: Flag.self) == .on
            let (relationships, sight) = try await call.sight()
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
    fileprivate func scores(_ query: RelationshipQuery) async throws -> Answer {
        let page = try Page(self.query)
        let (relationships, sight) = try await sight()
        let records = try relationships.find(query.seen(by: sight))
        let (piece, cursor) = try page.slice(records) { relationships.index.records[$0].reference.text }
        return try .json(try await ScoreListing(piece, of: relationships).rows).linked(to: cursor, of: self)
    }
}
