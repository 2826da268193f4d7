/// What the service says of its tables: clients ask it before they read one.
///
/// <https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query-metadata-web-api>
struct TableDefinitions: Sendable {
    private let state: CRMState
    private let root: String

    init(of state: CRMState, root: String) {
        self.state = state
        self.root = root
    }

    private static let properties = [
        "LogicalName", "SchemaName", "EntitySetName", "LogicalCollectionName", "PrimaryIdAttribute",
        "PrimaryNameAttribute", "PrimaryImageAttribute", "ChangeTrackingEnabled", "IsPrivate", "IsActivity",
    ]

    /// Nil for a path that leads to no definition.
    ///
    /// - Throws: 400 for a query that makes no sense.
    func answer(_ name: String, _ query: GraphQuery) throws(DataverseError) -> [UInt8]? {
        let parts = name.split(separator: "/").map(String.init)
        guard let first = parts.first, first.hasPrefix("EntityDefinitions") else { return nil }
        let selected = try self.selected(query)
        guard first != "EntityDefinitions" else {
            guard parts.count == 1 else { throw .unknownResource(name) }
            let filter = try Filter(query["filter"])
            return list("EntityDefinitions", state.tables.filter { filter.contains($0) }) { write($0, selected, into: &$1) }
        }
        let key = first.dropFirst("EntityDefinitions(".count).dropLast()
        guard let table = state.tables.first(where: { Self.isKey(key, of: $0) }) else {
            throw .missing(String(key), of: "Entity")
        }
        switch parts.dropFirst().first {
        case nil: return JSONOutput.object { write(table, selected, into: &$0, isAlone: true) }
        case "Attributes": return list("Attributes", table.columns) { writeAttribute($0, of: table, into: &$1) }
        case "Keys", "OneToManyRelationships", "ManyToOneRelationships", "ManyToManyRelationships":
            return list(parts[1], [String]()) { _, _ in }
        default: throw .unknownResource(parts[1])
        }
    }

    private func selected(_ query: GraphQuery) throws(DataverseError) -> [String] {
        guard let names = query.selected else { return Self.properties }
        let known = Self.properties + ["MetadataId", "AttributeType", "KeyAttributes"]
        if let unknown = names.first(where: { !known.contains($0) }) {
            throw .unknownColumn(unknown, of: "EntityMetadata")
        }
        return names.filter { $0 != "MetadataId" }
    }

    /// A logical name in quotation marks, or the definition's own identifier.
    private static func isKey(_ key: Substring, of table: CRMState.Table) -> Bool {
        key == "LogicalName='\(table.logicalName)'" || key == id(of: table.logicalName)[...]
    }

    private static func id(of name: String) -> String { ObjectID(of: "definition " + name).text }

    /// Comparisons that all have to hold.
    private struct Filter {
        private var conditions: [(property: String, value: String)] = []

        init(_ text: String?) throws(DataverseError) {
            guard let text else { return }
            let plain = text.replacing("(", with: "").replacing(")", with: "")
            for part in plain.split(separator: " and ") {
                let words = part.split(separator: " ", maxSplits: 2).map(String.init)
                guard words.count == 3, words[1] == "eq", TableDefinitions.properties.contains(words[0]) else {
                    throw .invalidQuery
                }
                conditions.append((words[0], words[2].filter { $0 != "'" }))
            }
        }

        func contains(_ table: CRMState.Table) -> Bool {
            conditions.allSatisfy { property, value in
                switch TableDefinitions.value(property, of: table) {
                case .text(let text): text == value
                case .flag(let flag): String(flag) == value
                default: value == "null"
                }
            }
        }
    }

    private static func value(_ property: String, of table: CRMState.Table) -> CRMState.Value? {
        switch property {
        case "LogicalName", "SchemaName": .text(table.logicalName)
        case "EntitySetName", "LogicalCollectionName": .text(table.entitySet)
        case "PrimaryIdAttribute": .text(table.key)
        case "PrimaryNameAttribute":
            ["name", "fullname", "subject"].first { table.columns.contains($0) }.map { .text($0) }
        case "ChangeTrackingEnabled": .flag(table.isTracked)
        case "IsPrivate": .flag(false)
        case "IsActivity": .flag(table.key == "activityid")
        default: nil
        }
    }

    private func write(_ table: CRMState.Table, _ selected: [String], into out: inout JSONOutput, isAlone: Bool = false) {
        if isAlone { out.member("@odata.context", "\(root)/$metadata#EntityDefinitions/$entity") }
        for property in selected {
            out.key(named: property)
            switch Self.value(property, of: table) {
            case .text(let text): out.string(text)
            case .flag(let flag): out.boolean(flag)
            default: out.null()
            }
        }
        out.member("MetadataId", Self.id(of: table.logicalName))
    }

    private func writeAttribute(_ column: String, of table: CRMState.Table, into out: inout JSONOutput) {
        let isLookup = column.hasPrefix("_") && column.hasSuffix("_value")
        let name = isLookup ? String(column.dropFirst().dropLast(6)) : column
        out.member("LogicalName", name)
        out.member("SchemaName", name)
        out.member("AttributeType", isLookup ? "Lookup" : column == table.key ? "Uniqueidentifier" : "String")
        out.member("MetadataId", Self.id(of: "\(table.logicalName) \(name)"))
    }

    private func list<Item>(
        _ name: String,
        _ items: [Item],
        _ write: (Item, inout JSONOutput) -> Void
    ) -> [UInt8] {
        JSONOutput.object { out in
            out.member("@odata.context", "\(root)/$metadata#\(name)")
            out.key("value")
            out.array { out in
                for item in items { out.object { write(item, &$0) } }
            }
        }
    }
}
