import Connector
import HTTPTransport

extension SourceError {
    /// Exchange asks for pauses of up to five minutes; nobody waits longer.
    static let longestBackOff = Duration.seconds(310)
    /// When the server asks for a pause and does not say how long. The pipeline doubles it.
    static let defaultBackOff = Duration.seconds(10)

    /// - Parameter concern: what was asked for, and is out of reach if the error is about nothing larger.
    init(_ error: EWSError, concerning concern: Scope) {
        switch error {
        case .response(let failure): self.init(failure, concerning: concern)
        case .http(let failure): self.init(failure)
        case .transport(let error): self.init(error)
        case .answer(let answer): self.init(answer, concerning: concern)
        }
    }

    init(_ failure: ResponseFailure, concerning concern: Scope) {
        let backOff = failure.backOff.map { min($0, Self.longestBackOff) }
        let retry = backOff.map { Retry.after($0) } ?? .now
        func error(_ code: Code, _ scope: Scope, _ retry: Retry, _ message: String) -> SourceError {
            SourceError(code, scope: scope, retry: retry, message: message, vendorCode: failure.code.vendorCode)
        }
        let larger = max(concern, .mailbox)
        self =
            switch failure.code.meaning {
            case .throttled:
                error(
                    .throttled,
                    failure.concernsCredential ? .source : larger,
                    .after(backOff ?? Self.defaultBackOff),
                    "Exchange asks for a pause."
                )
            case .passing:
                error(.unavailable, larger, retry, "The mailbox is out of reach for the moment.")
            case .overstrained:
                error(.unavailable, concern, retry, "Exchange gave up on the request.")
            case .syncStateLost:
                error(.cursorExpired, concern, .never, "Exchange does not know this state of the folder any more.")
            case .gone:
                error(.gone, concern, .never, "The folder or item is not there any more.")
            case .poison:
                error(.unreadableItem, concern, .never, "Exchange has the item but cannot deliver it.")
            case .noMailbox:
                error(.noMailbox, larger, .never, "There is no such mailbox, or it is disabled.")
            case .accessDenied:
                error(.accessDenied, concern, .never, "Access denied: check the account's permission for this mailbox.")
            case .mailboxDenied:
                error(
                    .accessDenied,
                    larger,
                    .never,
                    "The account may not act for this mailbox: check its impersonation role and that role's scope."
                )
            case .elsewhere:
                error(
                    .noMailbox,
                    larger,
                    .never,
                    "The mailbox lives on another server: find its address by Autodiscover."
                )
            case .blocked:
                error(.serviceBlocked, larger, .never, Self.blockedMessage)
            case .refused:
                error(.refusedRequest, larger, .never, "Exchange refuses the form of the request.")
            case .unknown:
                error(.unavailable, concern, .never, "Exchange answers with an error that is not in the table.")
            }
    }

    private static let blockedMessage =
        "EWS is switched off for this tenant, application or mailbox: use Microsoft Graph, or have EWS allowed."

    /// Everything but what the credential decides concerns the mailbox alone: its database, its permissions, its server.
    private init(_ failure: HTTPFailure) {
        let category = failure.diagnosis?.rawValue
        func error(_ code: Code, _ scope: Scope, _ retry: Retry, _ message: String) -> SourceError {
            SourceError(code, scope: scope, retry: retry, message: message, vendorCode: category)
        }
        let pause = failure.retryAfter.map { min($0, Self.longestBackOff) }
        self =
            switch failure.status {
            case 401 where failure.triedNTLM:
                error(
                    .unauthenticated,
                    .source,
                    .never,
                    "Sign-in refused. If user and password are right, the server may ask for Extended Protection, "
                        + "which NTLM of libcurl does not have: use Negotiate."
                )
            case 401:
                error(.unauthenticated, .source, .never, "Sign-in refused: check user, password or token.")
            case 407:
                error(.unauthenticated, .source, .never, "The proxy refuses: it asks for a sign-in of its own.")
            case 403:
                error(.serviceBlocked, .mailbox, .never, Self.blockedMessage)
            case 300..<400:
                error(
                    .refusedRequest,
                    .source,
                    .never,
                    "The server redirects to another page: the path is not that of EWS, usually /EWS/Exchange.asmx."
                )
            case 429, 503:
                error(.throttled, .mailbox, .after(pause ?? Self.defaultBackOff), "The server asks for a pause.")
            case 408, 500...599:
                error(
                    .unavailable,
                    .mailbox,
                    pause.map { .after($0) } ?? .now,
                    "The server fails with status \(failure.status) and no SOAP."
                )
            case 400..<500:
                error(
                    .refusedRequest,
                    .source,
                    .never,
                    "Status \(failure.status): there is no EWS at this address, usually /EWS/Exchange.asmx."
                )
            default:
                error(.badAnswer, .mailbox, .now, "Status \(failure.status) is no answer of EWS.")
            }
    }

    private init(_ error: HTTPError) {
        let (code, scope): (Code, Scope) =
            switch error.phase {
            case .refused: (.refusedRequest, .source)
            case .authenticate: (.unauthenticated, .source)
            case .tls: (.unavailable, .source)
            case .tooLarge: (.badAnswer, .stream)
            case .resolve, .connect, .send, .receive, .timeout: (.unavailable, .mailbox)
            }
        self.init(code, scope: scope, retry: error.isTransient ? .now : .never, message: error.description)
    }

    private init(_ answer: EWSError.BadAnswer, concerning concern: Scope) {
        let message =
            switch answer {
            case .noXML: "The answer is not XML: a proxy or a sign-in page may stand in between."
            case .cutOff: "The answer is cut off."
            case .malformed: "The answer is not well-formed XML."
            case .tooLarge: "The answer is larger than the limits allow."
            case .notAnEnvelope: "The answer is not a SOAP envelope with the answer to the question."
            case .incomplete: "Something indispensable is missing in the answer."
            }
        self.init(.badAnswer, scope: concern, retry: answer == .tooLarge ? .never : .now, message: message)
    }
}
