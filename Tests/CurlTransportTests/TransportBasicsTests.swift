import ConnectorTesting
import CurlTransport
import HTTPTransport
import HTTPTypes
import Testing

struct TransportBasicsTests {
    @Test func `an answer arrives with status, header and body`() async throws {
        let server = try RawServer(answer: "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-Here: yes\r\n\r\nhello")
        let transport = CurlTransport()
        let request = HTTPRequest(method: .get, scheme: "http", authority: server.authority, path: "/a?b=c")
        let answer = try await transport.send(HTTPExchange(request: request))
        #expect(answer.response.status == .ok)
        var body: [UInt8] = []
        for try await chunk in answer.body { body += chunk }
        #expect(body == Array("hello".utf8))
        #expect(server.requests.map(\.line) == ["GET /a?b=c HTTP/1.1"])
    }
}
