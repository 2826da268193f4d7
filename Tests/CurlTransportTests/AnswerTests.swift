import ConnectorTesting
import CurlTransport
import HTTPTransport
import HTTPTypes
import Testing

@Suite struct `An answer` {
    private let transport = CurlClient()

    private func answer(_ bytes: String, method: HTTPRequest.Method = .get) async throws -> HTTPAnswer {
        let server = try RawServer { connection in
            _ = connection.readRequest()
            connection.write(bytes)
            connection.close()
        }
        return try await transport.send(HTTPExchange(method, server))
    }

    @Test func `has status, header and body`() async throws {
        let answer = try await answer(
            "HTTP/1.1 503 Busy\r\nContent-Length: 5\r\nX-B: 2\r\nx-b:\t 3 \r\nX-Empty:\r\nX-Colon: a:b\r\nX-Fold: a\r\n  b\r\n"
                + "X Space: 1\r\nX-Last: zwölf\r\n\r\nhello"
        )
        #expect(answer.response.status.code == 503)
        let fields = answer.response.headerFields.map { "\($0.name.canonicalName)=\($0.value)" }
        #expect(
            fields == [
                "content-length=5", "x-b=2", "x-b=3", "x-empty=", "x-colon=a:b", "x-fold=a b", "x-last=zwölf",
            ]
        )
        #expect(try await answer.body.text() == "hello")
    }

    @Test func `in chunks arrives without their frame and trailer`() async throws {
        let answer = try await answer(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n7\r\n, world\r\n0\r\nX-Late: 1\r\n\r\n"
        )
        #expect(try await answer.body.text() == "hello, world")
        #expect(answer.response.headerFields.count == 1)
    }

    @Test(arguments: ["identity", "Identity", ""])
    func `that says it is not compressed is taken as it is`(coding: String) async throws {
        let answer = try await answer(
            "HTTP/1.1 200 OK\r\nContent-Encoding: \(coding)\r\nContent-Length: 5\r\n\r\nhello"
        )
        #expect(try await answer.body.text() == "hello")
    }

    @Test func `comes after interim answers`() async throws {
        let answer = try await answer(
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"
                + "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na"
        )
        #expect(answer.response.status == .ok)
        #expect(answer.response.headerFields.map(\.name) == [.contentLength])
        #expect(try await answer.body.text() == "a")
    }

    @Test(
        "without a body ends at once",
        arguments: [
            ("HTTP/1.1 204 No Content\r\n\r\n", .get), ("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", .post),
            ("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", .head),
        ] as [(String, HTTPRequest.Method)]
    )
    func empty(bytes: String, method: HTTPRequest.Method) async throws {
        #expect(try await answer(bytes, method: method).body.bytes() == [])
    }

    @Test(arguments: [301, 302, 303, 307, 308])
    func `of a redirect is not followed`(status: Int) async throws {
        let other = try RawServer(answer: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        let answer = try await answer(
            "HTTP/1.1 \(status) Moved\r\nLocation: http://\(other.authority)/\r\nContent-Length: 0\r\n\r\n",
            method: .post
        )
        #expect(answer.response.status.code == status)
        #expect(answer.response.headerFields[.location] == "http://\(other.authority)/")
        #expect(other.connections.isEmpty)
    }

    @Test func `of 401 comes with its challenge and body`() async throws {
        let answer = try await answer(
            "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 4\r\n\r\nnope",
            method: .post
        )
        #expect(answer.response.status == .unauthorized)
        #expect(answer.response.headerFields[.wwwAuthenticate] == "Basic realm=\"x\"")
        #expect(try await answer.body.text() == "nope")
    }

    @Test(
        "that is cut off or broken is an error",
        arguments: [
            "", "HTTP/1.1 200 OK\r\nContent-Len", "SSH-2.0-OpenSSH_9.2\r\n", "\u{15}\u{3}\u{1}\u{0}\u{2}\u{2}\u{28}",
            "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\nhello\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello",
            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip, gzip\r\nContent-Length: 5\r\n\r\nhello",
            "HTTP/1.1 200 OK\r\nCONTENT-ENCODING:br\r\nContent-Length: 5\r\n\r\nhello",
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
            "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello",
        ]
    )
    func broken(bytes: String) async throws {
        let error = await #expect(throws: HTTPError.self) { _ = try await answer(bytes).body.bytes() }
        #expect(error?.phase == .receive)
        #expect(error?.isTransient == true)
    }

    @Test func `that ends before its first byte is an error after the header`() async throws {
        let answer = try await answer("HTTP/1.1 500 Oops\r\nContent-Length: 6\r\n\r\n")
        #expect(answer.response.status == .internalServerError)
        let error = await #expect(throws: HTTPError.self) { _ = try await answer.body.bytes() }
        #expect(error == HTTPError(.receive, "The answer was cut off; try again later."))
    }

    @Test func `may have very many fields`() async throws {
        let answer = try await answer("HTTP/1.1 204 OK\r\n\(String(repeating: "a:\r\n", count: 15_000))\r\n")
        #expect(answer.response.headerFields.count == 15_000)
    }

    @Test func `with an endless header is refused`() async throws {
        let server = try RawServer { connection in
            _ = connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\n")
            for number in 0..<1_000 { connection.write("X-\(number): \(String(repeating: "y", count: 100))\r\n") }
            connection.waitForEnd()
        }
        let error = await #expect(throws: HTTPError.self) { try await transport.send(HTTPExchange(.get, server)) }
        #expect(error == HTTPError(.tooLarge, "The header of the answer is longer than 65536 bytes."))
    }

    @Test func `with an endless line in its header is refused`() async throws {
        let server = try RawServer { connection in
            _ = connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\nX: \(String(repeating: "y", count: 300_000))\r\n\r\n")
            connection.waitForEnd()
        }
        let error = await #expect(throws: HTTPError.self) { try await transport.send(HTTPExchange(.get, server)) }
        #expect(error?.phase == .tooLarge)
    }

    @Test func `that never comes because nobody listens is an error of the connection`() async throws {
        // Port 1 needs root and is nobody's; the port of a server that stopped can be another test's.
        let request = HTTPRequest(method: .get, scheme: "http", authority: "127.0.0.1:1", path: "/")
        let exchange = HTTPExchange(request: request, body: [], credential: .none, limits: HTTPLimits())
        let error = await #expect(throws: HTTPError.self) { try await transport.send(exchange) }
        #expect(error?.phase == .connect)
    }
}
