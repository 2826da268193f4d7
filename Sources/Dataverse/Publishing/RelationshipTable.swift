import Connector
import Interactions
import JSONStream
import OData

/// Reads and writes the CRM's own table of relationships.
///
/// <https://learn.microsoft.com/power-apps/developer/data-platform/webapi/execute-batch-operations-using-web-api>
package struct RelationshipTable: Sendable {
    /// The service takes a thousand requests in a batch; fewer are done sooner.
    private static let batchSize = 100

    /// What became of changes.
    package struct Outcome: Hashable, Sendable {
        package var written = 0
        package var removed = 0
        /// Rows that the CRM would not take, for example because their record is not there any more.
        package var refused = 0
    }

    private struct Definition: JSONReadable, Hashable {
        let set: String

        init(json: JSONValue) throws(JSONError) {
            set = try json.required("EntitySetName")
        }
    }

    private let client: DataverseClient
    private let table: PublishedTable

    package init(_ table: PublishedTable, client: DataverseClient) {
        self.client = client
        self.table = table
    }

    /// Every row by its identifier; nil for what says nothing that we would have written.
    ///
    /// - Throws: `SourceError`, or `CancellationError`.
    package func rows() async throws -> [String: PublishedRelationship?] {
        try await reporting {
            let target = client.root.target([try await set()], query: "$select=\(table.selection)")
            var rows: [String: PublishedRelationship?] = [:]
            for row in try await client.all(target, of: Row.self) {
                guard let (id, content) = table.relationship(of: row) else { throw ODataError.answer(.malformed) }
                rows[id] = content
            }
            return rows
        }
    }

    /// Writes and removes rows; what was done before an error stays done, and doing it again changes nothing.
    ///
    /// - Parameter removals: identifiers of rows.
    /// - Throws: `SourceError`, or `CancellationError`.
    package func change(writing relationships: [PublishedRelationship], removing removals: [String]) async throws
        -> Outcome
    {
        try await reporting {
            let set = try await set()
            func row(_ id: String) -> ODataTarget { client.root.target(["\(set)(\(id))"]) }
            // What must not be there goes first.
            let changes =
                removals.map { ODataChange(row($0), .delete) }
                + (try relationships.map { ODataChange(row($0.record.id), .upsert(try table.body(of: $0))) })
            var outcome = Outcome()
            var rest = changes[...]
            while !rest.isEmpty {
                let part = Array(rest.prefix(Self.batchSize))
                rest = rest.dropFirst(part.count)
                for (change, status) in zip(part, try await client.change(part)) {
                    switch (change.act, status) {
                    case (.delete, 200..<300), (.delete, 404): outcome.removed += 1
                    case (.upsert, 200..<300): outcome.written += 1
                    case (_, 401), (_, 403), (_, 429), (_, 500...):
                        throw ODataError.failure(ODataFailure(status: status))
                    default: outcome.refused += 1
                    }
                }
            }
            return outcome
        }
    }

    private func set() async throws -> String {
        let target = client.root.target(
            ["EntityDefinitions(LogicalName='\(table.name)')"],
            query: "$select=EntitySetName"
        )
        return try await client.entity(target, as: Definition.self).set
    }

    private func reporting<Result>(_ body: () async throws -> Result) async throws -> Result {
        do {
            return try await body()
        } catch let error as ODataError {
            if case .failure(let failure) = error, failure.status == 403 { throw SourceError.mayNotWrite(table.name) }
            throw SourceError(error, table: table.name)
        }
    }
}
