package import HTTPTypes

/// A request as the simulator looks at it, whichever version of HTTP brought it.
package struct ReceivedRequest: Sendable {
    package let method: HTTPRequest.Method
    /// Host and port as the client has them.
    package let authority: String
    /// Without the query.
    package let path: String
    /// Percent-encoded, without the question mark.
    package let query: String
    package var headers: HTTPFields
    package let body: [UInt8]

    package init(
        method: HTTPRequest.Method,
        authority: String,
        path: String,
        query: String = "",
        headers: HTTPFields = [:],
        body: [UInt8] = []
    ) {
        self.authority = authority
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
    }
}
