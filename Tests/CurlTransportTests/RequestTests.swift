import ConnectorTesting
import CurlTransport
import HTTPTransport
import HTTPTypes
import Testing

@Suite struct `What a server receives` {
    private let server: RawServer
    private let transport = CurlClient()

    init() throws {
        server = try RawServer(answer: "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
    }

    @Test func `is the path as it was given`() async throws {
        let path = "/a/../b//%2e%2E/?c=d%20e&f"
        #expect(try await transport.text(HTTPExchange(.get, server, path)) == "ok")
        #expect(server.requests.map(\.line) == ["GET \(path) HTTP/1.1"])
    }

    @Test func `is our header and four fields of the transport`() async throws {
        let fields: HTTPFields = [.accept: "text/xml", .contentType: "text/xml; charset=utf-8"]
        _ = try await transport.text(HTTPExchange(.post, server, fields: fields, body: "<a/>"))
        #expect(
            server.requests[0].fields.sorted() == [
                "Accept-Encoding: gzip", "Accept: text/xml", "Content-Length: 4",
                "Content-Type: text/xml; charset=utf-8", "Host: \(server.authority)",
                "User-Agent: \(Product.userAgent)",
            ]
        )
        #expect(server.requests[0].body == Array("<a/>".utf8))
    }

    @Test func `keeps repeated, empty and non-ASCII field values`() async throws {
        let name = try #require(HTTPField.Name("X-Test"))
        var fields = HTTPFields()
        for value in ["one", "", "zwölf: x"] { fields.append(HTTPField(name: name, value: value)) }
        _ = try await transport.text(HTTPExchange(.get, server, fields: fields))
        #expect(
            server.requests[0].fields.filter { $0.hasPrefix("X-Test") } == [
                "X-Test: one", "X-Test:", "X-Test: zwölf: x",
            ]
        )
    }

    @Test func `names the user agent of the request, or else of the configuration`() async throws {
        var configuration = CurlClient.Configuration()
        configuration.userAgent = "Rapport/9.9"
        let transport = CurlClient(configuration: configuration)
        _ = try await transport.text(HTTPExchange(.get, server))
        _ = try await transport.text(HTTPExchange(.get, server, fields: [.userAgent: "Other/1"]))
        #expect(server.requests.map { $0["User-Agent"] } == ["Rapport/9.9", "Other/1"])
    }

    @Test(
        "has the method, and a length where the method has a body",
        arguments: [
            (.get, "", nil), (.post, "", "0"), (.post, "x", "1"), (.put, "xy", "2"), (.patch, "xyz", "3"),
            (.delete, "", "0"), (.delete, "x", "1"), (.get, "x", "1"),
        ] as [(HTTPRequest.Method, String, String?)]
    )
    func methods(method: HTTPRequest.Method, body: String, length: String?) async throws {
        _ = try await transport.text(HTTPExchange(method, server, body: body))
        let request = try #require(server.requests.first)
        #expect(request.line == "\(method.rawValue) / HTTP/1.1")
        #expect(request["Content-Length"] == length)
        #expect(request["Content-Type"] == nil)
        #expect(request.body == Array(body.utf8))
    }

    @Test func `is the whole of a large body, without asking first`() async throws {
        let body = String(repeating: "0123456789", count: 300_000)
        _ = try await transport.text(HTTPExchange(.post, server, body: body))
        #expect(server.requests[0]["Expect"] == nil)
        #expect(server.requests[0].body == Array(body.utf8))
    }

    @Test func `comes over one connection`() async throws {
        for number in 0..<20 { _ = try await transport.text(HTTPExchange(.post, server, "/\(number)", body: "x")) }
        #expect(server.connections.count == 1)
        #expect(server.requests.map(\.line) == (0..<20).map { "POST /\($0) HTTP/1.1" })
    }
}
