import FoundationEssentials
package import HTTPTransport
import HTTPTypes
package import OData

/// Asks the Dataverse Web API and reads the answers; it repeats a question only with a new token, and only once.
///
/// <https://learn.microsoft.com/power-apps/developer/data-platform/webapi/compose-http-requests-handle-errors>
package struct DataverseClient: Sendable {
    package struct Configuration: Sendable {
        /// For example `https://contoso.crm4.dynamics.com/api/data/v9.2`.
        package var root: ODataRoot
        package var userAgent = "Rapport/1.0"
        /// Rows asked for in one page; the service gives 5,000 at most.
        package var pageSize = 500
        package var http = HTTPLimits()

        package init(root: ODataRoot) {
            self.root = root
        }
    }

    /// A bearer token: the one at hand, or, if `forceNew`, one that the service has not refused yet.
    package typealias Token = @Sendable (_ forceNew: Bool) async throws -> String

    /// What a request prefers besides its page size.
    enum Preference {
        case plain
        /// The answer ends with a link to what will change from now on.
        case trackChanges
    }

    var root: ODataRoot { configuration.root }

    private let configuration: Configuration
    private let transport: any HTTPTransport
    private let token: Token
    private let reader: ODataReader

    package init(configuration: Configuration, transport: any HTTPTransport, token: @escaping Token) {
        self.configuration = configuration
        self.transport = transport
        self.token = token
        reader = ODataReader(root: configuration.root, limits: configuration.http)
    }

    /// A page of a table whose changes are tracked.
    ///
    /// - Throws: `ODataError`, `CancellationError`, or what the token's source throws.
    func page<Item>(_ target: ODataTarget, of type: Item.Type) async throws -> ODataPage<Item> {
        try await withToken { token in
            try await reader.page(try await send(target, .trackChanges, token: token), of: type)
        }
    }

    /// - Throws: `ODataError`, `CancellationError`, or what the token's source throws.
    func listing<Item>(_ target: ODataTarget, of type: Item.Type) async throws -> ODataListing<Item> {
        try await withToken { token in
            try await reader.listing(try await send(target, .plain, token: token), of: type)
        }
    }

    /// - Throws: `ODataError`, `CancellationError`, or what the token's source throws.
    func entity<Entity: Decodable & Sendable>(_ target: ODataTarget, as type: Entity.Type) async throws -> Entity {
        try await withToken { token in
            try await reader.entity(try await send(target, .plain, token: token), as: type)
        }
    }

    /// All items of a listing, from page to page.
    ///
    /// - Throws: `ODataError`, `CancellationError`, or what the token's source throws.
    func all<Item: Decodable & Sendable>(_ target: ODataTarget, of type: Item.Type) async throws -> [Item] {
        var items: [Item] = []
        var seen: Set<ODataLink> = []
        var next = target
        while true {
            let page = try await listing(next, of: type)
            items += page.value
            guard let link = page.next else { return items }
            guard seen.insert(link).inserted else { throw ODataError.answer(.noContinuation) }
            next = link.target
        }
    }

    private func withToken<Answer: Sendable>(_ ask: (String) async throws -> Answer) async throws -> Answer {
        do {
            return try await ask(try await token(false))
        } catch ODataError.failure(let failure) where failure.status == 401 {
            return try await ask(try await token(true))
        }
    }

    private func send(_ target: ODataTarget, _ preference: Preference, token: String) async throws -> HTTPAnswer {
        let origin = configuration.root.origin
        let scheme = origin.scheme.rawValue
        var request = HTTPRequest(
            method: .get,
            scheme: scheme,
            authority: String(origin.description.dropFirst(scheme.utf8.count + 3)),
            path: target.path
        )
        request.headerFields[.accept] = "application/json"
        request.headerFields[.userAgent] = configuration.userAgent
        // A lookup may lead to one of several tables, and only the annotation says to which.
        var preferences = [
            "odata.maxpagesize=\(configuration.pageSize)",
            #"odata.include-annotations="Microsoft.Dynamics.CRM.lookuplogicalname""#,
        ]
        if preference == .trackChanges { preferences.append("odata.track-changes") }
        let others = [
            ("OData-Version", "4.0"), ("OData-MaxVersion", "4.0"), ("Prefer", preferences.joined(separator: ",")),
        ]
        for (name, value) in others {
            guard let name = HTTPField.Name(name) else { continue }
            request.headerFields[name] = value
        }
        let exchange = HTTPExchange(request: request, credential: .bearer(token: token), limits: configuration.http)
        do {
            return try await transport.send(exchange)
        } catch let error as HTTPError {
            throw ODataError.transport(error)
        }
    }
}
