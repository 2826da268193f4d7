import ConnectorTesting
import CurlTransport
import HTTPTransport
import HTTPTypes
import Testing

/// Which connections are not used again, so that no answer is taken for that to another question.
@Suite struct `A connection` {
    /// How many connections it takes to ask `count` times.
    private static func connections(
        _ use: ConnectionUse,
        times count: Int,
        answer: String,
        named id: String? = nil
    ) async throws -> Int {
        let transport = CurlClient()
        let server = try RawServer(answer: answer)
        for _ in 0..<count {
            var exchange = HTTPExchange(.post, server, body: "x")
            exchange.connection = use
            exchange.request.headerFields[.clientRequestID] = id
            let answer = try await transport.send(exchange)
            for try await _ in answer.body {}
        }
        return server.connections.count
    }

    private static func answer(_ status: Int, _ fields: String = "") -> String {
        "HTTP/1.1 \(status) X\r\n\(fields)Content-Length: 2\r\n\r\nok"
    }

    @Test(
        "is closed after an answer that is no success, where that is asked for",
        arguments: [400, 404, 429, 500, 503]
    )
    func failures(status: Int) async throws {
        #expect(try await Self.connections(.closedAfterFailure, times: 3, answer: Self.answer(status)) == 3)
        #expect(try await Self.connections(.shared, times: 3, answer: Self.answer(status)) == 1)
    }

    @Test func `goes on after a success`() async throws {
        #expect(try await Self.connections(.closedAfterFailure, times: 3, answer: Self.answer(200)) == 1)
    }

    @Test func `of its own is closed after each answer`() async throws {
        #expect(try await Self.connections(.single, times: 3, answer: Self.answer(200)) == 3)
    }

    @Test(
        "is closed after an answer that names another request",
        arguments: [("a-1", 1), ("A-1", 1), ("a-2", 3), ("a-10", 3)],
        [ConnectionUse.shared, .closedAfterFailure]
    )
    func echoes(echo: (id: String, connections: Int), use: ConnectionUse) async throws {
        let answer = Self.answer(200, "client-request-id: \(echo.id)\r\n")
        #expect(try await Self.connections(use, times: 3, answer: answer, named: "a-1") == echo.connections)
        #expect(try await Self.connections(use, times: 3, answer: answer) == 1)
    }

    /// As gromox was seen to: a fault, and then the answer after all.
    @Test func `on which a second answer follows a fault answers no other question`() async throws {
        let server = try RawServer { connection in
            while connection.readRequest() != nil {
                connection.write(Self.answer(500) + Self.answer(200))
            }
        }
        let transport = CurlClient()
        for _ in 0..<4 {
            var exchange = HTTPExchange(.post, server, body: "x")
            exchange.connection = .closedAfterFailure
            #expect(try await transport.send(exchange).response.status == .internalServerError)
        }
        #expect(server.connections.count == 4)
    }
}
