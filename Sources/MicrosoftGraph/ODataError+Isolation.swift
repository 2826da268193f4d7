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
        // A service that stumbles while it writes has said 200 already, and breaks the text off; a web page is no
        // stumble of its.
        case .answer(let answer): answer == .tooLarge || answer == .malformed
        case .transport(let error): error.phase == .receive || error.phase == .tooLarge
        }
    }
}
