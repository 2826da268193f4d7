import OData

/// What an answer of Microsoft Graph other than 200 comes to.
enum GraphFailureMeaning: Hashable, Sendable {
    case cursorExpired, gone, noMailbox, unauthenticated, accessDenied, throttled, passing, overQuota, unreadable
    case refused, elsewhere, foreign
}

extension ODataFailure {
    var graphCode: GraphErrorCode? { code.flatMap { GraphErrorCode($0) } }

    /// Statuses that say enough come first, as codes differ by service, version and even case.
    var meaning: GraphFailureMeaning {
        switch status {
        case 410: .cursorExpired
        case 401, 407: .unauthenticated
        case 429, 503, 509: .throttled
        default: graphCode?.meaning ?? meaningOfStatus
        }
    }

    private var meaningOfStatus: GraphFailureMeaning {
        switch status {
        case 403: .accessDenied
        case 400 where code == nil: .passing
        case 422: .unreadable
        case 300..<400: .elsewhere
        case 404 where code == nil: .foreign
        case 408, 404, 500...599: .passing
        case 400..<500: .refused
        default: .foreign
        }
    }
}
