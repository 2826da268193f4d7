/// The tables of the CRM, as a value; every change gets a number, which tracked changes go by.
package struct CRMState: Sendable {
    package enum Value: Hashable, Sendable {
        case text(String)
        case integer(Int)
        case flag(Bool)
        /// Hundredths; the service writes ten digits behind the point.
        case money(Int)
        /// Seconds since 1970.
        case time(Int)
        /// A row of the table with this logical name.
        case lookup(String, id: String)
    }

    package struct Row: Sendable {
        package let id: String
        package var values: [String: Value]
        var change: Int
        /// Seconds since 1970.
        var modified: Int
    }

    package struct Table: Sendable {
        let logicalName: String
        let entitySet: String
        let key: String
        /// In the order in which they are written; `_x_value` for lookups.
        let columns: [String]
        package var isTracked: Bool
        /// By identifier.
        package fileprivate(set) var rows: [String: Row] = [:]
        fileprivate(set) var deleted: [(id: String, change: Int)] = []
    }

    package private(set) var tables: [Table]
    private(set) var lastChange = 0
    /// Tokens older than this are forgotten.
    private(set) var oldestToken = 0
    /// Whether the application may ask in a user's name.
    package var mayImpersonate = true
    /// By user: rows of others that are shared with the user.
    package var shared: [String: Set<String>] = [:]
    /// Whether the application may write its own table.
    package var isWritable = true
    /// Many-to-many relationships by name: pairs of identifiers.
    package var links: [String: [(from: String, to: String)]] = [:]

    init(tables: [Table]) {
        self.tables = tables
    }

    package subscript(entitySet: String) -> Table? { tables.first { $0.entitySet == entitySet } }

    func table(named logicalName: String) -> Table? { tables.first { $0.logicalName == logicalName } }

    /// Adds a row, or changes the columns given of the one that is there.
    ///
    /// - Parameter emptied: columns that hold nothing from now on.
    package mutating func put(
        _ id: String,
        _ values: [String: Value],
        in entitySet: String,
        at now: Int,
        emptying emptied: [String] = []
    ) {
        guard let index = tables.firstIndex(where: { $0.entitySet == entitySet }) else { return }
        lastChange += 1
        var row = tables[index].rows[id] ?? Row(id: id, values: [:], change: 0, modified: 0)
        row.values.merge(values) { $1 }
        for column in emptied { row.values[column] = nil }
        row.change = lastChange
        row.modified = now
        tables[index].rows[id] = row
    }

    package mutating func delete(_ id: String, from entitySet: String) {
        guard let index = tables.firstIndex(where: { $0.entitySet == entitySet }),
            tables[index].rows.removeValue(forKey: id) != nil
        else { return }
        lastChange += 1
        tables[index].deleted.append((id, lastChange))
    }

    package mutating func setTracked(_ isTracked: Bool, _ entitySet: String) {
        guard let index = tables.firstIndex(where: { $0.entitySet == entitySet }) else { return }
        tables[index].isTracked = isTracked
    }

    /// Makes every link too old that was given out.
    package mutating func expireChangeTracking() {
        lastChange += 1
        oldestToken = lastChange
    }
}
