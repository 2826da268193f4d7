import Connector
import OData
import SourceTransport

extension SourceError {
    static let foreignCursor = SourceError(
        .cursorExpired,
        scope: .stream,
        retry: .never,
        message: "The place to go on from belongs to another service."
    )

    static let expiredLink = SourceError(
        .cursorExpired,
        scope: .stream,
        retry: .never,
        message: "Dataverse does not know this state of the table any more."
    )

    static let otherRow = SourceError(
        .unreadableItem,
        scope: .item,
        retry: .never,
        message: "Dataverse answers with something else than the row that was asked for."
    )

    static let mayNotImpersonate = SourceError(
        .accessDenied,
        scope: .source,
        retry: .never,
        message: "The CRM shows this user nothing, or the application user may not ask in users' names: give its "
            + "security role the privilege 'Act on Behalf of Another User' (prvActOnBehalfOfAnotherUser)."
    )

    /// - Parameter table: the logical name of the one that is written.
    static func mayNotWrite(_ table: String) -> SourceError {
        SourceError(
            .accessDenied,
            scope: .stream,
            retry: .never,
            message: "The application user may not write the table '\(table)': give its security role Create, Read, "
                + "Write, Delete and Append on it, and Append To on account, contact, lead and opportunity, at organisation level."
        )
    }

    /// One row spoils every page that it is on.
    static let unreadableRow = SourceError(
        .unreadableItem,
        scope: .item,
        retry: .never,
        message: "Dataverse has the row and cannot deliver it."
    )

    /// Of rows that were just listed, none comes.
    static let noRows = SourceError(
        .badAnswer,
        scope: .stream,
        retry: .never,
        message: "Dataverse lists rows and delivers none of them; what is stored is kept, and the next run asks again."
    )

    /// Of one activity, nobody can tell who took part.
    static let partiesUntold = SourceError(
        .unreadableItem,
        scope: .item,
        retry: .never,
        message: "Dataverse does not say who took part in an activity, and somebody did; it cannot be read."
    )

    /// Of several activities that are there, nobody is said to have taken part in any.
    static let nobodyTookPart = SourceError(
        .badAnswer,
        scope: .stream,
        retry: .never,
        message: """
            Dataverse names nobody who took part in activities, and somebody did in each. What is stored is kept, and \
            the next run asks again.
            """
    )

    /// - Parameter table: the logical name of what was asked for.
    init(_ error: ODataError, table: String) {
        switch error {
        case .failure(let failure): self.init(failure, table: table)
        case .transport(let error): self.init(error, concerning: .stream)
        case .answer(let answer):
            let (retry, message): (Retry, String) =
                switch answer {
                case .foreignLink: (.never, "The answer leads to another server; not followed.")
                case .endless: (.never, "Dataverse repeats its pages without end; left for the next run.")
                case .incomplete: (.never, "Dataverse answers a list inside of a row in part; not taken for the whole.")
                case .tooLarge: (.never, "The answer is larger than the limits allow.")
                case .notJSON, .malformed, .noContinuation:
                    (
                        .now,
                        "The answer is no whole answer of Dataverse: cut off, not JSON, or without what it must have."
                    )
                }
            self.init(.badAnswer, scope: .stream, retry: retry, message: message)
        }
    }

    private init(_ failure: ODataFailure, table: String) {
        func error(_ code: Code, _ scope: Scope, _ retry: Retry, _ message: String) -> SourceError {
            SourceError(code, scope: scope, retry: retry, message: message, vendorCode: failure.limit)
        }
        self =
            switch failure.status {
            case ..<300:
                error(.badAnswer, .stream, .now, "Status \(failure.status) is no answer of Dataverse.")
            case 401:
                error(
                    .unauthenticated,
                    .source,
                    .never,
                    "Dataverse refuses a new token as well: make an application user for the application there."
                )
            case 403:
                error(
                    .accessDenied,
                    .stream,
                    .never,
                    "The application user may not read the table '\(table)' of the whole organisation: give its security "
                        + "role Read on it at organisation level."
                )
            case 404:
                error(.gone, .stream, .never, "There is no table '\(table)' here.")
            case 429, 503:
                error(.throttled, .source, .soon(failure.retryAfter), "Dataverse asks for a pause.")
            case 300..<400:
                error(.refusedRequest, .source, .never, "The server redirects: the address is not that of Dataverse.")
            case 408, 500...599:
                error(
                    .unavailable,
                    .stream,
                    .soon(failure.retryAfter),
                    "Dataverse fails with status \(failure.status)."
                )
            default:
                error(
                    .refusedRequest,
                    .stream,
                    .never,
                    "Dataverse refuses the request for the table '\(table)' with status \(failure.status)."
                )
            }
    }
}

extension ODataFailure {
    /// Which of the service protection limits was reached.
    ///
    /// <https://learn.microsoft.com/power-apps/developer/data-platform/api-limits>
    fileprivate var limit: String? {
        switch code {
        case "0x80072322": "0x80072322 (requests)"
        case "0x80072321": "0x80072321 (execution time)"
        case "0x80072326": "0x80072326 (concurrent requests)"
        default: nil
        }
    }
}
