import HTTPTransport
import OData

extension ODataError {
    /// Asking for less may help: the service is there, and stumbles over what it was asked for.
    var mayBeOneItem: Bool {
        switch self {
        case .failure(let failure):
            switch failure.meaning {
            case .unreadable: true
            case .passing: failure.retryAfter == nil && failure.status != 404
            case .cursorExpired, .gone, .noMailbox, .unauthenticated, .accessDenied, .throttled, .overQuota, .refused,
                .elsewhere, .foreign:
                false
            }
        // A service that stumbles in the middle of a page has already said that all is well, and can only break off.
        // <https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html#sec_InStreamError>
        case .answer(let answer): [.tooLarge, .malformed, .notJSON].contains(answer)
        case .transport(let error): error.phase == .receive || error.phase == .tooLarge
        }
    }
}
