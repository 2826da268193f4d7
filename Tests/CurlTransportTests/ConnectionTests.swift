import ConnectorTesting
import CurlTransport
import HTTPTransport
import HTTPTypes
import Testing

@Suite struct `Connections` {
    private static let done = "HTTP/1.1 204 OK\r\n\r\n"

    @Test func `carry 64 requests at once`() async throws {
        var configuration = CurlClient.Configuration()
        configuration.maxConnectionsPerHost = 64
        let transport = CurlClient(configuration: configuration)
        let (count, all) = (Count(), Latch())
        let server = try RawServer { connection in
            while connection.readRequest() != nil {
                if count.add(1) == 64 { all.open() }
                all.block()
                connection.write(Self.done)
            }
        }
        try await withThrowingTaskGroup { group in
            for number in 0..<64 {
                group.addTask { try await transport.send(HTTPExchange(.get, server, "/\(number)")).response.status }
            }
            for try await status in group { #expect(status == .noContent) }
        }
        #expect(server.connections.count == 64)
        #expect(Set(server.requests.map(\.line)) == Set((0..<64).map { "GET /\($0) HTTP/1.1" }))
    }

    @Test func `are not more than the configuration allows, and are used again`() async throws {
        var configuration = CurlClient.Configuration()
        configuration.maxConnectionsPerHost = 4
        let transport = CurlClient(configuration: configuration)
        let server = try RawServer(answer: Self.done)
        try await withThrowingTaskGroup { group in
            for _ in 0..<100 { group.addTask { _ = try await transport.send(HTTPExchange(.get, server)) } }
            try await group.waitForAll()
        }
        #expect((1...4).contains(server.connections.count))
        #expect(server.requests.count == 100)
    }

    @Test func `that the server closed meanwhile are replaced`() async throws {
        let transport = CurlClient()
        let server = try RawServer { connection in
            _ = connection.readRequest()
            connection.write(Self.done)
        }
        for _ in 0..<5 { _ = try await transport.send(HTTPExchange(.post, server, body: "x")) }
        #expect(server.connections.count == 5)
    }

    /// The server closes at the same moment as the request comes: nothing was answered, so nothing was done.
    @Test func `that the server closes on a second request are replaced`() async throws {
        let transport = CurlClient()
        let server = try RawServer { connection in
            _ = connection.readRequest()
            connection.write(Self.done)
            _ = connection.readRequest()
            if connection.number > 0 { connection.write(Self.done) }
        }
        for path in ["/1", "/2"] { _ = try await transport.send(HTTPExchange(.post, server, path, body: "x")) }
        #expect(
            server.connections.map { $0.requests.map(\.line) } == [
                ["POST /1 HTTP/1.1", "POST /2 HTTP/1.1"], ["POST /2 HTTP/1.1"],
            ]
        )
        #expect(server.requests.allSatisfy { $0.body == Array("x".utf8) })
    }

    @Test func `are not used again after a body that was not read to its end`() async throws {
        let transport = CurlClient()
        let server = try RawServer { connection in
            while connection.readRequest() != nil {
                connection.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello")
            }
        }
        for _ in 0..<3 { _ = try await transport.send(HTTPExchange(.get, server)) }
        #expect(server.connections.count == 3)
    }

    @Test func `close with their transport`() async throws {
        let closed = Latch()
        let server = try RawServer { connection in
            while connection.readRequest() != nil { connection.write(Self.done) }
            closed.open()
        }
        _ = try await CurlClient().send(HTTPExchange(.get, server))
        await closed.passed()
    }

    @Test func `close with their credential when it makes room for another`() async throws {
        var configuration = CurlClient.Configuration()
        configuration.maxCredentials = 1
        let transport = CurlClient(configuration: configuration)
        let closed = Latch()
        let server = try RawServer { connection in
            while connection.readRequest() != nil { connection.write(Self.done) }
            if connection.number == 0 { closed.open() }
        }
        guard CurlClient.canUse(.negotiate) else { return }
        for credential in [Credential.none, .negotiate] {
            _ = try await transport.send(HTTPExchange(.get, server, credential: credential))
        }
        await closed.passed()
        #expect(server.connections.count == 2)
    }
}
