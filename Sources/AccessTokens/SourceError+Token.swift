import Connector
import HTTPTransport
import HTTPTypes
import SourceTransport

extension SourceError {
    static let malformedToken = SourceError(
        .badAnswer,
        scope: .source,
        retry: .now,
        message: "The token endpoint answered with something that holds no token. Check the address of the login."
    )

    static let redirectedLogin = SourceError(
        .refusedRequest,
        scope: .source,
        retry: .never,
        message: "The token endpoint redirects, which is not followed. Check the address of the login."
    )

    static let insecureLogin = SourceError(
        .refusedRequest,
        scope: .source,
        retry: .never,
        message: "The address of the login must be https, because the request holds a secret."
    )

    static let foreignProvider = SourceError(
        .badAnswer,
        scope: .source,
        retry: .now,
        message: "The identity provider's description of itself names no keys, another host or another tenant. "
            + "Check the address of the login and the tenant."
    )

    /// The endpoint, or what stands before it, says no.
    ///
    /// - Parameter isIdentity: it is that of a managed identity, which is not there for a moment while it is updated.
    init(token refusal: TokenRefusal, _ response: HTTPResponse, isIdentity: Bool) {
        let number = refusal.numbers.first
        let status = response.status.code
        let isBusy =
            refusal.error == "temporarily_unavailable" || number == 90_033 || status == 429 || status >= 500
            || isIdentity && (status == 404 || status == 410)
        let reference = refusal.correlationID.map { " (correlation \($0))" } ?? ""
        if isBusy {
            self.init(
                response.status == .tooManyRequests ? .throttled : .unavailable,
                scope: .source,
                retry: .soon(response.retryAfter),
                message: "The token endpoint is busy; try again later.\(reference)",
                vendorCode: number.map { "AADSTS\($0)" }
            )
        } else {
            let sentence = refusal.numbers.lazy.compactMap { Self.sentences[$0] }.first ?? Self.sentence(refusal.error)
            self.init(
                .unauthenticated,
                scope: .source,
                retry: .never,
                message: sentence + reference,
                vendorCode: number.map { "AADSTS\($0)" } ?? Self.word(refusal.error)
            )
        }
    }

    /// By the number, which says more than `error`.
    private static let sentences: [Int: String] = [
        7_000_215: "The client secret is wrong. Give its value, not its ID.",
        7_000_222: "The client secret has expired. Create a new one in Microsoft Entra.",
        700_027: "The certificate is not registered with the application, or the signature does not fit it. "
            + "Upload the certificate of this key in Microsoft Entra.",
        50_012: "The signature of the certificate is not accepted. Check that certificate and key belong together.",
        700_024: "The proof of identity is outside of its validity. Set this machine's clock.",
        700_213: "No federated credential of the application fits the token in the file. Check issuer and subject.",
        700_211: "No federated credential of the application names the issuer of the token in the file.",
        700_016: "The application is not known in this tenant. Check 'clientID' and 'tenantID'.",
        90_002: "There is no such tenant. Check 'tenantID'.",
        900_023: "The tenant's name is none. Check 'tenantID'.",
        70_011: "The scope is refused. Check the address of the service.",
        1_002_012: "The scope is refused. Check the address of the service.",
        500_011: "The service is not known in this tenant. Check its address.",
        53_003: "Conditional Access blocks the application. Ask the administrator of the tenant.",
        53_000: "Conditional Access blocks the application. Ask the administrator of the tenant.",
        7_000_112: "The application is disabled. An administrator has to enable it in Microsoft Entra.",
        7_000_113: "The application is not enabled for this tenant. Ask the administrator.",
        50_196: "The endpoint refuses because it was asked again and again. Wait some minutes.",
    ]

    private static func sentence(_ error: String) -> String {
        switch error {
        case "invalid_client": "The application's proof of identity is not accepted. Check secret or certificate."
        case "unauthorized_client": "The application may not sign in by itself here. Check 'clientID' and 'tenantID'."
        case "invalid_resource", "invalid_scope": "The service is refused. Check its address."
        default: "The application gets no token. Check 'clientID', 'tenantID' and its proof of identity."
        }
    }

    /// Nil unless it is a word of RFC 6749.
    private static func word(_ error: String) -> String? {
        let isWord =
            (1...40).contains(error.utf8.count) && error.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x5F }
        return isWord ? error : nil
    }
}
