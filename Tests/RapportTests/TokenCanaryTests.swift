import AccessTokens
import Connector
import ConnectorTesting
import CurlTransport
import ExchangeSimulator
import Foundation
import HTTPTransport
import HTTPTypes
import Interactions
import MicrosoftGraph
import OData
import Synchronization
import Testing

/// Links and redirects that would carry a token or a secret to somebody else's port.
struct TokenCanaryTests {
    private static let token = "canary-token"
    private static let secret = "canary-secret"

    /// Texts that one program or another takes for an address at `foreign`; `own` is where the tokens belong.
    private static func addresses(own: String, foreign: String) -> [String] {
        let path = "/v1.0/users/x?$skiptoken=1"
        let port = foreign.split(separator: ":").last ?? ""
        return [
            // Another port, and other names of the same machine.
            "https://\(foreign)\(path)", "http://\(foreign)\(path)", "HTTPS://\(foreign)\(path)",
            "https://localhost:\(port)\(path)", "http://localhost:\(port)\(path)", "https://LOCALHOST:\(port)\(path)",
            "https://2130706433:\(port)\(path)", "https://0x7f000001:\(port)\(path)", "https://127.1:\(port)\(path)",
            "https://017700000001:\(port)\(path)", "https://[::ffff:127.0.0.1]:\(port)\(path)",
            "https://127.0.0.1.:\(port)\(path)", "https://0:\(port)\(path)", "https://0.0.0.0:\(port)\(path)",
            // Users.
            "https://\(own)@\(foreign)\(path)", "https://user@\(foreign)\(path)", "https://user:pass@\(foreign)\(path)",
            "https://\(own)%40\(foreign)\(path)", "https://\(own)\\@\(foreign)\(path)", "https://@\(foreign)\(path)",
            "https://\(own)/@\(foreign)\(path)", "https://\(own)#@\(foreign)\(path)",
            "https://\(own)?@\(foreign)\(path)",
            "https://a@b@\(foreign)\(path)", "https://\(own)\t@\(foreign)\(path)", "https://\(own) @\(foreign)\(path)",
            // No scheme, or none that is one.
            "//\(foreign)\(path)", "///\(foreign)\(path)", "////\(foreign)\(path)", "\\\\\(foreign)\(path)",
            "/\\\(foreign)\(path)", "\\/\(foreign)\(path)", "https:\\\\\(foreign)\(path)", "https:\(foreign)\(path)",
            "https:/\(foreign)\(path)", "https:///\(foreign)\(path)", " https://\(foreign)\(path)",
            "\thttps://\(foreign)\(path)", "://\(foreign)\(path)", "\(foreign)\(path)", "ftp://\(foreign)\(path)",
            "gopher://\(foreign)\(path)", "ws://\(foreign)\(path)", "dict://\(foreign)\(path)",
            // Suffixes and look-alikes of digits and points.
            "https://127.0.0.1\u{3002}:\(port)\(path)", "https://127\u{FF0E}0\u{FF0E}0\u{FF0E}1:\(port)\(path)",
            "https://\u{2460}27.0.0.1:\(port)\(path)", "https://xn--localhost-:\(port)\(path)",
            "https://localhost%00.graph.example:\(port)\(path)", "https://loc\u{AD}alhost:\(port)\(path)",
            "https://\(own).localhost:\(port)\(path)", "https://localhost:\(port)/\(own)\(path)",
            // Paths that lead out.
            "https://\(own)//\(foreign)\(path)", "https://\(own)/../\\\(foreign)\(path)",
        ]
    }

    /// What one case of the server does.
    private enum Trap {
        case nextLink(String), deltaLink(String), messageLink(String)
        case redirect(Int, String)
        case tokenRedirect(Int, String)
    }

    private static func traps(own: String, foreign: String) -> [Trap] {
        let all = addresses(own: own, foreign: foreign)
        // A header has no room for what is not printable.
        let locations = all.filter { $0.utf8.allSatisfy { (0x21...0x7E).contains($0) } }
        // Every address once in every place, and a sample of them in every variety of it.
        func sample(_ texts: [String]) -> [String] { texts.enumerated().filter { $0.offset % 5 == 2 }.map(\.element) }
        func redirects(_ trap: (Int, String) -> Trap) -> [Trap] {
            locations.map { trap(302, $0) }
                + [301, 303, 307, 308].flatMap { code in sample(locations).map { trap(code, $0) } }
        }
        return all.map { .nextLink($0) } + sample(all).map { .deltaLink($0) } + sample(all).map { .messageLink($0) }
            + redirects { .redirect($0, $1) } + redirects { .tokenRedirect($0, $1) }
    }

    @Test func `No link and no redirect takes a token or a secret to another port`() async throws {
        let foreign = try RawServer { _ = $0.readRequest() }
        defer { foreign.stop() }
        let traps = Mutex<[Trap]>([])
        let trusted = Mutex<(tokens: Set<Int>, secrets: Set<Int>)>(([], []))
        let identity = try TLSIdentity.generate(now: Date())
        let own = try await Listener.start(identity: identity) { request in
            // `/case7/…`
            let number = Int(request.path.dropFirst(5).prefix { $0.isNumber }) ?? 0
            if request.headers[.authorization] == "Bearer \(Self.token)" {
                trusted.withLock { _ = $0.tokens.insert(number) }
            }
            if String(decoding: request.body, as: UTF8.self).contains(Self.secret) {
                trusted.withLock { _ = $0.secrets.insert(number) }
            }
            return Self.answer(request, traps.withLock { $0[number] })
        }
        let authority = "127.0.0.1:\(own.port)"
        let all = Self.traps(own: authority, foreign: foreign.authority)
        traps.withLock { $0 = all }
        #expect(all.count >= 200)

        let directory = try TemporaryDirectory()
        var curl = CurlClient.Configuration()
        curl.caFile = try directory.write(identity.authorityPEM, to: "ca.pem")
        var transport = CurlClient(configuration: curl)
        let mailbox = Mailbox(address: try #require(EmailAddress("anna@contoso.example")))
        for number in all.indices {
            // The server closes a connection on which too much went wrong.
            if number.isMultiple(of: 100) { transport = CurlClient(configuration: curl) }
            let root = try #require(ODataRoot(url: "https://\(authority)/case\(number)"))
            let tokens = AccessTokenCache(
                application: Application(
                    login: root.origin,
                    tenant: "case\(number)",
                    clientID: "c",
                    proof: .secret { Self.secret }
                ),
                transport: transport,
                secondsSince1970: { 0 }
            )
            let client = GraphClient(configuration: .init(root: root, pageSize: 200), transport: transport) {
                [tokens] isRefused in
                try await tokens.token(for: Resource(root.origin), isRefused: isRefused)
            }
            let source = GraphSource(client: client) { Timestamp(microseconds: 0) }
            let stream = StreamID(source: GraphSource.name, owner: .mailbox(mailbox), kind: .mail, folder: "f")
            await #expect(throws: SourceError.self, "\(all[number])") {
                _ = try await source.streams(of: mailbox)
                var page = try await source.changes(in: stream, after: nil)
                while !page.isLast { page = try await source.changes(in: stream, after: page.cursor) }
                _ = try await source.changes(in: stream, after: page.cursor)
            }
        }
        await own.stop()
        #expect(foreign.connections.isEmpty)
        // Each case got as far as it could leak.
        let seen = trusted.withLock { $0 }
        #expect(Set(all.indices).subtracting(seen.secrets) == [])
        let needToken = all.indices.filter { if case .tokenRedirect = all[$0] { false } else { true } }
        #expect(Set(needToken).symmetricDifference(seen.tokens) == [])
    }

    private static func answer(_ request: ReceivedRequest, _ trap: Trap) -> ServerAnswer {
        func redirect(_ code: Int, _ location: String) -> ServerAnswer {
            ServerAnswer(.init(code: code), headers: [.location: location])
        }
        func json(_ text: String) -> ServerAnswer {
            ServerAnswer(.ok, headers: [.contentType: "application/json"], body: Array(text.utf8))
        }
        func link(_ name: String, _ text: String) -> ServerAnswer {
            let escaped = text.replacing("\\", with: "\\\\").replacing("\t", with: "\\t")
            return json(#"{"value":[],"@odata.\#(name)":"\#(escaped)"}"#)
        }
        if request.path.hasSuffix("/token") {
            if case .tokenRedirect(let code, let location) = trap { return redirect(code, location) }
            return json(#"{"token_type":"Bearer","expires_in":3599,"access_token":"\#(token)"}"#)
        }
        switch trap {
        case .redirect(let code, let location), .tokenRedirect(let code, let location): return redirect(code, location)
        case .nextLink(let text): return link("nextLink", text)
        case .deltaLink(let text): return link("deltaLink", text)
        case .messageLink(let text):
            let isMessages = request.path.contains("/messages")
            let own = "https://\(request.authority)\(request.path)?$deltatoken=1"
            return isMessages ? link("nextLink", text) : link("deltaLink", own)
        }
    }
}
