import Connector
import HTTPTransport
import SourceTransport

/// Why one question led nowhere; the next one may still.
enum AutodiscoverFailure: Error, Hashable, Sendable {
    case cancelled
    /// No complete answer came.
    case transport(HTTPError)
    case unauthenticated
    case forbidden
    case busy(Duration?)
    case failing(status: Int)
    /// Nothing at this address.
    case absent
    /// A web page, a cut-off or malformed answer, or one of another service.
    case notAutodiscover
    case noMailbox
    /// The service does not understand the question.
    case refused
    /// Settings of a mailbox that EWS is not among.
    case withoutEWS
    /// Leads to an address without TLS.
    case insecure
    /// Leads to a host that nobody confirmed.
    case unconfirmed
    /// Leads in a circle, or on and on.
    case endless

    /// What to tell if several questions led nowhere for different reasons: the error with the highest rank.
    var rank: Int {
        switch self {
        case .unauthenticated: 9
        case .unconfirmed, .insecure: 8
        case .endless: 7
        case .busy: 6
        case .noMailbox: 5
        case .withoutEWS, .forbidden: 4
        case .failing, .refused: 3
        case .transport(let error): error.phase == .resolve ? 0 : error.isTransient ? 2 : 3
        case .notAutodiscover: 1
        case .absent, .cancelled: 0
        }
    }

    var sourceError: SourceError {
        switch self {
        case .unauthenticated:
            error(.unauthenticated, .source, .never, "Autodiscover refuses the sign-in: check user, password or token.")
        case .unconfirmed:
            error(
                .refusedRequest,
                .mailbox,
                .never,
                "Autodiscover leads to a host that is not confirmed: add it to the confirmed hosts if it is yours."
            )
        case .insecure:
            error(.refusedRequest, .mailbox, .never, "Autodiscover leads to an address without TLS.")
        case .endless:
            error(.badAnswer, .mailbox, .never, "The redirects of Autodiscover come to no end.")
        case .busy(let pause):
            error(
                .throttled,
                .mailbox,
                .soon(pause),
                "Autodiscover asks for a pause."
            )
        case .noMailbox:
            error(.noMailbox, .mailbox, .never, "Autodiscover knows no such mailbox.")
        case .withoutEWS:
            error(.serviceBlocked, .mailbox, .never, "Autodiscover knows the mailbox but names no address of EWS.")
        case .forbidden:
            error(.accessDenied, .mailbox, .never, "Autodiscover is forbidden for this account.")
        case .failing(let status):
            error(.unavailable, .mailbox, .now, "Autodiscover fails, with status \(status).")
        case .refused:
            error(.refusedRequest, .mailbox, .never, "Autodiscover refuses the form of the request.")
        case .transport(let cause) where cause.phase != .resolve:
            error(.unavailable, .mailbox, cause.isTransient ? .now : .never, "No Autodiscover: \(cause.description)")
        case .transport, .absent, .notAutodiscover, .cancelled:
            error(
                .refusedRequest,
                .mailbox,
                .never,
                "There is no Autodiscover where it should be: set the address of EWS in the configuration."
            )
        }
    }

    private func error(
        _ code: SourceError.Code,
        _ scope: SourceError.Scope,
        _ retry: SourceError.Retry,
        _ message: String
    ) -> SourceError {
        SourceError(code, scope: scope, retry: retry, message: message)
    }
}
