/// What proves who we are.
///
/// Never printed: every description is the scheme alone.
package enum Credential: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    case none
    /// RFC 7617; only over TLS. The user is a UPN or `DOMAIN\user`.
    case basic(user: String, password: String)
    /// RFC 6750; only over TLS.
    case bearer(token: String)
    /// SPNEGO with the process's Kerberos credentials (RFC 4559).
    case negotiate
    /// MS-NLMP; only where the installed libcurl still has it.
    case ntlm(user: String, password: String)

    package var description: String {
        switch self {
        case .none: "none"
        case .basic: "basic"
        case .bearer: "bearer"
        case .negotiate: "negotiate"
        case .ntlm: "ntlm"
        }
    }

    /// Negotiate and NTLM prove a connection and not a request, in several legs.
    package var signsInConnection: Bool {
        switch self {
        case .none, .basic, .bearer: false
        case .negotiate, .ntlm: true
        }
    }

    package var debugDescription: String { description }
}
