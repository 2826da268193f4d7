package import HTTPTypes

/// What goes back to a client, and how it travels.
package struct ServerAnswer: Sendable {
    package enum Delivery: Hashable, Sendable {
        /// In one piece, with `Content-Length`.
        case whole
        /// In chunks of a chunked body that end at these ascending offsets, and one with the rest.
        case pieces([Int])
        /// In chunks of `bytes` with a pause after each.
        case slow(bytes: Int, pause: Duration)
        /// The announced length is that of the body, but the connection is closed after `bytes`.
        case cut(after: Int)
    }

    package var status: HTTPResponse.Status
    package var headers: HTTPFields
    package var body: [UInt8]
    package var delivery = Delivery.whole

    package init(_ status: HTTPResponse.Status, headers: HTTPFields = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
