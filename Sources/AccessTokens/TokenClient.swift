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
            case .secret, .federated, .certificate:
                try grantRequest(
                    application,
                    at: "/\(application.tenant)/oauth2/v2.0/token",
                    [("scope", resource.scope), ("grant_type", "client_credentials")]
                )
            }
        let (response, body) = try await answer(to: exchange)
        if let refusal = try refusal(in: response, body) {
            throw SourceError(token: refusal, response, isIdentity: application.proof.isManagedIdentity)
        }
        guard let token = try? JSONDecoder().decode(TokenAnswer.self, from: Data(body)).token else {
            throw SourceError.malformedToken
        }
        return token
    }

    /// The answer to a request for a token of the application, whatever its grant.
    ///
    /// - Parameters:
    ///   - path: of the token endpoint, at the application's login.
    ///   - form: what the grant needs, without the application and its proof.
    /// - Returns: the body, or why the endpoint gives none.
    /// - Throws: `SourceError`, or `CancellationError`.
    func grant(
        _ application: Application,
        at path: String,
        _ form: [(String, String)]
    ) async throws -> (response: HTTPResponse, body: [UInt8], refusal: TokenRefusal?) {
        let (response, body) = try await answer(to: try grantRequest(application, at: path, form))
        return (response, body, try refusal(in: response, body))
    }

    /// A document that anybody may read, of a path at the application's login.
    ///
    /// - Throws: `SourceError`, or `CancellationError`.
    func document(_ application: Application, at path: String) async throws -> [UInt8] {
        guard application.login.isSecure else { throw SourceError.insecureLogin }
        let request = Self.request(.get, application.login, path)
        let (response, body) = try await answer(to: HTTPExchange(request: request, limits: Self.limits))
        if let refusal = try refusal(in: response, body) {
            throw SourceError(token: refusal, response, isIdentity: false)
        }
        return body
    }

    private func answer(to exchange: HTTPExchange) async throws -> (HTTPResponse, [UInt8]) {
        var body: [UInt8] = []
        do {
            let answer = try await transport.send(exchange)
            for try await chunk in answer.body { body += chunk }
            return (answer.response, body)
        } catch let error as HTTPError {
            throw SourceError(error, concerning: .source, "The token endpoint cannot be reached")
        }
    }

    /// Nil if the endpoint does what it was asked to.
    private func refusal(in response: HTTPResponse, _ body: [UInt8]) throws(SourceError) -> TokenRefusal? {
        switch response.status.kind {
        case .successful: nil
        case .redirection: throw SourceError.redirectedLogin
        case .informational, .clientError, .serverError, .invalid:
            (try? JSONDecoder().decode(TokenRefusal.self, from: Data(body))) ?? TokenRefusal()
        }
    }

    private static func assertion(_ text: String) -> [(String, String)] {
        [
            ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
            ("client_assertion", text),
        ]
    }

    private func grantRequest(
        _ application: Application,
        at path: String,
        _ form: [(String, String)]
    ) throws -> HTTPExchange {
        guard application.login.isSecure else { throw SourceError.insecureLogin }
        let proof: [(String, String)] =
            switch application.proof {
            case .managedIdentity: []
            case .secret(let secret): [("client_secret", try secret())]
            case .federated(let token): Self.assertion(try token())
            case .certificate(let certificate):
                Self.assertion(
                    try certificate.assertion(
                        audience: "\(application.login)\(path)",
                        clientID: application.clientID,
                        at: secondsSince1970(),
                        id: UUID().uuidString.lowercased()
                    )
                )
            }
        var request = Self.request(.post, application.login, path)
        request.headerFields[.contentType] = "application/x-www-form-urlencoded"
        let text = FormText.encoded([("client_id", application.clientID)] + form + proof)
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
        let separator = identity.path.utf8.contains(UInt8(ascii: "?")) ? "&" : "?"
        var request = Self.request(.get, identity.origin, "\(identity.path)\(separator)\(FormText.encoded(query))")
        if let name = HTTPField.Name(field.name) { request.headerFields[name] = field.value }
        return HTTPExchange(request: request, limits: Self.limits)
    }

    private static func request(_ method: HTTPRequest.Method, _ origin: Origin, _ path: String) -> HTTPRequest {
        var request = HTTPRequest(
            method: method,
            scheme: origin.scheme.rawValue,
            authority: origin.authority,
            path: path
        )
        request.headerFields[.accept] = "application/json"
        return request
    }
}
