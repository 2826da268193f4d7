import FoundationEssentials
package import HTTPTransport
import HTTPTypes
import Interactions
package import OData

/// Asks Microsoft Graph and reads the answers; it repeats a question only with a new token, and only once.
package struct GraphClient: Sendable {
    package struct Configuration: Sendable {
        /// One root for each of Microsoft's clouds; that of the token has to be the same.
        ///
        /// <https://learn.microsoft.com/graph/deployments>
        package var root: ODataRoot
        package var userAgent = "Rapport/1.0"
        /// Items asked for in one page; the service may give fewer.
        package var pageSize = 200
        package var http = HTTPLimits()

        package init(root: ODataRoot) {
            self.root = root
        }
    }

    /// A bearer token: the one at hand, or, if `forceNew`, one that the service has not refused yet.
    package typealias Token = @Sendable (_ forceNew: Bool) async throws -> String

    package var root: ODataRoot { configuration.root }
    var pageSize: Int { configuration.pageSize }

    private let configuration: Configuration
    private let transport: any HTTPTransport
    private let token: Token
    private let requestID: @Sendable () -> String
    private let reader: ODataReader
    private let budget: RequestBudget
    /// Whose budget is spent.
    private var mailbox: Mailbox.ID?

    /// - Parameter requestID: a new identifier for each request, by which Microsoft's support can find it.
    package init(
        configuration: Configuration,
        transport: any HTTPTransport,
        token: @escaping Token,
        budget: RequestBudget = RequestBudget(),
        requestID: @escaping @Sendable () -> String = { UUID().uuidString.lowercased() }
    ) {
        self.configuration = configuration
        self.transport = transport
        self.token = token
        self.requestID = requestID
        self.budget = budget
        reader = ODataReader(root: configuration.root, limits: configuration.http)
    }

    /// The same client for requests about one mailbox, which has a budget of its own.
    func reading(_ mailbox: Mailbox.ID) -> GraphClient {
        var client = self
        client.mailbox = mailbox
        return client
    }

    /// - Throws: `ODataError`, `CancellationError`, or what the token's source throws.
    func page<Item>(_ target: ODataTarget, of type: Item.Type) async throws -> ODataPage<Item> {
        try await withToken { token in
            try await reader.page(try await send(target, token: token), of: type)
        }
    }

    /// - Parameter pageSize: nil for the configured one.
    /// - Throws: `ODataError`, `CancellationError`, or what the token's source throws.
    func listing<Item>(
        _ target: ODataTarget,
        of type: Item.Type,
        pageSize: Int? = nil
    ) async throws -> ODataListing<Item> {
        try await withToken { token in
            try await reader.listing(try await send(target, token: token, pageSize: pageSize), of: type)
        }
    }

    /// - Throws: `ODataError`, `CancellationError`, or what the token's source throws.
    func entity<Entity: Decodable & Sendable>(_ target: ODataTarget, as type: Entity.Type) async throws -> Entity {
        try await withToken { token in
            try await reader.entity(try await send(target, token: token), as: type)
        }
    }

    private func withToken<Answer: Sendable>(_ ask: (String) async throws -> Answer) async throws -> Answer {
        do {
            return try await spend { try await ask(try await token(false)) }
        } catch ODataError.failure(let failure) where failure.status == 401 {
            return try await spend { try await ask(try await token(true)) }
        }
    }

    /// The budget is held until the answer was read, because the service counts it until then.
    private func spend<Answer: Sendable>(_ request: () async throws -> Answer) async throws -> Answer {
        guard let mailbox else { return try await request() }
        do {
            return try await budget.spend(on: mailbox, request)
        } catch let error as ODataError {
            if case .failure(let failure) = error, failure.meaning == .throttled {
                await budget.noteThrottling(of: mailbox)
            }
            throw error
        }
    }

    private func send(_ target: ODataTarget, token: String, pageSize: Int? = nil) async throws -> HTTPAnswer {
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
        // Neither is kept in a link: both go with every request.
        // <https://learn.microsoft.com/graph/outlook-immutable-id>
        let others = [
            ("Prefer", "IdType=\"ImmutableId\", odata.maxpagesize=\(pageSize ?? configuration.pageSize)"),
            ("client-request-id", requestID()), ("return-client-request-id", "true"),
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
