package import HTTPTransport
package import HTTPTypes

/// A transport that answers from a closure, and remembers what it was asked.
package actor ScriptedTransport: HTTPClient {
    /// Every request so far, in the order of arrival.
    package private(set) var exchanges: [HTTPExchange] = []
    private let answer: @Sendable (HTTPExchange) async throws -> HTTPAnswer

    package init(answer: @escaping @Sendable (HTTPExchange) async throws -> HTTPAnswer) {
        self.answer = answer
    }

    package func send(_ request: HTTPExchange) async throws -> HTTPAnswer {
        exchanges.append(request)
        return try await answer(request)
    }
}

extension HTTPAnswer {
    /// An answer whose body arrives in pieces of `chunk` bytes.
    package init(
        status: HTTPResponse.Status = .ok,
        contentType: String? = "text/xml; charset=utf-8",
        fields: HTTPFields = [:],
        body: [UInt8],
        chunk: Int = 4_096
    ) {
        var response = HTTPResponse(status: status, headerFields: fields)
        response.headerFields[.contentType] = contentType
        let pieces = HTTPBodyPieces(rest: body[...], size: chunk)
        self.init(response: response, body: HTTPBody { await pieces.next() })
    }
}

private actor HTTPBodyPieces {
    private var rest: ArraySlice<UInt8>
    private let size: Int

    init(rest: ArraySlice<UInt8>, size: Int) {
        self.rest = rest
        self.size = size
    }

    func next() -> [UInt8]? {
        guard !rest.isEmpty else { return nil }
        defer { rest = rest.dropFirst(size) }
        return Array(rest.prefix(size))
    }
}
