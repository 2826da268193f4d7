import JSONStream
import OData

/// Which of the columns that not every environment has are missing in this one, asked for where a table refuses them.
actor KnownColumns {
    private struct Attribute: JSONReadable, Hashable {
        let name: String

        init(json: JSONValue) throws(JSONError) {
            name = try json.required("LogicalName")
        }
    }

    private let client: DataverseClient
    private var missing: [String: Set<String>] = [:]

    init(client: DataverseClient) {
        self.client = client
    }

    func missing(in table: Table) -> Set<String> { missing[table.logicalName] ?? [] }

    /// False if the table has all columns that were asked for, so that something else was refused.
    func learn(of table: Table) async -> Bool {
        guard !table.optional.isEmpty, missing[table.logicalName] == nil else { return false }
        let target = client.root.target(
            ["EntityDefinitions(LogicalName='\(table.logicalName)')", "Attributes"],
            query: "$select=LogicalName"
        )
        // Where that is not told either, the table is read without any of them.
        let found = try? await client.all(target, of: Attribute.self)
        let known = Set(found?.map(\.name) ?? [])
        let lacking = Set(table.optional.filter { !known.contains($0) })
        missing[table.logicalName] = lacking
        return !lacking.isEmpty
    }
}
