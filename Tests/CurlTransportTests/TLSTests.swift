import ConnectorTesting
import CurlTransport
import HTTPTransport
import HTTPTypes
import Testing

@Suite struct `Over TLS` {
    private static let answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

    private func send(
        to server: TLSServer,
        host: String = "localhost",
        caFile: String?,
        credential: Credential = .none
    ) async throws -> HTTPAnswer {
        var configuration = CurlClient.Configuration()
        configuration.caFile = caFile
        let request = HTTPRequest(method: .get, scheme: "https", authority: "\(host):\(server.port)", path: "/x")
        return try await CurlClient(configuration: configuration)
            .send(HTTPExchange(request: request, credential: credential))
    }

    private func expectFailure(
        of server: TLSServer,
        host: String = "localhost",
        caFile: String?,
        says: String,
        phase: HTTPError.Phase = .tls
    ) async {
        let error = await #expect(throws: HTTPError.self) { try await send(to: server, host: host, caFile: caFile) }
        #expect(error == HTTPError(phase, says))
        #expect(error?.isTransient == (phase == .handshake))
        #expect(!server.transcript.contains("GET /x"))
    }

    @Test(
        "a credential is sent to a server whose authority we know",
        arguments: [
            (.basic(user: "EXAMPLE\\anna", password: "zwölf"), "Basic RVhBTVBMRVxhbm5hOnp3w7ZsZg=="),
            (.bearer(token: "abc.def-_~+/="), "Bearer abc.def-_~+/="), (.none, nil),
        ] as [(Credential, String?)]
    )
    func credentials(credential: Credential, field: String?) async throws {
        try await TLSServer.with(answer: Self.answer) { server in
            let answer = try await send(to: server, caFile: server.caFile, credential: credential)
            #expect(answer.response.status == .ok)
            #expect(try await answer.body.text() == "ok")
            let line = server.transcript.split(separator: "\r\n").first { $0.hasPrefix("Authorization: ") }
            #expect(line.map(String.init) == field.map { "Authorization: \($0)" })
        }
    }

    @Test func `the older version 1.2 will do`() async throws {
        try await TLSServer.with(options: ["-tls1_2"], answer: Self.answer) { server in
            let answer = try await send(to: server, caFile: server.caFile)
            #expect(try await answer.body.text() == "ok")
        }
    }

    @Test func `version 1.1 is refused`() async throws {
        try await TLSServer.with(options: ["-tls1_1", "-cipher", "DEFAULT@SECLEVEL=0"], answer: Self.answer) { server in
            await expectFailure(
                of: server,
                caFile: server.caFile,
                says: "No agreement on TLS; the server must offer TLS 1.2 or later.",
                phase: .handshake
            )
        }
    }

    @Test func `an authority that nobody named is refused`() async throws {
        try await TLSServer.with(answer: Self.answer) { server in
            await expectFailure(
                of: server,
                caFile: nil,
                says:
                    "The server's certificate is from an unknown authority; name the authority's file (ews.caFile, application.caFile)."
            )
        }
    }

    @Test func `a certificate for another name is refused`() async throws {
        try await TLSServer.with(names: "DNS:mail.example.com", answer: Self.answer) { server in
            await expectFailure(
                of: server,
                caFile: server.caFile,
                says: "The server's certificate is for another name; use the name that it has."
            )
        }
    }

    @Test func `a file of authorities that is not there is an error, and nothing is sent`() async throws {
        try await TLSServer.with(answer: Self.answer) { server in
            await expectFailure(
                of: server,
                caFile: "/nowhere/ca.pem",
                says: "The file of certificate authorities cannot be read; check that it is PEM."
            )
        }
    }

    @Test func `a server that does not speak it is refused`() async throws {
        let server = try RawServer { $0.write(Self.answer) }
        let request = HTTPRequest(method: .get, scheme: "https", authority: server.authority, path: "/")
        let error = await #expect(throws: HTTPError.self) {
            try await CurlClient().send(HTTPExchange(request: request))
        }
        #expect(error?.phase == .handshake)
    }
}
