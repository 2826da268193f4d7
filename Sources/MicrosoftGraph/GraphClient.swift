import Connector
package import HTTPTransport
import HTTPTypes
import Interactions
import JSONStream
package import OData
import SourceTransport

/// Asks Microsoft Graph, within each mailbox's budget.
package struct GraphClient: Sendable {
    package var root: ODataRoot { client.configuration.root }
    var pageSize: Int { client.configuration.pageSize }

    private let client: ODataClient
    private let requestID: @Sendable () -> String
    private let budget: RequestBudget
    /// Whose budget is spent.
    private var mailbox: Mailbox.ID?

    /// - Parameters:
    ///   - configuration: one root for each of Microsoft's clouds. <https://learn.microsoft.com/graph/deployments>
    ///   - requestID: a new identifier for each request, by which Microsoft's support can find it.
    package init(
        configuration: ODataClient.Configuration,
        transport: any HTTPClient,
        token: @escaping ODataClient.Token,
        budget: RequestBudget = RequestBudget(),
        requestID: @escaping @Sendable () -> String = RequestID.random
    ) {
        client = ODataClient(configuration: configuration, transport: EchoCheck(transport), token: token)
        self.requestID = requestID
        self.budget = budget
    }

    /// The same client for requests about one mailbox, which has a budget of its own.
    func reading(_ mailbox: Mailbox.ID) -> GraphClient {
        var client = self
        client.mailbox = mailbox
        return client
    }

    /// - Parameter pageSize: nil for the configured one.
    /// - Throws: `ODataError`, `CancellationError`, or what the token's source throws.
    func page<Item>(
        _ target: ODataTarget,
        of type: Item.Type,
        pageSize: Int? = nil
    ) async throws -> DeltaPage<Item> {
        try await spend { try await client.page(target, fields(pageSize ?? self.pageSize), of: type) }
    }

    /// - Parameter pageSize: nil for the configured one.
    /// - Throws: `ODataError`, `CancellationError`, or what the token's source throws.
    func listing<Item>(
        _ target: ODataTarget,
        of type: Item.Type,
        pageSize: Int? = nil
    ) async throws -> CollectionPage<Item> {
        try await spend { try await client.listing(target, fields(pageSize ?? self.pageSize), of: type) }
    }

    /// - Throws: `ODataError`, `CancellationError`, or what the token's source throws.
    func entity<Entity: JSONReadable>(_ target: ODataTarget, as type: Entity.Type) async throws -> Entity {
        try await spend { try await client.entity(target, fields(pageSize), as: type) }
    }

    /// The answers to several questions about one mailbox, in their order and in as few requests as can be.
    ///
    /// The service counts each of them by itself.
    ///
    /// - Throws: `ODataError`, also for a part that was throttled, `CancellationError`, or what the token's source
    ///   throws.
    func batch(_ targets: [ODataTarget]) async throws -> [ODataPart] {
        var parts: [ODataPart] = []
        var rest = targets[...]
        while !rest.isEmpty {
            let questions = Array(rest.prefix(Self.mostInBatch))
            rest = rest.dropFirst(questions.count)
            parts += try await spend(questions.count) {
                let answers = try await client.batch(questions, tracing, partFields: preferring(pageSize))
                for failure in answers.compactMap(\.failure) where failure.meaning == .throttled {
                    throw ODataError.failure(failure)
                }
                return answers
            }
        }
        return parts
    }

    /// The service refuses more questions at once.
    private static let mostInBatch = 20

    /// A page of changes that came in a batch.
    ///
    /// - Throws: `ODataError`.
    func page<Item>(_ part: ODataPart, of type: Item.Type) throws -> DeltaPage<Item> {
        try client.page(part, of: type)
    }

    /// What came in a batch.
    ///
    /// - Throws: `ODataError`.
    func entity<Entity: JSONReadable>(_ part: ODataPart, as type: Entity.Type) throws -> Entity {
        try client.entity(part, as: type)
    }

    /// The budget is held until the answer was read, because the service counts it until then.
    ///
    /// - Parameter count: questions in the request.
    private func spend<Answer: Sendable>(
        _ count: Int = 1,
        _ request: () async throws -> Answer
    ) async throws -> Answer {
        guard let mailbox else { return try await request() }
        do {
            return try await budget.spend(on: mailbox, count, request)
        } catch ODataError.failure(let failure) {
            if failure.meaning == .throttled { await budget.noteThrottling(of: mailbox) }
            if failure.status == 401, await isKnown() { throw SourceError.refusedByMailbox }
            throw ODataError.failure(failure)
        }
    }

    /// Whether the service knows the token, whatever it lets us read: some mailboxes answer 401 for reasons of their
    /// own.
    ///
    /// <https://learn.microsoft.com/graph/api/organization-list>
    private func isKnown() async -> Bool {
        struct Organization: JSONReadable {
            init(json: JSONValue) {}
        }
        do {
            let target = root.target(["organization"], query: "$select=id")
            _ = try await client.listing(target, fields(pageSize), of: Organization.self)
            return true
        } catch ODataError.failure(let failure) {
            return failure.status != 401
        } catch {
            return false
        }
    }

    /// None of these is kept in a link: all go with every request.
    ///
    /// <https://learn.microsoft.com/graph/outlook-immutable-id>
    private func fields(_ pageSize: Int) -> HTTPFields {
        var fields = preferring(pageSize)
        for field in tracing { fields[field.name] = field.value }
        return fields
    }

    private func preferring(_ pageSize: Int) -> HTTPFields {
        var fields = HTTPFields()
        if let prefer = HTTPField.Name("Prefer") {
            fields[prefer] = "IdType=\"ImmutableId\", odata.maxpagesize=\(pageSize)"
        }
        return fields
    }

    private var tracing: HTTPFields {
        var fields = HTTPFields()
        fields[.clientRequestID] = requestID()
        fields[.returnClientRequestID] = "true"
        return fields
    }
}
