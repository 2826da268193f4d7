import ConnectorTesting
import HTTPTransport
import HTTPTypes

extension HTTPExchange {
    /// A request to a server of the test, over plain HTTP.
    init(
        _ method: HTTPRequest.Method = .get,
        _ server: RawServer,
        _ path: String = "/",
        fields: HTTPFields = [:],
        body: String = "",
        credential: Credential = .none,
        limits: HTTPLimits = HTTPLimits(),
        cookieJar: String? = nil
    ) {
        self.init(
            request: HTTPRequest(
                method: method,
                scheme: "http",
                authority: server.authority,
                path: path,
                headerFields: fields
            ),
            body: Array(body.utf8),
            credential: credential,
            limits: limits,
            cookieJar: cookieJar
        )
    }
}

extension HTTPLimits {
    init(idle: Duration = .seconds(60), total: Duration = .seconds(120), bodyBytes: Int = 64 << 20, ratio: Int = 200) {
        self.init()
        self.idle = idle
        self.total = total
        self.bodyBytes = bodyBytes
        decompressionRatio = ratio
    }
}

extension HTTPBody {
    func bytes() async throws -> [UInt8] {
        var bytes: [UInt8] = []
        for try await chunk in self { bytes += chunk }
        return bytes
    }

    func text() async throws -> String {
        String(decoding: try await bytes(), as: UTF8.self)
    }
}

extension HTTPClient {
    /// The whole body of the answer.
    func text(_ exchange: HTTPExchange) async throws -> String {
        try await send(exchange).body.text()
    }
}
