import Eligibility
import Engine
import HTTPTypes
import Interactions
import Scoring
import Settings

extension Route {
    /// What a CRM's server asks for before it shows a form with a widget.
    static let widgetAPI: [Route] = [
        .api(.post, "/widget-tokens", for: .client, isPersonal: true) { call in
            guard case .client(let client) = call.visitor else { throw Problem(.unauthorized, "Name the client.") }
            let body = try call.json(TokenRequest.self)
            guard let record = CRMReference(text: body.record), !record.table.isInternal else {
                throw Problem(.badRequest, "'record' must be a reference such as contact/GUID.")
            }
            guard client.origins.contains(body.origin), EmbeddingOrigin.isOne(body.origin) else {
                throw Problem(.forbidden, "This client may not embed widgets there.", code: "wrongOrigin")
            }
            guard let address = EmailAddress(body.viewer),
                let viewer = try await call.console.board.eligibility().viewer(address)
            else { throw Problem(.forbidden, "The viewer is no enabled user of the directory.", code: "noUser") }
            let relationships = try await call.console.board.relationships(for: .relationshipAnalytics)
            let sight = try await call.console.board.sight(of: viewer, in: relationships)
            guard let position = relationships.index.position(of: record) else {
                throw Problem(.notFound, "The CRM has no such record here.")
            }
            guard sight.includes(relationships.index.records[position]) else {
                throw Problem(.forbidden, "The record belongs to somebody else in the CRM.", code: "notYours")
            }
            let now = call.console.now()
            let claims = WidgetClaims(record: record, viewer: viewer.address, origin: body.origin)
            let token = try call.console.widgets.token(claims, tenant: call.engine.settings.tenant, at: now)
            let answer = TokenAnswer(token: token, expiresIn: Int(WidgetKey.life))
            return try .json(answer, status: .created)
        }
    ]
}

private struct TokenRequest: Decodable {
    let record: String
    let viewer: String
    let origin: String
}

private struct TokenAnswer: Encodable {
    let token: String
    /// Seconds.
    let expiresIn: Int
}
