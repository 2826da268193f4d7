import ConnectorTesting
import CurlTransport
import HTTPTransport
import HTTPTypes
import Testing

@Suite struct `A credential` {
    /// MS-NLMP 2.2.1.2 with the flags UNICODE, REQUEST_TARGET, NTLM and ALWAYS_SIGN, and the challenge
    /// 0123456789abcdef.
    private static let challenge = "TlRMTVNTUAACAAAAAAAAADAAAAAFggAAASNFZ4mrze8AAAAAAAAAAAAAAAAwAAAA"

    /// Signs in whoever completes the three steps, for the connection.
    private static func server() throws -> RawServer {
        try RawServer { connection in
            var isKnown = false
            while let request = connection.readRequest() {
                let token = request["Authorization"] ?? ""
                // Base 64 of "NTLMSSP", a zero, and the type of the message.
                isKnown = isKnown || token.hasPrefix("NTLM TlRMTVNTUAAD")
                if isKnown {
                    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
                } else if token.hasPrefix("NTLM TlRMTVNTUAAB") {
                    let field = "WWW-Authenticate: NTLM \(challenge)"
                    connection.write("HTTP/1.1 401 No\r\n\(field)\r\nContent-Length: 4\r\n\r\nmore")
                } else {
                    connection.write("HTTP/1.1 401 No\r\nWWW-Authenticate: NTLM\r\nContent-Length: 4\r\n\r\nnope")
                }
            }
        }
    }

    @Test(.enabled(if: CurlClient.canUse(.ntlm(user: "", password: ""))))
    func `of NTLM signs a connection in, and only for its user`() async throws {
        let server = try Self.server()
        let transport = CurlClient()
        for user in ["EXAMPLE\\anna", "EXAMPLE\\anna", "EXAMPLE\\bert", "EXAMPLE\\anna"] {
            let credential = Credential.ntlm(user: user, password: "s3cret")
            let answer = try await transport.send(HTTPExchange(.post, server, body: "<a/>", credential: credential))
            #expect(answer.response.status == .ok)
            #expect(try await answer.body.text() == "ok")
        }
        #expect(try await transport.send(HTTPExchange(.post, server)).response.status == .unauthorized)
        #expect(server.connections.map(\.requests.count) == [4, 2, 1])
        let first = server.connections[0].requests
        #expect(first.map { String(decoding: $0.body, as: UTF8.self) } == ["", "<a/>", "<a/>", "<a/>"])
        #expect(first.map { $0["Authorization"] != nil } == [true, true, false, false])
    }

    @Test func `that is refused shows the refusal, not the rounds before it`() async throws {
        let server = try RawServer(
            answer: "HTTP/1.1 401 No\r\nWWW-Authenticate: NTLM\r\nX-Last: yes\r\nContent-Length: 4\r\n\r\nnope"
        )
        let credential = Credential.ntlm(user: "anna", password: "s3cret")
        guard CurlClient.canUse(credential) else { return }
        let answer = try await CurlClient().send(HTTPExchange(.post, server, body: "x", credential: credential))
        #expect(answer.response.status == .unauthorized)
        #expect(try await answer.body.text() == "nope")
    }

    @Test func `without a ticket for Negotiate shows the server's refusal or fails to sign in`() async throws {
        let server = try RawServer(
            answer: "HTTP/1.1 401 No\r\nWWW-Authenticate: Negotiate\r\nContent-Length: 4\r\n\r\nnope"
        )
        guard CurlClient.canUse(.negotiate) else { return }
        do {
            let answer = try await CurlClient().send(HTTPExchange(.post, server, credential: .negotiate))
            #expect(answer.response.status == .unauthorized)
        } catch let error as HTTPError {
            #expect(error.phase == .authenticate)
        }
    }

    @Test func `keeps to its own connections`() async throws {
        let server = try RawServer(answer: "HTTP/1.1 204 OK\r\n\r\n")
        let transport = CurlClient()
        for credential in [Credential.none, .negotiate, .none, .negotiate] where CurlClient.canUse(credential) {
            _ = try await transport.send(HTTPExchange(.get, server, credential: credential))
        }
        #expect(server.connections.map(\.requests.count) == (CurlClient.canUse(.negotiate) ? [2, 2] : [2]))
    }

    @Test func `that made room for others can come back`() async throws {
        var configuration = CurlClient.Configuration()
        configuration.maxCredentials = 1
        let transport = CurlClient(configuration: configuration)
        let server = try RawServer(answer: "HTTP/1.1 204 OK\r\n\r\n")
        for credential in [Credential.none, .negotiate, .none, .none] where CurlClient.canUse(credential) {
            _ = try await transport.send(HTTPExchange(.get, server, credential: credential))
        }
        #expect(server.connections.map(\.requests.count) == (CurlClient.canUse(.negotiate) ? [1, 1, 2] : [3]))
    }
}
