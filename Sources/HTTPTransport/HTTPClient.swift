package import HTTPTypes

/// Sends one request and hands the answer on while it arrives.
///
/// It never retries and never follows a redirect.
package protocol HTTPClient: Sendable {
    /// Returns when the answer's header is complete; the body follows through `HTTPAnswer.body`.
    ///
    /// - Throws: `HTTPError`, or `CancellationError` when the task was cancelled.
    func send(_ request: HTTPExchange) async throws -> HTTPAnswer
}

/// A request with everything the transport must know to send it.
package struct HTTPExchange: Sendable {
    package var request: HTTPRequest
    package var body: [UInt8]
    package var credential: Credential
    package var limits: HTTPLimits
    /// Requests with different cookie jars never share a cookie: one jar for a mailbox.
    package var cookieJar: String?
    package var connection = ConnectionUse.shared

    package init(
        request: HTTPRequest,
        body: [UInt8] = [],
        credential: Credential = .none,
        limits: HTTPLimits = HTTPLimits(),
        cookieJar: String? = nil
    ) {
        self.request = request
        self.body = body
        self.credential = credential
        self.limits = limits
        self.cookieJar = cookieJar
    }
}

/// Status, header fields and the body to come.
package struct HTTPAnswer: Sendable {
    package let response: HTTPResponse
    package let body: HTTPBody

    package init(response: HTTPResponse, body: HTTPBody) {
        self.response = response
        self.body = body
    }
}
