/// Writes rows with the columns and annotations that were asked for.
struct RowWriter: Sendable {
    let crm: CRMState
    let table: CRMState.Table
    let columns: [String]
    let annotates: Bool
    let expansions: [Expansion]

    /// `$expand` of a relationship between many and many.
    struct Expansion: Sendable {
        let name: String
        let table: CRMState.Table
        let columns: [String]
        /// Whether it is asked from the end where the relationship's pairs end.
        let isReversed: Bool
    }

    /// Both ends of relationships, as sets of rows.
    private static let relationships: [String: (from: String, to: String)] = [
        "systemuserroles_association": ("systemusers", "roles"),
        "teammembership_association": ("systemusers", "teams"),
        "teamroles_association": ("teams", "roles"),
    ]

    /// - Throws: 400 for unknown names.
    static func expansions(
        _ text: String?,
        of own: CRMState.Table,
        in crm: CRMState
    ) throws(DataverseError) -> [Expansion] {
        guard let text else { return [] }
        var found: [Expansion] = []
        var rest = text[...]
        while !rest.isEmpty {
            let name = String(rest.prefix { $0 != "(" && $0 != "," })
            rest = rest.dropFirst(name.count)
            guard let ends = relationships[name], [ends.from, ends.to].contains(own.entitySet),
                let table = crm[own.entitySet == ends.from ? ends.to : ends.from]
            else { throw .invalidQuery }
            var columns = table.columns
            if rest.first == "(" {
                let options = rest.dropFirst().prefix { $0 != ")" }
                rest = rest.dropFirst(options.count + 2)
                guard options.hasPrefix("$select=") else { throw .invalidQuery }
                columns = try self.columns(String(options.dropFirst(8)), of: table)
            }
            let isReversed = own.entitySet == ends.to
            found.append(Expansion(name: name, table: table, columns: columns, isReversed: isReversed))
            if rest.first == "," { rest = rest.dropFirst() }
        }
        return found
    }

    /// The columns of `$select`; the key always comes along.
    ///
    /// - Throws: 400 for an unknown one.
    static func columns(_ text: String?, of table: CRMState.Table) throws(DataverseError) -> [String] {
        guard let text else { return table.columns }
        let names = text.split(separator: ",").map(String.init)
        if let unknown = names.first(where: { !table.columns.contains($0) }) {
            throw .unknownColumn(unknown, of: table.logicalName)
        }
        return names.contains(table.key) ? names : names + [table.key]
    }

    func write(_ row: CRMState.Row, into out: inout JSONOutput) {
        out.object { out in
            out.member("@odata.etag", "W/\"\(row.change)\"")
            for column in columns { write(column, table.value(column, of: row), into: &out) }
            for expansion in expansions {
                let ids = crm.links[expansion.name, default: []].compactMap { link in
                    expansion.isReversed ? link.to == row.id ? link.from : nil : link.from == row.id ? link.to : nil
                }
                let writer = RowWriter(
                    crm: crm,
                    table: expansion.table,
                    columns: expansion.columns,
                    annotates: annotates,
                    expansions: []
                )
                out.key(named: expansion.name)
                out.array { out in
                    for id in ids { expansion.table.rows[id].map { writer.write($0, into: &out) } }
                }
            }
        }
    }

    private func write(_ column: String, _ value: CRMState.Value?, into out: inout JSONOutput) {
        if annotates, case .lookup(let table, _) = value {
            out.key(named: "\(column)@Microsoft.Dynamics.CRM.lookuplogicalname")
            out.string(table)
        }
        out.key(named: column)
        switch value {
        case nil: out.null()
        case .text(let text): out.string(text)
        case .integer(let number): out.integer(number)
        case .flag(let flag): out.boolean(flag)
        case .money(let hundredths): out.raw(Array(CRMState.decimal(hundredths).utf8))
        case .time(let time): out.string(JSONOutput.dateTime(time))
        case .lookup(_, let id): out.string(id)
        }
    }
}
