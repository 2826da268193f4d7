package import HTTPTransport
import HTTPTypes
import JSONStream
package import OData

/// Asks the Dataverse Web API.
///
/// <https://learn.microsoft.com/power-apps/developer/data-platform/webapi/compose-http-requests-handle-errors>
package struct DataverseClient: Sendable {
    private let client: ODataClient

    /// - Parameter configuration: its root is for example `https://contoso.crm4.dynamics.com/api/data/v9.2`; a page has
    ///   5,000 rows at most.
    package init(
        configuration: ODataClient.Configuration,
        transport: any HTTPClient,
        token: @escaping ODataClient.Token
    ) {
        client = ODataClient(configuration: configuration, transport: transport, token: token)
    }

    var root: ODataRoot { client.configuration.root }
    var pageSize: Int { client.configuration.pageSize }

    /// A page of a table whose changes are tracked: it ends with a link to what will change from now on.
    ///
    /// - Throws: `ODataError`, `CancellationError`, or what the token's source throws.
    func page<Item>(_ target: ODataTarget, of type: Item.Type, size: Int) async throws -> DeltaPage<Item> {
        try await client.page(target, fields(["odata.track-changes"], size: size), of: type)
    }

    /// - Throws: `ODataError`, `CancellationError`, or what the token's source throws.
    func listing<Item>(
        _ target: ODataTarget,
        of type: Item.Type,
        expansions: ODataReader.Expansions = .refused,
        size: Int? = nil
    ) async throws -> CollectionPage<Item> {
        try await client.listing(target, fields(size: size), of: type, expansions: expansions)
    }

    /// - Throws: `ODataError`, `CancellationError`, or what the token's source throws.
    func entity<Entity: JSONReadable>(_ target: ODataTarget, as type: Entity.Type) async throws -> Entity {
        try await client.entity(target, fields(), as: type)
    }

    /// All items of a listing, from page to page.
    ///
    /// - Parameter caller: the Entra object id of a user in whose name it is asked; nil for the application itself.
    /// - Throws: `ODataError`, `CancellationError`, or what the token's source throws.
    func all<Item: JSONReadable & Hashable>(
        _ target: ODataTarget,
        of type: Item.Type,
        expansions: ODataReader.Expansions = .refused,
        as caller: String? = nil
    ) async throws -> [Item] {
        var fields = fields()
        if let caller, let name = HTTPField.Name("CallerObjectId") { fields[name] = caller }
        let ask = { [fields] in try await client.listing($0, fields, of: type, expansions: expansions) }
        return try await ask(target).whole(asking: ask)
    }

    /// All of a list inside of a row.
    ///
    /// - Throws: `ODataError`, `CancellationError`, or what the token's source throws.
    func whole<Item>(_ expansion: Expansion<Item>) async throws -> [Item] {
        try await client.whole(expansion, fields())
    }

    /// Does each change by itself.
    ///
    /// - Returns: a status for each, in their order.
    /// - Throws: `ODataError`, `CancellationError`, or what the token's source throws.
    func change(_ changes: [ODataChange]) async throws -> [Int] {
        try await client.change(changes, fields(["odata.continue-on-error"]))
    }

    /// - Parameter size: rows on a page; nil for the usual number.
    private func fields(_ preferences: [String] = [], size: Int? = nil) -> HTTPFields {
        // A lookup may lead to one of several tables, and only the annotation says to which.
        let always = [
            "odata.maxpagesize=\(size ?? pageSize)",
            #"odata.include-annotations="Microsoft.Dynamics.CRM.lookuplogicalname""#,
        ]
        var fields = HTTPFields()
        for (name, value) in [
            ("OData-Version", "4.0"), ("OData-MaxVersion", "4.0"),
            ("Prefer", (always + preferences).joined(separator: ",")),
        ] {
            if let name = HTTPField.Name(name) { fields[name] = value }
        }
        return fields
    }
}
