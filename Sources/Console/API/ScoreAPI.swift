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
            let query = try call.relationshipQuery()
            let page = try Page(call.query)
            let (relationships, sight) = try await call.sight()
            let records = sight.filter(try relationships.find(query), in: relationships.index)
            return try await call.scores(records, page, relationships)
        },
        .api(.get, "/attention", for: .signedIn, isPersonal: true) { call in
            var query = try call.relationshipQuery()
            query.isUrgent = true
            let page = try Page(call.query)
            let (relationships, sight) = try await call.sight()
            let records = sight.filter(try relationships.find(query), in: relationships.index)
            return try await call.scores(records, page, relationships)
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

private enum Flag: String, CaseIterable {
    case on = "true"
    case off = "false"
}

extension Call {
    /// What the query asks for, by the names that `rapport scores` has for it.
    fileprivate func relationshipQuery() throws -> RelationshipQuery {
        var wanted = RelationshipQuery()
        if let kind = try query.choice("kind", of: RecordKind.self) { wanted.tables = [kind.table] }
        wanted.owner = query["owner"]
        wanted.team = query["team"]
        wanted.account = query["account"]
        wanted.states = Set(
            try query.all("state").map { text in
                guard let state = Health.State(name: text) else {
                    throw Problem(.badRequest, "'state' must be a state such as good, fair or poor.")
                }
                return state
            }
        )
        wanted.idleDays = try query.number("no_activity", in: 0...36_600)
        wanted.awaitsAnswer = try query.choice("awaiting_answer", of: Flag.self) == .on
        wanted.isSingleThreaded = try query.choice("single_threaded", of: Flag.self) == .on
        wanted.isUnplanned = try query.choice("nothing_planned", of: Flag.self) == .on
        wanted.order = try query.choice("sort", of: RelationshipOrder.self) ?? .attention
        wanted.isReversed = try query.choice("reverse", of: Flag.self) == .on
        return wanted
    }

    fileprivate func scores(_ records: [Int], _ page: Page, _ relationships: Relationships) async throws -> Answer {
        let (piece, cursor) = try page.slice(records) { relationships.index.records[$0].reference.text }
        return try .json(try await ScoreListing(piece, of: relationships).rows).linked(to: cursor, of: self)
    }
}
