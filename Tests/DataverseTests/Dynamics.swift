import Connector
import ConnectorTesting
import Dataverse
import HTTPTransport
import HTTPTypes
import Interactions
import OData
import Testing

/// Answers for scripts: what Dataverse would write, as text.
enum Dynamics {
    static let host = "https://contoso.crm4.dynamics.com"
    static let root = host + "/api/data/v9.2"
    static let id = "0b5f2a6e-1111-4222-8333-44445555666"
    /// The time of every test: 2026-11-23T12:00:00Z.
    static let now: @Sendable () -> Timestamp = { Timestamp(microseconds: 1_795_435_200_000_000) }

    static func stream(_ entitySet: String) -> StreamID {
        let isActivity = ["emails", "appointments", "phonecalls"].contains(entitySet)
        return StreamID(source: "dataverse", owner: .crm, kind: isActivity ? .activity : .table, folder: entitySet)
    }

    /// - Parameters:
    ///   - tracked: the tables whose changes are tracked.
    ///   - answer: gets the path and query of everything but the question for those.
    static func source(
        tracked: [String] = [
            "account", "contact", "lead", "opportunity", "systemuser", "email", "appointment", "phonecall",
        ],
        _ configuration: DataverseSource.Configuration = DataverseSource.Configuration(),
        now: @escaping @Sendable () -> Timestamp = Dynamics.now,
        token: @escaping ODataClient.Token = { _ in "t" },
        answer: @escaping @Sendable (String, HTTPExchange) async throws -> HTTPAnswer
    ) throws -> (DataverseSource, ScriptedTransport) {
        let definitions = tracked.map { #"{"LogicalName":"\#($0)"}"# }.joined(separator: ",")
        let transport = ScriptedTransport { exchange in
            let path = exchange.request.path ?? ""
            if path.hasPrefix("/api/data/v9.2/EntityDefinitions?") {
                return Self.answer(#"{"value":[\#(definitions)]}"#)
            }
            return try await answer(path, exchange)
        }
        return (try source(transport, configuration, now: now, token: token), transport)
    }

    static func source(
        _ transport: ScriptedTransport,
        _ configuration: DataverseSource.Configuration = DataverseSource.Configuration(),
        now: @escaping @Sendable () -> Timestamp = Dynamics.now,
        token: @escaping ODataClient.Token = { _ in "t" }
    ) throws -> DataverseSource {
        let client = DataverseClient(
            configuration: .init(root: try #require(ODataRoot(url: root)), pageSize: 500),
            transport: transport,
            token: token
        )
        return DataverseSource(client: client, configuration: configuration, now: now)
    }

    static func answer(_ body: String, status: Int = 200, fields: HTTPFields = [:]) -> HTTPAnswer {
        HTTPAnswer(
            status: HTTPResponse.Status(code: status),
            contentType: "application/json; odata.metadata=minimal",
            fields: fields,
            body: Array(body.utf8)
        )
    }

    static func failure(_ status: Int, _ code: String, fields: HTTPFields = [:]) -> HTTPAnswer {
        answer(#"{"error":{"code":"\#(code)","message":"secret@example.com"}}"#, status: status, fields: fields)
    }

    static func delta(_ rows: String, token: String = "d1") -> HTTPAnswer {
        answer(#"{"value":[\#(rows)],"@odata.deltaLink":"\#(root)/x?$deltatoken=\#(token)"}"#)
    }

    static func lookup(_ column: String, _ table: String, _ last: Int) -> String {
        #""_\#(column)_value":"\#(id)\#(last)","_\#(column)_value@Microsoft.Dynamics.CRM.lookuplogicalname":"\#(table)""#
    }

    static func reference(_ table: CRMReference.Table, _ last: Int) -> CRMReference? {
        CRMReference(table, id: "\(id)\(last)")
    }
}
