import ConnectorTesting
import CurlTransport
import HTTPTransport
import HTTPTypes
import Testing

@Suite struct `Before anything is sent, the transport refuses` {
    private let server: RawServer
    private let transport = CurlClient()

    init() throws {
        server = try RawServer(answer: "HTTP/1.1 204 OK\r\n\r\n")
    }

    private func expectRefusal(_ exchange: HTTPExchange, sourceLocation: SourceLocation = #_sourceLocation) async {
        let error = await #expect(throws: HTTPError.self, sourceLocation: sourceLocation) {
            try await transport.send(exchange)
        }
        #expect(error?.phase == .refused, sourceLocation: sourceLocation)
        #expect(error?.isTransient == false, sourceLocation: sourceLocation)
        for secret in ["s3cret", "anna", "127.0.0.1", "injected"] {
            #expect(error?.description.contains(secret) == false, sourceLocation: sourceLocation)
        }
        #expect(server.connections.isEmpty, sourceLocation: sourceLocation)
    }

    @Test(arguments: [Credential.basic(user: "anna", password: "s3cret"), .bearer(token: "s3cret")])
    func `a secret without TLS`(credential: Credential) async throws {
        await expectRefusal(HTTPExchange(.post, server, credential: credential))
    }

    @Test(
        arguments: [
            Credential.basic(user: "anna:x", password: "s3cret"), .basic(user: "", password: "s3cret"),
            .basic(user: "anna\u{0}", password: "s3cret"), .basic(user: "anna", password: "s3cret\u{0}"),
            .bearer(token: ""), .bearer(token: "s3cret\r\nX-Injected: 1"), .bearer(token: "s3cret s3cret"),
            .bearer(token: "s3crét"),
        ]
    )
    func `a secret that cannot be written`(credential: Credential) async throws {
        let request = HTTPRequest(method: .get, scheme: "https", authority: server.authority, path: "/")
        await expectRefusal(HTTPExchange(request: request, credential: credential))
    }

    @Test(
        arguments: [
            ("ftp", "127.0.0.1", "/"), ("file", "127.0.0.1", "/etc/passwd"), ("", "127.0.0.1", "/"),
            ("http", "", "/"), ("http", "anna@127.0.0.1", "/"), ("http", "anna:s3cret@127.0.0.1", "/"),
            ("http", "127.0.0.1\\@x", "/"), ("http", "127.0.0.1/x", "/"), ("http", "127.0.0.1\r\nx", "/"),
            ("http", "127.0.0.1", "injected"), ("http", "127.0.0.1", "/a b"),
            ("http", "127.0.0.1", "/a\r\nX: injected"),
            ("http", "127.0.0.1", "/ä"), ("http", "127.0.0.1", "/a#b"), ("http", "127.0.0.1", "*"),
            ("http", "127.0.0.1", "/\u{0}x"), ("http", "127.0.0.1", ""),
        ]
    )
    func `an address that is none`(scheme: String, authority: String, path: String) async throws {
        let request = HTTPRequest(method: .get, scheme: scheme, authority: authority, path: path)
        await expectRefusal(HTTPExchange(request: request))
    }

    @Test(
        arguments: [
            "Authorization", "Proxy-Authorization", "Cookie", "Host", "Connection", "Content-Length",
            "Transfer-Encoding", "Upgrade", "Expect", "TE", "transfer-encoding", "HOST",
        ]
    )
    func `fields that are its own`(name: String) async throws {
        let name = try #require(HTTPField.Name(name))
        var fields = HTTPFields()
        fields.append(HTTPField(name: name, value: "injected"))
        await expectRefusal(HTTPExchange(.post, server, fields: fields))
    }

    @Test func `nothing, but line ends in values become spaces before`() async throws {
        let name = try #require(HTTPField.Name("X-Test"))
        let fields: HTTPFields = [name: "a\r\nX-Injected: b\u{0}"]
        _ = try await transport.send(HTTPExchange(.post, server, fields: fields))
        #expect(server.requests[0]["X-Injected"] == nil)
        #expect(server.requests[0]["X-Test"] == "a  X-Injected: b")
        #expect(HTTPField.Name("X-Test\r\nX-Injected") == nil)
    }
}
