import ConnectorTesting
import CurlTransport
import HTTPTransport
import HTTPTypes
import Testing

@Suite struct `A limit on time` {
    private let transport = CurlClient()

    @Test(
        "on silence ends an exchange, and closes its connection",
        arguments: [
            "", "HTTP/1.1 200 OK\r\nContent-Len", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello",
        ]
    )
    func idle(start: String) async throws {
        let closed = Latch()
        let server = try RawServer { connection in
            _ = connection.readRequest()
            connection.write(start)
            connection.waitForEnd()
            closed.open()
        }
        let exchange = HTTPExchange(.get, server, limits: HTTPLimits(idle: .milliseconds(50)))
        let error = await #expect(throws: HTTPError.self) { _ = try await transport.send(exchange).body.bytes() }
        #expect(error == HTTPError(.timeout, "Nothing came for 0.05 seconds; try again later."))
        #expect(error?.isTransient == true)
        await closed.passed()
    }

    @Test func `on the whole ends an exchange that keeps sending, and so is never silent`() async throws {
        let server = try RawServer { connection in
            _ = connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
            // Ends when the client has gone.
            _ = connection.writeUntilStuck(Array("1\r\nx\r\n".utf8), patience: 5_000)
        }
        // On a busy machine a server is silent between two pieces: nothing but the whole may end it.
        let limits = HTTPLimits(total: .milliseconds(500), bodyBytes: .max)
        let error = await #expect(throws: HTTPError.self) {
            for try await _ in try await transport.send(HTTPExchange(.get, server, limits: limits)).body {}
        }
        #expect(error == HTTPError(.timeout, "The exchange took longer than 0.5 seconds; try again later."))
    }

    @Test func `on the whole ends an exchange whose body nobody reads`() async throws {
        // A busy machine takes longer until the head is there, so it is asked again with more time.
        for total in [200, 1_000, 5_000, 25_000] {
            let closed = Latch()
            let server = try RawServer { connection in
                _ = connection.readRequest()
                connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n")
                _ = connection.writeUntilStuck([UInt8](repeating: 0, count: 1 << 16), patience: 5_000)
                closed.open()
            }
            let limits = HTTPLimits(total: .milliseconds(total), bodyBytes: .max)
            let answer: HTTPAnswer
            do {
                answer = try await transport.send(HTTPExchange(.get, server, limits: limits))
            } catch let error as HTTPError where error.phase == .timeout {
                continue
            }
            await closed.passed()
            let error = await #expect(throws: HTTPError.self) { try await answer.body.bytes() }
            #expect(error?.phase == .timeout)
            return
        }
        Issue.record("There was never a head.")
    }

    @Test func `on connecting ends a handshake that is never answered`() async throws {
        let server = try RawServer { connection in connection.waitForEnd() }
        var limits = HTTPLimits()
        limits.connect = .milliseconds(50)
        let request = HTTPRequest(method: .get, scheme: "https", authority: server.authority, path: "/")
        let error = await #expect(throws: HTTPError.self) {
            try await transport.send(HTTPExchange(request: request, limits: limits))
        }
        #expect(
            error == HTTPError(.timeout, "No connection within the limit; check network and proxy, or try again later.")
        )
    }
}
