import Connector
import HTTPTransport
import OData

extension SourceError {
    /// Nobody waits longer, whatever the service asks for.
    static let longestBackOff = Duration.seconds(310)
    /// When the service asks for a pause and does not say how long. The pipeline doubles it.
    static let defaultBackOff = Duration.seconds(10)

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

    private init(_ failure: ODataFailure, concerning concern: Scope) {
        let pause = failure.retryAfter.map { min($0, Self.longestBackOff) }
        let retry = pause.map { Retry.after($0) } ?? .now
        let larger = max(concern, .mailbox)
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
                    larger,
                    .never,
                    "The application may not read this mailbox: check its permissions, their consent, and the access "
                        + "policy or role scope of Exchange."
                )
            case .throttled:
                error(.throttled, larger, .after(pause ?? Self.defaultBackOff), "Microsoft Graph asks for a pause.")
            case .passing:
                error(.unavailable, concern, retry, "Microsoft Graph fails with status \(failure.status).")
            case .overQuota:
                error(
                    .unavailable,
                    larger,
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
                    .source,
                    .never,
                    "The server redirects to another page: the address is not that of Microsoft Graph."
                )
            case .foreign:
                error(.badAnswer, larger, .now, "Status \(failure.status) is no answer of Microsoft Graph.")
            }
    }

    private init(_ error: HTTPError, concerning concern: Scope) {
        let (code, scope): (Code, Scope) =
            switch error.phase {
            case .refused: (.refusedRequest, .source)
            case .authenticate: (.unauthenticated, .source)
            case .tls: (.unavailable, .source)
            case .tooLarge: (.badAnswer, concern)
            case .resolve, .connect, .send, .receive, .timeout: (.unavailable, max(concern, .mailbox))
            }
        self.init(code, scope: scope, retry: error.isTransient ? .now : .never, message: error.description)
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
