import HTTPTypes

/// Why Entra gives no token.
///
/// <https://learn.microsoft.com/entra/identity-platform/reference-error-codes>
struct TokenRefusal: Error, Hashable, Sendable {
    let status: HTTPResponse.Status
    /// Of OAuth 2 (RFC 6749 §5.2).
    let error: String
    /// The number behind `AADSTS`.
    let number: Int
    let text: String

    init(_ error: String, _ number: Int, _ text: String, status: HTTPResponse.Status = .badRequest) {
        self.status = status
        self.error = error
        self.number = number
        self.text = text
    }

    static let wrongSecret = TokenRefusal(
        "invalid_client",
        7_000_215,
        "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not "
            + "the client secret ID, for a secret added to the app.",
        status: .unauthorized
    )
    static let noProof = TokenRefusal(
        "invalid_client",
        7_000_218,
        "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
        status: .unauthorized
    )
    static let malformedAssertion = TokenRefusal(
        "invalid_request",
        50_027,
        "JWT token is invalid or malformed."
    )
    static let assertionOutOfTime = TokenRefusal(
        "invalid_client",
        700_024,
        "Client assertion is not within its valid time range.",
        status: .unauthorized
    )
    static let wrongSignature = TokenRefusal(
        "invalid_client",
        700_027,
        "The certificate with identifier used to sign the client assertion is not registered on application.",
        status: .unauthorized
    )
    static let wrongAudience = TokenRefusal(
        "invalid_client",
        700_023,
        "Client assertion audience claim does not match Realm issuer.",
        status: .unauthorized
    )
    static let unknownIssuer = TokenRefusal(
        "invalid_client",
        700_211,
        "No matching federated identity record found for presented assertion issuer.",
        status: .unauthorized
    )
    static let unknownSubject = TokenRefusal(
        "invalid_client",
        700_213,
        "No matching federated identity record found for presented assertion subject.",
        status: .unauthorized
    )
    static let unsupportedGrant = TokenRefusal(
        "unsupported_grant_type",
        70_003,
        "The app requested an unsupported grant type."
    )

    static let usedCode = TokenRefusal(
        "invalid_grant",
        54_005,
        "OAuth2 Authorization code was already redeemed, please retry with a new valid code."
    )
    static let otherRedirect = TokenRefusal(
        "invalid_grant",
        500_112,
        "The reply address does not match the reply address provided when requesting Authorization code."
    )
    static let wrongVerifier = TokenRefusal(
        "invalid_grant",
        501_481,
        "The Code_Verifier does not match the code_challenge supplied in the authorization request."
    )

    static func unknownTenant(_ name: String) -> TokenRefusal {
        TokenRefusal("invalid_request", 90_002, "Tenant '\(name)' not found.")
    }

    static func missing(_ parameter: String) -> TokenRefusal {
        TokenRefusal(
            "invalid_request",
            900_144,
            "The request body must contain the following parameter: '\(parameter)'."
        )
    }

    static func unknownClient(_ id: String) -> TokenRefusal {
        TokenRefusal(
            "unauthorized_client",
            700_016,
            "Application with identifier '\(id)' was not found in the directory."
        )
    }

    static func invalidScope(_ scope: String) -> TokenRefusal {
        TokenRefusal(
            "invalid_scope",
            70_011,
            "The provided value for the input parameter 'scope' isn't valid. The scope \(scope) isn't valid."
        )
    }

    /// - Parameters:
    ///   - requestID: A GUID.
    ///   - now: Seconds since 1970.
    func answer(requestID: String, now: Int) -> ServerAnswer {
        let time = JSONOutput.dateTime(now).replacing("T", with: " ")
        let body = JSONOutput.object { out in
            out.member("error", error)
            out.member(
                "error_description",
                "AADSTS\(number): \(text)\r\nTrace ID: \(requestID)\r\nCorrelation ID: \(requestID)\r\nTimestamp: \(time)"
            )
            out.key("error_codes")
            out.array { $0.integer(number) }
            out.member("timestamp", time)
            out.member("trace_id", requestID)
            out.member("correlation_id", requestID)
            out.member("error_uri", "https://login.microsoftonline.com/error?code=\(number)")
        }
        return ServerAnswer(status, headers: [.contentType: "application/json; charset=utf-8"], body: body)
    }
}
