/// A status that ends the exchange without SOAP.
struct HTTPFailure: Hashable, Sendable {
    let status: Int
    /// `Retry-After`.
    var retryAfter: Duration?
    var diagnosis: AuthenticationDiagnosis?
    /// The server names its authentication methods, and NTLM was ours.
    var triedNTLM = false
    /// Of a refused token: others have taken it, or not enough have refused it, to call it worthless.
    var concernsMailbox = false

    init(status: Int, retryAfter: Duration? = nil, diagnosis: AuthenticationDiagnosis? = nil, triedNTLM: Bool = false) {
        self.status = status
        self.retryAfter = retryAfter
        self.diagnosis = diagnosis
        self.triedNTLM = triedNTLM
    }
}

/// Why a token was refused: `error_category` of the header `x-ms-diagnostics`, whose `reason` is free text.
///
/// <https://learn.microsoft.com/exchange/client-developer/exchange-web-services/instrumenting-client-requests-for-ews-and-rest-in-exchange>
enum AuthenticationDiagnosis: String, Hashable, Sendable, CaseIterable {
    // In the order of the numbers 2000000 to 2000008.
    case invalidSignature = "invalid_signature"
    case invalidToken = "invalid_token"
    case tokenExpired = "token_expired"
    case invalidResource = "invalid_resource"
    case invalidTenant = "invalid_tenant"
    case invalidUser = "invalid_user"
    case invalidClient = "invalid_client"
    case internalError = "internal_error"
    case invalidGrant = "invalid_grant"

    /// Nil unless the field's number or category is one of Microsoft's.
    init?(headerField field: String) {
        let parts = field.split(separator: ";")
        let category = parts.lazy.compactMap { part -> Self? in
            let pair = part.split(separator: "=", maxSplits: 1)
            guard pair.count == 2, pair[0] == "error_category" else { return nil }
            return Self(rawValue: pair[1].filter { $0 != "\"" })
        }.first
        if let category {
            self = category
        } else if let number = parts.first.flatMap({ Int($0) }), (2_000_000...2_000_008).contains(number) {
            self = Self.allCases[number - 2_000_000]
        } else {
            return nil
        }
    }
}
