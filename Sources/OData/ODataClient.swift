package import HTTPTransport
package import HTTPTypes
package import JSONStream

/// Asks one service and reads the answers; it repeats a question only with a new token, and only once.
package struct ODataClient: Sendable {
    package struct Configuration: Sendable {
        /// Where the service answers; the token has to be one for it.
        package var root: ODataRoot
        package var userAgent = Product.userAgent
        /// Items asked for in one page; the service may give fewer.
        package var pageSize: Int
        package var http = HTTPLimits()

        package init(root: ODataRoot, pageSize: Int) {
            self.root = root
            self.pageSize = pageSize
        }
    }

    /// A bearer token: the one at hand, or, if `forceNew`, one that the service has not refused yet.
    package typealias Token = @Sendable (_ forceNew: Bool) async throws -> String

    package let configuration: Configuration
    private let transport: any HTTPClient
    private let token: Token
    private let reader: ODataReader

    package init(configuration: Configuration, transport: any HTTPClient, token: @escaping Token) {
        self.configuration = configuration
        self.transport = transport
        self.token = token
        reader = ODataReader(root: configuration.root, limits: configuration.http)
    }

    /// A page of changes.
    ///
    /// - Throws: `ODataError`, `CancellationError`, or what the token's source throws.
    package func page<Item>(_ target: ODataTarget, _ fields: HTTPFields, of type: Item.Type) async throws -> DeltaPage<
        Item
    > {
        try await asking { try await reader.page(try await send(target, fields, token: $0), of: type) }
    }

    /// A page of a list.
    ///
    /// - Throws: `ODataError`, `CancellationError`, or what the token's source throws.
    package func listing<Item>(
        _ target: ODataTarget,
        _ fields: HTTPFields,
        of type: Item.Type,
        expansions: ODataReader.Expansions = .refused
    ) async throws -> CollectionPage<Item> {
        try await asking {
            try await reader.listing(try await send(target, fields, token: $0), of: type, expansions: expansions)
        }
    }

    /// All of a list inside of an item: what came with the item, and the rest behind its link.
    ///
    /// - Throws: as `listing`.
    package func whole<Item>(_ expansion: Expansion<Item>, _ fields: HTTPFields) async throws -> [Item] {
        guard let text = expansion.nextLink else { return expansion.value }
        let beginning = CollectionPage(value: expansion.value, next: try reader.link(text))
        return try await beginning.whole { try await listing($0, fields, of: Item.self) }
    }

    /// - Throws: `ODataError`, `CancellationError`, or what the token's source throws.
    package func entity<Entity: JSONReadable>(
        _ target: ODataTarget,
        _ fields: HTTPFields,
        as type: Entity.Type
    ) async throws -> Entity {
        try await asking { try await reader.entity(try await send(target, fields, token: $0), as: type) }
    }

    /// Does each change by itself, whatever becomes of the others.
    ///
    /// - Parameter fields: of the whole request.
    /// - Returns: a status for each, in their order.
    /// - Throws: `ODataError`, `CancellationError`, or what the token's source throws; then each may be done or not.
    package func change(_ changes: [ODataChange], _ fields: HTTPFields) async throws -> [Int] {
        var fields = fields
        let boundary = "batch_\(RequestBoundary.text())"
        fields[.contentType] = "multipart/mixed; boundary=\(boundary)"
        let body = BatchText.request(changes, boundary: boundary)
        let target = configuration.root.batchTarget
        let statuses = try await asking { token in
            try await reader.statuses(try await send(target, fields, token: token, body: body))
        }
        guard statuses.count == changes.count else { throw ODataError.answer(.malformed) }
        return statuses
    }

    /// The answers to several questions in one request, in the order of the questions.
    ///
    /// - Parameters:
    ///   - targets: at most 20, all below the path of the root.
    ///   - fields: of the request.
    ///   - partFields: of every question in it.
    /// - Throws: `ODataError` if the batch as a whole has no usable answer, `CancellationError`, or what the token's
    ///   source throws.
    package func batch(
        _ targets: [ODataTarget],
        _ fields: HTTPFields,
        partFields: HTTPFields
    ) async throws -> [ODataPart] {
        let root = configuration.root
        let body = BatchRequest(root: root, targets: targets, fields: partFields).bytes
        let answer = try await asking {
            try await reader.entity(
                try await send(root.batchTarget, fields, token: $0, body: body),
                as: WrittenBatch.self
            )
        }
        var parts: [String: ODataPart] = [:]
        for written in answer.responses {
            guard parts.updateValue(written.part, forKey: written.id) == nil else {
                throw ODataError.answer(.malformed)
            }
        }
        return try targets.indices.map { number in
            guard let part = parts[String(number)] else { throw ODataError.answer(.malformed) }
            return part
        }
    }

    /// A page of changes that came in a batch.
    ///
    /// - Throws: `ODataError`.
    package func page<Item>(_ part: ODataPart, of type: Item.Type) throws -> DeltaPage<Item> {
        try reader.page(part, of: type)
    }

    /// What came in a batch as one JSON text.
    ///
    /// - Throws: `ODataError`.
    package func entity<Entity: JSONReadable>(_ part: ODataPart, as type: Entity.Type) throws -> Entity {
        try reader.entity(part, as: type)
    }

    private func asking<Answer: Sendable>(_ ask: (String) async throws -> Answer) async throws -> Answer {
        do {
            return try await ask(try await token(false))
        } catch ODataError.failure(let failure) where failure.status == 401 {
            return try await ask(try await token(true))
        }
    }

    /// - Parameter body: nil for a question that has none.
    private func send(
        _ target: ODataTarget,
        _ fields: HTTPFields,
        token: String,
        body: [UInt8]? = nil
    ) async throws -> HTTPAnswer {
        let origin = configuration.root.origin
        let scheme = origin.scheme.rawValue
        var request = HTTPRequest(
            method: body == nil ? .get : .post,
            scheme: scheme,
            authority: String(origin.description.dropFirst(scheme.utf8.count + 3)),
            path: target.path,
            headerFields: fields
        )
        request.headerFields[.accept] = "application/json"
        request.headerFields[.userAgent] = configuration.userAgent
        if body != nil, request.headerFields[.contentType] == nil {
            request.headerFields[.contentType] = "application/json"
        }
        let exchange = HTTPExchange(
            request: request,
            body: body ?? [],
            credential: .bearer(token: token),
            limits: configuration.http
        )
        do {
            return try await transport.send(exchange)
        } catch let error as HTTPError {
            throw ODataError.transport(error)
        }
    }
}

/// What no text has in it by chance.
private enum RequestBoundary {
    static func text() -> String {
        var random = SystemRandomNumberGenerator()
        return (0..<2).map { _ in String(UInt64.random(in: .min ... .max, using: &random), radix: 36) }.joined()
    }
}
