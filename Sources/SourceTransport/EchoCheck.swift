package import HTTPTransport

/// A transport that takes no answer which says that it belongs to another request.
package struct EchoCheck: HTTPClient {
    private let transport: any HTTPClient

    package init(_ transport: any HTTPClient) {
        self.transport = transport
    }

    package func send(_ request: HTTPExchange) async throws -> HTTPAnswer {
        let answer = try await transport.send(request)
        guard request.request.isNamed(in: answer.response) != false else {
            throw HTTPError(.receive, "The answer belongs to another request; try again later.")
        }
        return answer
    }
}
