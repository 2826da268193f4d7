import Connector
import Engine
import HTTPTypes
import Interactions
import Scoring
import Settings

extension Route {
    /// What an administrator needs to embed widgets: how they look, and what to paste.
    static let widgetHelpPages: [Route] = [
        .page("/widgets", for: .administrator, isPersonal: true) { call in
            var content = WidgetHelp(
                origin: call.ownOrigin,
                clients: call.console.options.clients.map(\.id),
                search: call.query["record"] ?? ""
            )
            if !content.search.isEmpty { try await content.find(call) }
            return call.page(.widgets, title: call.words["page.widgets"], content)
        }
    ]
}

private struct WidgetHelp {
    struct Preview {
        let kind: String
        let title: String
        let source: String
    }

    let origin: String
    let clients: [String]
    /// What somebody typed: a reference, or a name.
    let search: String
    /// The reference that the code names.
    private(set) var record = "contact/GUID"
    private(set) var name = ""
    private(set) var previews: [Preview] = []
    private(set) var notFound = false
    private(set) var hasPreview = false

    init(origin: String, clients: [String], search: String) {
        (self.origin, self.clients, self.search) = (origin, clients, search)
    }

    /// Shows the record that was meant with a token for our own origin, as an embedding page would get one.
    mutating func find(_ call: Call) async throws {
        let (relationships, sight) = try await call.sight()
        guard case .found(let records) = RecordSearch(relationships.index, where: sight.includes)(search),
            let position = records.first, EmbeddingOrigin.isOne(origin)
        else {
            notFound = true
            return
        }
        let row = relationships.index.records[position]
        record = row.reference.text
        name = row.name ?? ""
        let claims = WidgetClaims(record: row.reference, viewer: try call.viewer.address, origin: origin)
        let tenant = call.engine.settings.tenant
        let token = try call.console.widgets.token(claims, tenant: tenant, at: call.console.now())
        // Only a person is introduced.
        let kinds = ["health", "timeline"] + (row.reference.isPerson ? ["introductions"] : [])
        previews = kinds.map { kind in
            Preview(
                kind: kind,
                title: call.words["widgets.kind.\(kind)"],
                source: "/widgets/\(kind)/\(record)?token=\(token)"
            )
        }
        hasPreview = true
    }
}
