import OData

/// Which tables' changes are tracked, asked for once.
actor TrackedTables {
    private let client: DataverseClient
    private var answer: Task<Set<String>?, Never>?

    init(client: DataverseClient) {
        self.client = client
    }

    /// Also for a table of which it cannot be known: asked for its changes, the service says so itself.
    func contain(_ logicalName: String) async -> Bool {
        await tables()?.contains(logicalName) ?? true
    }

    private func tables() async -> Set<String>? {
        if let answer { return await answer.value }
        let task = Task { [client] () -> Set<String>? in
            struct Definition: Decodable, Sendable {
                let name: String

                private enum CodingKeys: String, CodingKey {
                    case name = "LogicalName"
                }
            }
            let query = "$select=LogicalName&$filter=ChangeTrackingEnabled%20eq%20true"
            let target = client.root.target(["EntityDefinitions"], query: query)
            return (try? await client.all(target, of: Definition.self)).map { Set($0.map(\.name)) }
        }
        answer = task
        let tables = await task.value
        // What could not be asked may be asked again.
        if tables == nil { answer = nil }
        return tables
    }
}
