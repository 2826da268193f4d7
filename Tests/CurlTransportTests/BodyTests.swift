import ConnectorTesting
import CurlTransport
import HTTPTransport
import HTTPTypes
import Testing

@Suite struct `A body` {
    private static let zeros = [UInt8](repeating: 0, count: 4 << 20)
    private let transport = CurlClient()

    /// Answers once with a body, and then waits for the client to close.
    private func server(_ body: [UInt8], fields: String = "", length: Int? = nil) throws -> RawServer {
        try RawServer { connection in
            _ = connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: \(length ?? body.count)\r\n\(fields)\r\n")
            connection.write(body)
            connection.waitForEnd()
        }
    }

    private func zippedZeros() throws -> RawServer {
        try server(Fixture.bytes("http/zeros-4mib.gz"), fields: "Content-Encoding: gzip\r\n")
    }

    @Test func `is decompressed`() async throws {
        let server = try zippedZeros()
        let answer = try await transport.send(HTTPExchange(.get, server, limits: HTTPLimits(ratio: 2_000)))
        #expect(answer.response.headerFields[.contentEncoding] == "gzip")
        #expect(try await answer.body.bytes() == Self.zeros)
        #expect(server.requests.count == 1)
    }

    @Test func `that grows too much when decompressed is refused`() async throws {
        let server = try zippedZeros()
        let error = await #expect(throws: HTTPError.self) {
            _ = try await transport.send(HTTPExchange(.get, server)).body.bytes()
        }
        #expect(error == HTTPError(.tooLarge, "The body grows more than 200 times when decompressed."))
    }

    @Test(
        "may be as long as the limit, and no longer, after decompression",
        arguments: [(4 << 20, true), ((4 << 20) - 1, false), (0, false)]
    )
    func limit(bytes: Int, fits: Bool) async throws {
        let server = try zippedZeros()
        let exchange = HTTPExchange(.get, server, limits: HTTPLimits(bodyBytes: bytes, ratio: 2_000))
        if fits {
            #expect(try await transport.send(exchange).body.bytes().count == bytes)
        } else {
            let error = await #expect(throws: HTTPError.self) { try await transport.send(exchange).body.bytes() }
            #expect(error?.phase == .tooLarge)
            #expect(error?.isTransient == false)
        }
    }

    @Test func `arrives in pieces while the rest is still to come`() async throws {
        let gate = Latch()
        let server = try RawServer { connection in
            _ = connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello")
            gate.block()
            connection.write("world")
        }
        var chunks = try await transport.send(HTTPExchange(.get, server)).body.makeAsyncIterator()
        #expect(try await chunks.next() == Array("hello".utf8))
        gate.open()
        #expect(try await chunks.next() == Array("world".utf8))
        #expect(try await chunks.next() == nil)
        #expect(try await chunks.next() == nil)
    }

    @Test func `that nobody reads stops the sender, and no limit on silence ends it`() async throws {
        let stuck = Latch()
        let total = 48 << 20
        let taken = Count()
        let block = [UInt8](unsafeUninitializedCapacity: 1 << 16) { bytes, count in
            for index in bytes.indices { bytes.initializeElement(at: index, to: UInt8(index % 251)) }
            count = bytes.count
        }
        let server = try RawServer { connection in
            _ = connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: \(total)\r\n\r\n")
            taken.add(connection.writeUntilStuck(block, patience: 2_500))
            stuck.open()
            connection.write(Array(block[(taken.value % block.count)...]))
            for _ in 0..<(total - taken.value) / block.count { connection.write(block) }
        }
        let answer = try await transport.send(HTTPExchange(.get, server, limits: HTTPLimits(idle: .seconds(2))))
        await stuck.passed()
        // What the two ends of a connection hold by themselves is up to the system: some megabytes.
        #expect(taken.value < total / 3)
        var position = 0
        var isRight = true
        for try await chunk in answer.body {
            isRight = isRight && chunk.first == block[position % block.count]
            position += chunk.count
            isRight = isRight && chunk.last == block[(position - 1) % block.count]
        }
        #expect(position == total)
        #expect(isRight)
    }

    @Test func `that is dropped unread closes the connection`() async throws {
        let closed = Latch()
        let server = try RawServer { connection in
            _ = connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello")
            connection.waitForEnd()
            closed.open()
        }
        _ = try await transport.send(HTTPExchange(.get, server))
        await closed.passed()
    }

    @Test func `that is dropped half read closes the connection`() async throws {
        let closed = Latch()
        let server = try RawServer { connection in
            _ = connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello")
            connection.waitForEnd()
            closed.open()
        }
        for try await chunk in try await transport.send(HTTPExchange(.get, server)).body where !chunk.isEmpty { break }
        await closed.passed()
    }

    @Test func `outlives its transport`() async throws {
        let gate = Latch()
        let server = try RawServer { connection in
            _ = connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello")
            gate.block()
            connection.write("world")
        }
        let body = try await CurlClient().send(HTTPExchange(.get, server)).body
        gate.open()
        #expect(try await body.text() == "helloworld")
    }

    @Test func `that is compressed and cut off is an error`() async throws {
        let half = Array(try Fixture.bytes("http/zeros-4mib.gz").prefix(2_000))
        let server = try RawServer { connection in
            _ = connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 4098\r\nContent-Encoding: gzip\r\n\r\n")
            connection.write(half)
        }
        let error = await #expect(throws: HTTPError.self) {
            _ = try await transport.send(HTTPExchange(.get, server, limits: HTTPLimits(ratio: 2_000))).body.bytes()
        }
        #expect(error?.phase == .receive)
    }
}
