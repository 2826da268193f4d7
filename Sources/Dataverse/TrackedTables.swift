import JSONStream
import OData

/// Which tables' changes are tracked, asked for until it is known.
actor TrackedTables {
    private struct Definition: JSONReadable, Hashable {
        let name: String

        init(json: JSONValue) throws(JSONError) {
            name = try json.required("LogicalName")
        }
    }

    private let client: DataverseClient
    private var tables: Set<String>?

    init(client: DataverseClient) {
        self.client = client
    }

    /// Also for a table of which it cannot be known: asked for its changes, the service says so itself.
    func contain(_ logicalName: String) async -> Bool {
        if let tables { return tables.contains(logicalName) }
        let query = "$select=LogicalName&$filter=ChangeTrackingEnabled%20eq%20true"
        let target = client.root.target(["EntityDefinitions"], query: query)
        guard let found = try? await client.all(target, of: Definition.self) else { return true }
        tables = Set(found.map(\.name))
        return tables?.contains(logicalName) ?? true
    }
}
