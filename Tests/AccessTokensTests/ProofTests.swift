import AccessTokens
import Connector
import ConnectorTesting
import Crypto
import CryptoExtras
import FoundationEssentials
import HTTPTransport
import HTTPTypes
import Testing

/// How the application shows that it is itself.
struct ProofTests {
    @Test func `A secret goes in the body and nowhere else`() async throws {
        let endpoint = try Endpoint { Endpoint.token($0) }
        _ = try await endpoint.tokens.token(for: Endpoint.graph)
        #expect(
            await endpoint.forms == [
                [
                    "client_id": Endpoint.clientID, "scope": "https://graph.example/.default",
                    "grant_type": "client_credentials", "client_secret": "s3cret~value",
                ]
            ]
        )
        let exchange = try #require(await endpoint.transport.exchanges.first)
        #expect(exchange.request.path == "/contoso.example/oauth2/v2.0/token")
        #expect(exchange.request.authority == "login.example")
        #expect(exchange.credential == .none)
        #expect(!exchange.request.headerFields.contains { $0.value.contains("s3cret") })
    }

    private static func certificate() throws -> (pem: String, key: _RSA.Signing.PrivateKey, der: [UInt8]) {
        let key = try `An identity provider`.Key.signing.get()
        // Only its hash counts here, so that any bytes do for a certificate.
        let der = Array("the bytes of a certificate".utf8)
        let body = Data(der).base64EncodedString()
        let pem = "-----BEGIN CERTIFICATE-----\n\(body)\n-----END CERTIFICATE-----\n" + key.pemRepresentation
        return (pem, key, der)
    }

    @Test func `A certificate signs an assertion of ten minutes that its key verifies`() async throws {
        let (pem, key, der) = try Self.certificate()
        let endpoint = try Endpoint(.certificate(try ClientCertificate(pem: pem))) { Endpoint.token($0) }
        _ = try await endpoint.tokens.token(for: Endpoint.graph)
        let form = try #require(await endpoint.forms.first)
        #expect(form["client_secret"] == nil)
        #expect(form["client_assertion_type"] == "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
        let parts = try #require(form["client_assertion"]).split(separator: ".").map(String.init)
        try #require(parts.count == 3)
        let header = try JSONDecoder().decode([String: String].self, from: try Self.decoded(parts[0]))
        #expect(
            header == [
                "alg": "PS256", "typ": "JWT", "x5t#S256": Self.encoded(Data(SHA256.hash(data: der))),
            ]
        )
        struct Claims: Decodable {
            let aud: String
            let exp: Int
            let iss: String
            let jti: String
            let nbf: Int
            let sub: String
        }
        let claims = try JSONDecoder().decode(Claims.self, from: try Self.decoded(parts[1]))
        #expect(claims.aud == "https://login.example/contoso.example/oauth2/v2.0/token")
        #expect((claims.iss, claims.sub) == (Endpoint.clientID, Endpoint.clientID))
        #expect((claims.nbf, claims.exp) == (1_794_999_940, 1_795_000_600))
        #expect(UUID(uuidString: claims.jti) != nil)
        let signature = _RSA.Signing.RSASignature(rawRepresentation: try Self.decoded(parts[2]))
        let signed = Data("\(parts[0]).\(parts[1])".utf8)
        #expect(key.publicKey.isValidSignature(signature, for: SHA256.hash(data: signed), padding: .PSS))
    }

    @Test func `A file without certificate, or with a key that is not RSA, is refused`() throws {
        let (pem, key, der) = try Self.certificate()
        let certificate = "-----BEGIN CERTIFICATE-----\n\(Data(der).base64EncodedString())\n-----END CERTIFICATE-----\n"
        #expect(throws: ClientCertificate.Failure.noCertificate) { try ClientCertificate(pem: key.pemRepresentation) }
        #expect(throws: ClientCertificate.Failure.noCertificate) { try ClientCertificate(pem: "") }
        #expect(throws: ClientCertificate.Failure.noPrivateKey) { try ClientCertificate(pem: certificate) }
        #expect(throws: ClientCertificate.Failure.noPrivateKey) {
            try ClientCertificate(pem: certificate + P256.Signing.PrivateKey().pemRepresentation)
        }
        _ = try ClientCertificate(pem: pem)
    }

    @Test func `A token of another issuer is read anew each time`() async throws {
        let count = Counter()
        let clock = ManualClock()
        let endpoint = try Endpoint(.federated { "foreign.\(count.next())" }, clock: clock) { Endpoint.token($0) }
        _ = try await endpoint.tokens.token(for: Endpoint.graph)
        clock.advance(by: .seconds(3_000))
        _ = try await endpoint.tokens.token(for: Endpoint.graph)
        #expect(await endpoint.forms.map { $0["client_assertion"] } == ["foreign.1", "foreign.2"])
    }

    @Test func `A virtual machine is asked at its own address, with the lifetime as a text`() async throws {
        let identity = try #require(ManagedIdentity(environment: [:]))
        let endpoint = try Endpoint(.managedIdentity(identity)) { Endpoint.token($0, seconds: #""3599""#) }
        #expect(try await endpoint.tokens.token(for: Endpoint.graph) == "t1")
        let request = try #require(await endpoint.transport.exchanges.first).request
        #expect(request.authority == "169.254.169.254")
        #expect(
            request.path
                == "/metadata/identity/oauth2/token?resource=https%3A%2F%2Fgraph.example&api-version=2018-02-01"
                + "&client_id=\(Endpoint.clientID)"
        )
        #expect(request.headerFields[try #require(.init("Metadata"))] == "true")
    }

    @Test func `App Service is asked as its environment says`() async throws {
        let environment = ["IDENTITY_ENDPOINT": "http://127.0.0.1:41/msi/token", "IDENTITY_HEADER": "h1"]
        let identity = try #require(ManagedIdentity(environment: environment))
        let endpoint = try Endpoint(.managedIdentity(identity)) { Endpoint.token($0) }
        _ = try await endpoint.tokens.token(for: Endpoint.graph)
        let request = try #require(await endpoint.transport.exchanges.first).request
        #expect(request.authority == "127.0.0.1:41")
        #expect(
            request.path?.hasPrefix("/msi/token?resource=https%3A%2F%2Fgraph.example&api-version=2019-08-01") == true
        )
        #expect(request.headerFields[try #require(.init("X-IDENTITY-HEADER"))] == "h1")
        #expect(ManagedIdentity(environment: ["IDENTITY_ENDPOINT": "no address", "IDENTITY_HEADER": "h"]) == nil)
    }

    private static func decoded(_ text: String) throws -> Data {
        let standard = text.replacing("-", with: "+").replacing("_", with: "/")
        return try #require(Data(base64Encoded: standard + String(repeating: "=", count: (4 - standard.count % 4) % 4)))
    }

    private static func encoded(_ data: Data) -> String {
        data.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}
