import ConnectorTesting
import CurlTransport
import HTTPTransport
import HTTPTypes
import Testing

@Suite struct `Cancelling the task` {
    private let transport = CurlClient()

    /// Cancels a task that reads everything, once the server has said `start`; then uses the transport again.
    @Test(
        "ends the exchange at every stage, and its connection is not used again",
        arguments: [
            "", "HTTP/1.1 200 OK\r\nContent-Len", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
        ]
    )
    func anyStage(start: String) async throws {
        let (said, closed) = (Latch(), Latch())
        let server = try RawServer { connection in
            _ = connection.readRequest()
            guard connection.number == 0 else { return connection.write("HTTP/1.1 204 OK\r\n\r\n") }
            connection.write(start)
            said.open()
            connection.waitForEnd()
            closed.open()
        }
        let task = Task { try await transport.send(HTTPExchange(.get, server)).body.bytes() }
        await said.passed()
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        await closed.passed()
        #expect(try await transport.send(HTTPExchange(.get, server)).response.status == .noContent)
        #expect(server.connections.count == 2)
    }

    @Test func `before it starts sends nothing`() async throws {
        let server = try RawServer(answer: "HTTP/1.1 204 OK\r\n\r\n")
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await transport.send(HTTPExchange(.get, server))
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(server.connections.isEmpty)
    }

    @Test func `between two pieces of the body ends the transfer`() async throws {
        let closed = Latch()
        let server = try RawServer { connection in
            _ = connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello")
            connection.waitForEnd()
            closed.open()
        }
        let body = try await transport.send(HTTPExchange(.get, server)).body
        let task = Task {
            var chunks = body.makeAsyncIterator()
            _ = try await chunks.next()
            withUnsafeCurrentTask { $0?.cancel() }
            return try await chunks.next()
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        await closed.passed()
        await #expect(throws: CancellationError.self) { try await body.bytes() }
    }

    @Test func `while it waits for its turn takes it out of the queue`() async throws {
        var configuration = CurlClient.Configuration()
        configuration.maxConnectionsPerHost = 1
        let transport = CurlClient(configuration: configuration)
        let (asked, gate) = (Latch(), Latch())
        let server = try RawServer { connection in
            while connection.readRequest() != nil {
                asked.open()
                gate.block()
                connection.write("HTTP/1.1 204 OK\r\n\r\n")
            }
        }
        let first = Task { try await transport.send(HTTPExchange(.get, server, "/1")).response.status }
        await asked.passed()
        let second = Task { try await transport.send(HTTPExchange(.get, server, "/2")).response.status }
        let third = Task { try await transport.send(HTTPExchange(.get, server, "/3")).response.status }
        second.cancel()
        await #expect(throws: CancellationError.self) { try await second.value }
        gate.open()
        #expect(try await first.value == .noContent)
        #expect(try await third.value == .noContent)
        #expect(server.requests.map(\.line) == ["GET /1 HTTP/1.1", "GET /3 HTTP/1.1"])
        #expect(server.connections.count == 1)
    }

    @Test func `at random moments never leaves a task waiting`() async throws {
        let server = try RawServer(answer: "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")
        for round in 0..<200 {
            let task = Task { try await transport.text(HTTPExchange(.get, server)) }
            for _ in 0..<round % 20 { await Task.yield() }
            task.cancel()
            switch await task.result {
            case .success(let text): #expect(text == "hello")
            case .failure(let error): #expect(error is CancellationError)
            }
        }
        #expect(try await transport.text(HTTPExchange(.get, server)) == "hello")
    }
}
