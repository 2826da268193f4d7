import Connector
import OData

/// Asks for rows by their identifiers, where a page of them cannot be had.
struct RowReader: Sendable {
    let client: DataverseClient
    let table: Table
    /// What is asked of a row: see `Table.selection`.
    let select: String
    /// Requests at a time.
    let concurrent: Int

    /// What is said of each of `ids`; of a row that is not there, nothing.
    ///
    /// - Throws: `ODataError` for what is no single row's fault, `SourceError` if too many in a row do not come,
    ///   `CancellationError`, or what the token's source throws.
    func answers(for ids: [String]) async throws -> [String: Portions<Row>.Answer] {
        try await Portions(concurrent: concurrent, silence: .noRows) { try await rows($0) }.answers(for: ids)
    }

    private func rows(_ ids: [String]) async throws -> [String: Row] {
        let filter = ids.map { "\(table.key)%20eq%20\($0)" }.joined(separator: "%20or%20")
        let target = client.root.target([table.entitySet], query: "\(select)&$filter=\(filter)")
        let expansions: ODataReader.Expansions = table.reach.expansion == nil ? .refused : .followed
        var rows: [String: Row] = [:]
        for row in try await client.all(target, of: Row.self, expansions: expansions) {
            if let id = row.id(table.key), ids.contains(id) { rows[id] = row }
        }
        return rows
    }
}
