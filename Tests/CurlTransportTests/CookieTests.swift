import ConnectorTesting
import CurlTransport
import HTTPTransport
import HTTPTypes
import Testing

@Suite struct `Cookies` {
    /// Sets the cookie `backend` to the path of the request.
    private static func server() throws -> RawServer {
        try RawServer { connection in
            while let request = connection.readRequest() {
                let path = request.line.split(separator: " ")[1].dropFirst()
                let cookie = path.isEmpty ? "" : "Set-Cookie: backend=\(path); path=/; HttpOnly\r\n"
                connection.write("HTTP/1.1 204 OK\r\n\(cookie)\r\n")
            }
        }
    }

    /// Sends the requests one after the other; the cookies that each had.
    private func cookies(
        of requests: [(path: String, jar: String?)],
        with transport: CurlClient = CurlClient()
    ) async throws -> [String?] {
        let server = try Self.server()
        for (path, jar) in requests { _ = try await transport.send(HTTPExchange(.get, server, path, cookieJar: jar)) }
        return server.requests.map { $0["Cookie"] }
    }

    @Test func `come back in later requests with the same jar`() async throws {
        let seen = try await cookies(of: [("/one", "a"), ("/", "a"), ("/two", "a"), ("/", "a")])
        #expect(seen == [nil, "backend=one", "backend=one", "backend=two"])
    }

    @Test func `of one jar are never sent with another, nor without one`() async throws {
        let seen = try await cookies(of: [("/one", "a"), ("/", "b"), ("/", nil), ("/two", "b"), ("/", "a"), ("/", nil)])
        #expect(seen == [nil, nil, nil, nil, "backend=one", nil])
    }

    @Test func `are not kept without a jar`() async throws {
        #expect(try await cookies(of: [("/one", nil), ("/", nil), ("/", "a")]) == [nil, nil, nil])
    }

    @Test func `are forgotten with the jar that was not used for longest`() async throws {
        var configuration = CurlClient.Configuration()
        configuration.maxCookieJars = 2
        let requests = [("/one", "a"), ("/two", "b"), ("/", "a"), ("/three", "c"), ("/", "a"), ("/", "b"), ("/", "b")]
        let seen = try await cookies(of: requests, with: CurlClient(configuration: configuration))
        #expect(seen == [nil, nil, "backend=one", nil, "backend=one", nil, nil])
    }

    @Test func `stay apart when many requests run at once`() async throws {
        let server = try Self.server()
        let transport = CurlClient()
        try await withThrowingTaskGroup { group in
            for number in 0..<64 {
                group.addTask {
                    for path in ["/\(number)", "/"] {
                        _ = try await transport.send(HTTPExchange(.get, server, path, cookieJar: "jar \(number)"))
                    }
                }
            }
            try await group.waitForAll()
        }
        let seen = server.requests.filter { $0.line == "GET / HTTP/1.1" }.compactMap { $0["Cookie"] }
        #expect(Set(seen) == Set((0..<64).map { "backend=\($0)" }))
        #expect(seen.count == 64)
    }
}
