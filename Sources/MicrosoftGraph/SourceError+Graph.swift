import Connector
import OData
import SourceTransport

extension SourceError {
    /// - Parameter concern: what was asked for, and is out of reach if the error is about nothing larger.
    init(_ error: ODataError, concerning concern: Scope) {
        switch error {
        case .failure(let failure): self.init(failure, concerning: concern)
        case .transport(let error): self.init(error, concerning: concern)
        case .answer(let answer): self.init(answer, concerning: concern)
        }
    }

    /// The service gives a link again that it has given before: to follow it would never end.
    static func repeatedPage(_ scope: Scope) -> SourceError {
        SourceError(
            .badAnswer,
            scope: scope,
            retry: .never,
            message: "Microsoft Graph repeats one page without end; the rest is left for the next run."
        )
    }

    /// One mailbox answers 401 to a token that the service knows.
    static let refusedByMailbox = SourceError(
        .unauthenticated,
        scope: .mailbox,
        retry: .never,
        message: "The mailbox refuses a token that Microsoft Graph knows: check its licence and its server."
    )

    private init(_ failure: ODataFailure, concerning concern: Scope) {
        let retry = Retry.soon(failure.retryAfter)
        let larger = max(concern, .mailbox)
        let whole = concern == .part ? .part : larger
        func error(_ code: Code, _ scope: Scope, _ retry: Retry, _ message: String) -> SourceError {
            SourceError(code, scope: scope, retry: retry, message: message, vendorCode: failure.graphCode?.rawValue)
        }
        self =
            switch failure.meaning {
            case .cursorExpired where concern == .stream:
                error(
                    .cursorExpired,
                    concern,
                    .never,
                    "Microsoft Graph does not know this state of the folder any more."
                )
            case .cursorExpired:
                error(.unavailable, concern, retry, "Microsoft Graph lost the list while it was being read.")
            case .gone:
                error(.gone, concern, .never, "The folder or item is not there any more.")
            case .noMailbox:
                error(
                    .noMailbox,
                    larger,
                    .never,
                    "There is no such mailbox on Exchange Online: no licence, on-premises, deleted, or its address is "
                        + "not the user principal name."
                )
            case .unauthenticated where failure.status == 407:
                error(.unauthenticated, .source, .never, "The proxy refuses: it asks for a sign-in of its own.")
            case .unauthenticated:
                error(
                    .unauthenticated,
                    .source,
                    .never,
                    "Microsoft Graph refuses a new token as well: check that tenant, application and cloud go together."
                )
            case .accessDenied:
                error(
                    .accessDenied,
                    concern,
                    .never,
                    "The application may not read this \(concern == .mailbox ? "mailbox" : "part of it"): check its permissions, their consent, and the access "
                        + "policy or role scope of Exchange."
                )
            case .throttled:
                error(.throttled, larger, .soon(failure.retryAfter), "Microsoft Graph asks for a pause.")
            case .passing:
                error(.unavailable, concern, retry, "Microsoft Graph fails with status \(failure.status).")
            case .overQuota:
                error(
                    .unavailable,
                    whole,
                    .never,
                    "The mailbox is over its quota, and answers nothing but lists then."
                )
            case .unreadable:
                error(.unreadableItem, concern, .never, "Exchange Online has the item but cannot deliver it.")
            case .refused:
                error(
                    .refusedRequest,
                    concern,
                    .never,
                    "Microsoft Graph refuses the form of the request with status \(failure.status)."
                )
            case .elsewhere:
                error(
                    .refusedRequest,
                    whole,
                    .never,
                    "The server redirects to another page: the address is not that of Microsoft Graph."
                )
            case .foreign:
                error(.badAnswer, whole, .now, "Status \(failure.status) is no answer of Microsoft Graph.")
            }
    }

    private init(_ answer: ODataError.BadAnswer, concerning concern: Scope) {
        let message =
            switch answer {
            case .notJSON: "The answer is not JSON: a proxy or a sign-in page may stand in between."
            case .malformed: "The answer is cut off, not well-formed, or something indispensable is missing in it."
            case .tooLarge: "The answer is larger than the limits allow."
            case .noContinuation: "The answer does not say how to go on."
            case .foreignLink: "The answer leads to another server, or in a form that has two meanings; not followed."
            case .endless: "Microsoft Graph repeats its pages without end; the rest is left for the next run."
            case .incomplete: "Microsoft Graph answers a list inside of an item in part; not taken for the whole."
            }
        let retry: Retry =
            switch answer {
            case .notJSON, .malformed, .noContinuation: .now
            case .tooLarge, .foreignLink, .endless, .incomplete: .never
            }
        self.init(.badAnswer, scope: concern, retry: retry, message: message)
    }
}
