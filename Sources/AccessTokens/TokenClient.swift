import Connector
import FoundationEssentials
import HTTPTransport
import HTTPTypes
import SourceTransport

/// Asks for one token.
struct TokenClient: Sendable {
    let transport: any HTTPClient
    let secondsSince1970: @Sendable () -> Int

    /// Real answers stay far below.
    private static let limits: HTTPLimits = {
        var limits = HTTPLimits()
        limits.bodyBytes = 256 << 10
        return limits
    }()

    /// - Throws: `SourceError`, or `CancellationError`.
    func token(for resource: Resource, _ application: Application) async throws -> AccessToken {
        let exchange =
            switch application.proof {
            case .managedIdentity(let identity): identityRequest(identity, resource, application)
            case .secret(let secret): try grantRequest(resource, application, [("client_secret", try secret())])
            case .federated(let token): try grantRequest(resource, application, Self.assertion(try token()))
            case .certificate(let certificate):
                try grantRequest(
                    resource,
                    application,
                    Self.assertion(
                        try certificate.assertion(
                            audience: "\(application.login)\(Self.path(application))",
                            clientID: application.clientID,
                            at: secondsSince1970(),
                            id: UUID().uuidString.lowercased()
                        )
                    )
                )
            }
        let answer: HTTPAnswer
        var body: [UInt8] = []
        do {
            answer = try await transport.send(exchange)
            for try await chunk in answer.body { body += chunk }
        } catch let error as HTTPError {
            throw SourceError(error, concerning: .source, "The token endpoint cannot be reached")
        }
        switch answer.response.status.kind {
        case .successful: break
        case .redirection: throw SourceError.redirectedLogin
        case .informational, .clientError, .serverError, .invalid:
            let written = try? JSONDecoder().decode(TokenRefusal.self, from: Data(body))
            throw SourceError(
                token: written ?? TokenRefusal(),
                answer.response,
                isIdentity: application.proof.isManagedIdentity
            )
        }
        guard let token = try? JSONDecoder().decode(TokenAnswer.self, from: Data(body)).token else {
            throw SourceError.malformedToken
        }
        return token
    }

    private static func path(_ application: Application) -> String { "/\(application.tenant)/oauth2/v2.0/token" }

    private static func assertion(_ text: String) -> [(String, String)] {
        [
            ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
            ("client_assertion", text),
        ]
    }

    private func grantRequest(
        _ resource: Resource,
        _ application: Application,
        _ proof: [(String, String)]
    ) throws -> HTTPExchange {
        guard application.login.isSecure else { throw SourceError.insecureLogin }
        let form =
            [
                ("client_id", application.clientID), ("scope", resource.scope), ("grant_type", "client_credentials"),
            ] + proof
        var request = Self.request(.post, application.login, Self.path(application))
        request.headerFields[.contentType] = "application/x-www-form-urlencoded"
        let text = form.map { "\($0.0)=\(Self.escaped($0.1))" }.joined(separator: "&")
        return HTTPExchange(request: request, body: Array(text.utf8), limits: Self.limits)
    }

    private func identityRequest(
        _ identity: ManagedIdentity,
        _ resource: Resource,
        _ application: Application
    ) -> HTTPExchange {
        var query = [("resource", resource.origin.description)]
        var field: (name: String, value: String)
        switch identity.endpoint {
        case .virtualMachine:
            query.append(("api-version", "2018-02-01"))
            field = ("Metadata", "true")
        case .appService(let header):
            query.append(("api-version", "2019-08-01"))
            field = ("X-IDENTITY-HEADER", header)
        }
        // Of several identities of the machine.
        if !application.clientID.isEmpty { query.append(("client_id", application.clientID)) }
        let text = query.map { "\($0.0)=\(Self.escaped($0.1))" }.joined(separator: "&")
        let separator = identity.path.utf8.contains(UInt8(ascii: "?")) ? "&" : "?"
        var request = Self.request(.get, identity.origin, "\(identity.path)\(separator)\(text)")
        if let name = HTTPField.Name(field.name) { request.headerFields[name] = field.value }
        return HTTPExchange(request: request, limits: Self.limits)
    }

    private static func request(_ method: HTTPRequest.Method, _ origin: Origin, _ path: String) -> HTTPRequest {
        let scheme = origin.scheme.rawValue
        let authority = String(origin.description.dropFirst(scheme.utf8.count + 3))
        var request = HTTPRequest(method: method, scheme: scheme, authority: authority, path: path)
        request.headerFields[.accept] = "application/json"
        return request
    }

    /// Every byte that is not unreserved as `%XX`.
    ///
    /// See RFC 3986, 2.1.
    private static func escaped(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        let bytes = text.utf8.flatMap { byte -> [UInt8] in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: [byte]
            default: [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
