import AccessTokens
import Connector
import ConnectorTesting
import Crypto
import CryptoExtras
import Foundation
import HTTPTransport
import HTTPTypes
import Interactions
import Testing

/// What an identity provider can say, sound and not.
@Suite struct `An identity provider` {
    static let tenant = "aaaabbbb-0000-4000-8000-ccccddddeeee"
    static let login = "https://login.example"
    static let now = 1_795_000_000

    static func discovery(issuer: String? = nil, authorize: String? = nil, token: String? = nil, keys: String? = nil)
        -> String
    {
        """
        {"issuer":"\(issuer ?? "\(login)/\(tenant)/v2.0")",
        "authorization_endpoint":"\(authorize ?? "\(login)/\(tenant)/oauth2/v2.0/authorize")",
        "token_endpoint":"\(token ?? "\(login)/\(tenant)/oauth2/v2.0/token")",
        "jwks_uri":"\(keys ?? "\(login)/\(tenant)/discovery/v2.0/keys")","msgraph_host":"graph.example"}
        """
    }

    /// A provider of three documents.
    static func provider(
        discovery: String = discovery(),
        keys: String = #"{"keys":[]}"#,
        tenant: String = tenant,
        token: @escaping @Sendable (HTTPExchange) -> String = { _ in "{}" }
    ) throws -> (provider: IdentityProvider, transport: ScriptedTransport) {
        let transport = ScriptedTransport { exchange in
            let path = exchange.request.path ?? ""
            let text =
                if path.hasSuffix("openid-configuration") { discovery } else if path.hasSuffix("keys") { keys } else {
                    token(exchange)
                }
            return HTTPAnswer(contentType: "application/json", body: Array(text.utf8))
        }
        let provider = IdentityProvider(
            application: Application(
                login: try #require(Origin(url: login)),
                tenant: tenant,
                clientID: Endpoint.clientID,
                proof: .secret { "s3cret~value" }
            ),
            role: nil,
            transport: transport,
            secondsSince1970: { now }
        )
        return (provider, transport)
    }

    @Test(arguments: [tenant, tenant.uppercased(), "contoso.example"])
    func `is asked with state, nonce and the digest of a verifier, and once for where`(name: String) async throws {
        let (provider, transport) = try Self.provider(tenant: name)
        let attempt = AuthorizationAttempt()
        let redirect = "https://rapport.contoso.example/sign-in/return"
        let address = try await provider.address(of: attempt, returningTo: redirect)
        let parts = try #require(URLComponents(string: address))
        #expect(address.hasPrefix("\(Self.login)/\(Self.tenant)/oauth2/v2.0/authorize?"))
        let query = Dictionary(uniqueKeysWithValues: try #require(parts.queryItems).map { ($0.name, $0.value ?? "") })
        #expect(query["client_id"] == Endpoint.clientID && query["response_type"] == "code")
        #expect(query["redirect_uri"] == redirect && query["response_mode"] == "query")
        #expect(query["scope"] == "openid profile" && query["code_challenge_method"] == "S256")
        #expect(query["state"] == attempt.state)
        let secrets = ["state", "nonce", "code_challenge"].map { query[$0] ?? "" }
        #expect(Set(secrets).count == 3 && secrets.allSatisfy { $0.utf8.count == 43 })
        let other = try await provider.address(of: AuthorizationAttempt(), returningTo: redirect)
        #expect(secrets.allSatisfy { !other.contains($0) })
        #expect(await transport.exchanges.map(\.request.path) == ["/\(name)/v2.0/.well-known/openid-configuration"])
    }

    @Test(arguments: [
        "", "{}", "[]", discovery(issuer: ""), discovery(issuer: "https://elsewhere.example/\(tenant)/v2.0"),
        discovery(issuer: "\(login)/common/v2.0"), discovery(issuer: "\(login)/{tenantid}/v2.0"),
        discovery(issuer: "\(login)/aaaabbbb-0000-4000-8000-ccccddddeee0/v2.0"),
        discovery(issuer: "\(login)/\(tenant)/"), discovery(issuer: "\(login).evil.example/\(tenant)/v2.0"),
        discovery(authorize: "http://login.example/\(tenant)/authorize"), discovery(authorize: "javascript:alert(1)"),
        discovery(authorize: "https://login.example@evil.example/"), discovery(authorize: "\(login)/a#b"),
        discovery(token: "https://elsewhere.example/token"), discovery(token: "\(login):8443/token"),
        discovery(keys: "https://elsewhere.example/keys"), discovery(keys: "/keys"),
    ])
    func `is not believed that sends elsewhere, or is another tenant's`(document: String) async throws {
        let (provider, _) = try Self.provider(discovery: document)
        let error = await #expect(throws: SourceError.self) {
            try await provider.address(of: AuthorizationAttempt(), returningTo: "https://a.example/")
        }
        #expect(error?.code == .badAnswer)
    }

    /// A key of the provider's, and what it publishes of it.
    struct Key {
        let key: _RSA.Signing.PrivateKey
        let published: String

        /// Made once for all tests, which takes long; no key lies in the repository.
        static let signing = Result { try _RSA.Signing.PrivateKey(keySize: .bits2048) }

        init(_ id: String, extra: String = "") throws {
            key = try Self.signing.get()
            let numbers = try key.publicKey.getKeyPrimitives()
            published = """
                {"kty":"RSA","kid":"\(id)","n":"\(Base64URL.text(numbers.modulus))",
                "e":"\(Base64URL.text(numbers.publicExponent))"\(extra)}
                """
        }

        func token(_ header: String, _ claims: String) throws -> String {
            let text = Base64URL.text(Array(header.utf8)) + "." + Base64URL.text(Array(claims.utf8))
            let signature = try key.signature(for: SHA256.hash(data: Data(text.utf8)), padding: .insecurePKCS1v1_5)
            return text + "." + Base64URL.text(signature.rawRepresentation)
        }
    }

    static let header = #"{"alg":"RS256","typ":"JWT","kid":"one"}"#

    static func claims(_ changes: [String: String] = [:], nonce: String) -> String {
        var claims = [
            "iss": "\"\(login)/\(tenant)/v2.0\"", "aud": "\"\(Endpoint.clientID)\"", "tid": "\"\(tenant)\"",
            "nbf": "\(now - 300)", "exp": "\(now + 3_600)", "nonce": "\"\(nonce)\"",
            "oid": "\"11110000-0000-4000-8000-00000000aaaa\"", "preferred_username": "\"ann@contoso.example\"",
        ]
        claims.merge(changes) { $1 }
        return "{" + claims.filter { !$0.value.isEmpty }.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",")
            + "}"
    }

    /// What comes of a token that is made of the nonce of the request.
    static func person(
        keys: String,
        _ token: @escaping @Sendable (_ nonce: String) throws -> String
    ) async throws -> IDToken {
        let attempt = AuthorizationAttempt()
        let (asked, _) = try provider()
        let address = try await asked.address(of: attempt, returningTo: "https://a.example/")
        let items = URLComponents(string: address)?.queryItems ?? []
        let text = try token(items.first { $0.name == "nonce" }?.value ?? "")
        let (provider, _) = try provider(keys: keys) { _ in #"{"id_token":"\#(text)"}"# }
        return try await provider.person(with: "code", of: attempt, returningTo: "https://a.example/")
    }

    @Test func `vouches for somebody by a signature of one of its keys`() async throws {
        let key = try Key("one", extra: #","use":"sig","x5c":["MII"]"#)
        let keys = #"{"keys":[{"kty":"EC","kid":"two"},\#(key.published)]}"#
        let token = try await Self.person(keys: keys) { try key.token(Self.header, Self.claims(nonce: $0)) }
        #expect(token.userPrincipalName == "ann@contoso.example")
        #expect(token.objectID == "11110000-0000-4000-8000-00000000aaaa")
    }

    /// Claims instead of the sound ones, and why they are refused; nil where they are not.
    static let changes: [(String, String, SignInRefusal.Cause?)] = [
        ("exp", "\(now - 59)", nil), ("exp", "\(now - 60)", .expired), ("exp", "\(Int.min)", .expired),
        ("exp", "", .badToken), ("exp", "\"\(now + 60)\"", .badToken), ("exp", "1e99", .badToken),
        ("nbf", "\(now + 60)", nil), ("nbf", "\(now + 61)", .notYetValid), ("nbf", "\(Int.max)", .notYetValid),
        ("aud", "\"00000003-0000-0000-c000-000000000000\"", .wrongAudience), ("aud", "[]", .badToken),
        ("aud", "\"\(Endpoint.clientID) \"", .wrongAudience), ("azp", "\"\(Endpoint.clientID)\"", nil),
        ("azp", "\"other\"", .wrongAudience), ("tid", "\"\(tenant.uppercased())\"", nil),
        ("tid", "\"9188040d-6c67-4c5b-b112-36a304b66dad\"", .wrongTenant), ("tid", "", .badToken),
        ("iss", "\"\(login)/common/v2.0\"", .wrongIssuer), ("iss", "\"\(login)/\(tenant)/v2.0/\"", .wrongIssuer),
        ("nonce", "\"other\"", .wrongNonce), ("nonce", "", .badToken), ("nonce", "null", .badToken),
        ("idp", "\"live.com\"", .guest), ("idp", "\"\(login)/\(tenant)/v2.0\"", nil), ("acct", "1", .guest),
        ("acct", "0", nil), ("preferred_username", "", .nameless), ("oid", "\"5\"", .nameless), ("oid", "", .badToken),
    ]

    @Test(arguments: changes)
    func `has each claim checked`(name: String, value: String, cause: SignInRefusal.Cause?) async throws {
        let key = try Key("one")
        func person() async throws -> IDToken {
            try await Self.person(keys: #"{"keys":[\#(key.published)]}"#) {
                try key.token(Self.header, Self.claims([name: value], nonce: $0))
            }
        }
        if let cause {
            await #expect(throws: SignInRefusal(cause)) { try await person() }
        } else {
            #expect(try await person().userPrincipalName == "ann@contoso.example")
        }
    }

    @Test(arguments: [
        #"{"alg":"none","kid":"one"}"#, #"{"alg":"rs256","kid":"one"}"#, #"{"alg":"HS256","kid":"one"}"#,
        #"{"alg":"RS384","kid":"one"}"#, #"{"alg":"PS256","kid":"one"}"#, #"{"alg":"RS256"}"#, "{}", "", "[]",
        #"{"alg":"RS256","kid":"two"}"#, #"{"alg":"RS256","kid":"one","crit":["b64"],"b64":false}"#,
        #"{"alg":["RS256"],"kid":"one"}"#,
    ])
    func `signs with one algorithm and a key that it publishes`(header: String) async throws {
        let key = try Key("one")
        await #expect(throws: SignInRefusal(.badToken)) {
            try await Self.person(keys: #"{"keys":[\#(key.published)]}"#) {
                try key.token(header, Self.claims(nonce: $0))
            }
        }
    }

    @Test(arguments: [#","use":"enc""#, #","alg":"RS512""#])
    func `does not sign with a key for another use`(extra: String) async throws {
        let key = try Key("one", extra: extra)
        await #expect(throws: SignInRefusal(.badToken)) {
            try await Self.person(keys: #"{"keys":[\#(key.published)]}"#) {
                try key.token(Self.header, Self.claims(nonce: $0))
            }
        }
    }

    @Test func `vouches for nobody by a token that is cut, padded or has another letter anywhere`() async throws {
        let key = try Key("one")
        for place in [0, 1, 20, 60, 200, 400, -1, -2, -80] {
            for change in ["cut", "letter", "padding"] {
                await #expect(throws: SignInRefusal(.badToken)) {
                    try await Self.person(keys: #"{"keys":[\#(key.published)]}"#) { nonce in
                        var bytes = Array(try key.token(Self.header, Self.claims(nonce: nonce)).utf8)
                        let index = place < 0 ? bytes.count + place : place
                        switch change {
                        case "cut": bytes.removeSubrange(index...)
                        case "letter":
                            bytes[index] = bytes[index] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
                        default: bytes.insert(UInt8(ascii: "="), at: index)
                        }
                        return String(decoding: bytes, as: UTF8.self)
                    }
                }
            }
        }
    }

    @Test func `is asked for its keys again when it signs with a new one`() async throws {
        let key = try Key("one")
        let answers = Counter()
        let transport = ScriptedTransport { exchange in
            let path = exchange.request.path ?? ""
            let text: String
            switch path {
            case _ where path.hasSuffix("openid-configuration"): text = Self.discovery()
            case _ where path.hasSuffix("keys"):
                text = answers.next() == 1 ? #"{"keys":[]}"# : #"{"keys":[\#(key.published)]}"#
            default: text = #"{"id_token":"\#(try key.token(Self.header, Self.claims(nonce: "x")))"}"#
            }
            return HTTPAnswer(contentType: "application/json", body: Array(text.utf8))
        }
        let provider = IdentityProvider(
            application: Application(
                login: try #require(Origin(url: Self.login)),
                tenant: Self.tenant,
                clientID: Endpoint.clientID,
                proof: .secret { "s" }
            ),
            role: nil,
            transport: transport,
            secondsSince1970: { Self.now }
        )
        // The key is found; the nonce is another one's.
        await #expect(throws: SignInRefusal(.wrongNonce)) {
            try await provider.person(with: "c", of: AuthorizationAttempt(), returningTo: "https://a.example/")
        }
        #expect(await transport.exchanges.filter { $0.request.path?.hasSuffix("keys") == true }.count == 2)
    }

    @Test(arguments: [
        (#"{"error":"invalid_grant","error_codes":[54005]}"#, HTTPResponse.Status.badRequest, true),
        (#"{"error":"invalid_client","error_codes":[7000215]}"#, .unauthorized, false),
        ("", .serviceUnavailable, false),
    ])
    func `refuses a code as something else than our own secret`(
        body: String,
        status: HTTPResponse.Status,
        isCode: Bool
    ) async throws {
        let transport = ScriptedTransport { exchange in
            exchange.request.method == .get
                ? HTTPAnswer(contentType: "application/json", body: Array(Self.discovery().utf8))
                : HTTPAnswer(status: status, body: Array(body.utf8))
        }
        let provider = IdentityProvider(
            application: Application(
                login: try #require(Origin(url: Self.login)),
                tenant: Self.tenant,
                clientID: Endpoint.clientID,
                proof: .secret { "s" }
            ),
            role: nil,
            transport: transport,
            secondsSince1970: { Self.now }
        )
        do {
            _ = try await provider.person(with: "c", of: AuthorizationAttempt(), returningTo: "https://a.example/")
            Issue.record("signed in")
        } catch let refusal as SignInRefusal {
            #expect(isCode && refusal.cause == .usedCode)
        } catch is SourceError {
            #expect(!isCode)
        }
    }
}
