import Connector
import SourceTransport

extension SourceError {
    /// - Parameter concern: what was asked for, and is out of reach if the error is about nothing larger.
    init(_ error: EWSError, concerning concern: Scope) {
        switch error {
        case .response(let failure): self.init(failure, concerning: concern)
        case .http(let failure): self.init(failure, concerning: concern)
        case .transport(let error): self.init(error, concerning: concern)
        case .answer(let answer): self.init(answer, concerning: concern)
        }
    }

    init(_ failure: ResponseFailure, concerning concern: Scope) {
        let retry = Retry.soon(failure.backOff)
        func error(_ code: Code, _ scope: Scope, _ retry: Retry, _ message: String) -> SourceError {
            SourceError(code, scope: scope, retry: retry, message: message, vendorCode: failure.code.vendorCode)
        }
        let larger = concern.larger
        self =
            switch failure.code.meaning {
            case .throttled:
                error(
                    .throttled,
                    failure.concernsCredential ? .source : larger,
                    .soon(failure.backOff),
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

    /// Everything but what the credential decides concerns the mailbox alone, or a part of it: its database, its
    /// permissions, its server.
    private init(_ failure: HTTPFailure, concerning concern: Scope) {
        let category = failure.diagnosis?.rawValue
        func error(_ code: Code, _ scope: Scope, _ retry: Retry, _ message: String) -> SourceError {
            SourceError(code, scope: scope, retry: retry, message: message, vendorCode: category)
        }
        let larger = concern.larger
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
            case 401 where failure.concernsMailbox:
                error(.unauthenticated, .mailbox, .never, "The mailbox refuses a token that the server knows.")
            case 401:
                error(.unauthenticated, .source, .never, "Sign-in refused: check user, password or token.")
            case 407:
                error(.unauthenticated, .source, .never, "The proxy refuses: it asks for a sign-in of its own.")
            case 403:
                error(.serviceBlocked, larger, .never, Self.blockedMessage)
            case 300..<400:
                // One mailbox may be sent elsewhere where others are read.
                error(
                    .refusedRequest,
                    larger,
                    .never,
                    "The server redirects to another page: the path is not that of EWS, usually /EWS/Exchange.asmx."
                )
            case 429, 503:
                error(.throttled, larger, .soon(failure.retryAfter), "The server asks for a pause.")
            case 408, 500...599:
                error(
                    .unavailable,
                    larger,
                    .soon(failure.retryAfter),
                    "The server fails with status \(failure.status) and no SOAP."
                )
            case 400 where concern < .part, 422 where concern < .part:
                // Folders could be listed at this address.
                error(.refusedRequest, concern, .never, "The server refuses the request with status \(failure.status).")
            case 400..<500:
                error(
                    .refusedRequest,
                    .source,
                    .never,
                    "Status \(failure.status): there is no EWS at this address, usually /EWS/Exchange.asmx."
                )
            default:
                error(.badAnswer, larger, .now, "Status \(failure.status) is no answer of EWS.")
            }
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
            case .foreign: "The answer belongs to another question."
            }
        self.init(.badAnswer, scope: concern, retry: answer == .tooLarge ? .never : .now, message: message)
    }
}

extension SourceError.Scope {
    /// What is out of reach when the trouble is larger than a folder: a part that fails alone, else the mailbox.
    fileprivate var larger: Self { self == .part ? .part : max(self, .mailbox) }
}
