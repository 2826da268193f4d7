import OData

/// What an answer of Microsoft Graph other than 200 comes to.
enum GraphFailureMeaning: Hashable, Sendable {
    case cursorExpired, gone, noMailbox, unauthenticated, accessDenied, throttled, passing, overQuota, unreadable
    case refused, elsewhere, foreign
}

/// The codes that decide, and those worth telling people; everything else is the service's own text.
///
/// <https://learn.microsoft.com/graph/errors>
enum GraphErrorCode: String, Hashable, Sendable, CaseIterable {
    case mailboxNotEnabledForRESTAPI = "MailboxNotEnabledForRESTAPI"
    case mailboxNotSupportedForRESTAPI = "MailboxNotSupportedForRESTAPI"
    case resourceNotFound = "ResourceNotFound"
    case requestResourceNotFound = "Request_ResourceNotFound"
    case errorInvalidUser = "ErrorInvalidUser"
    case errorItemNotFound = "ErrorItemNotFound"
    case errorFolderNotFound = "ErrorFolderNotFound"
    case errorSyncFolderNotFound = "ErrorSyncFolderNotFound"
    case syncStateNotFound = "SyncStateNotFound"
    case syncStateInvalid = "SyncStateInvalid"
    case invalidSyncStateData = "InvalidSyncStateData"
    case resyncRequired = "ResyncRequired"
    case errorAccessDenied = "ErrorAccessDenied"
    case authorizationRequestDenied = "Authorization_RequestDenied"
    case invalidAuthenticationToken = "InvalidAuthenticationToken"
    case errorQuotaExceeded = "ErrorQuotaExceeded"
    case errorCorruptData = "ErrorCorruptData"
    case errorInvalidRecipients = "ErrorInvalidRecipients"
    case errorInvalidURLQuery = "ErrorInvalidUrlQuery"
    case applicationThrottled = "ApplicationThrottled"
    case tooManyRequests = "TooManyRequests"

    var meaning: GraphFailureMeaning {
        switch self {
        case .mailboxNotEnabledForRESTAPI, .mailboxNotSupportedForRESTAPI, .resourceNotFound,
            .requestResourceNotFound, .errorInvalidUser:
            .noMailbox
        case .errorItemNotFound, .errorFolderNotFound, .errorSyncFolderNotFound: .gone
        case .syncStateNotFound, .syncStateInvalid, .invalidSyncStateData, .resyncRequired: .cursorExpired
        case .errorAccessDenied, .authorizationRequestDenied: .accessDenied
        case .invalidAuthenticationToken: .unauthenticated
        case .errorQuotaExceeded: .overQuota
        case .errorCorruptData, .errorInvalidRecipients: .unreadable
        case .errorInvalidURLQuery: .refused
        case .applicationThrottled, .tooManyRequests: .throttled
        }
    }

    fileprivate static let table = Dictionary(
        uniqueKeysWithValues: allCases.map { (ODataFailure.Code($0.rawValue), $0) }
    )
}

extension ODataFailure {
    var graphCode: GraphErrorCode? { code.flatMap { GraphErrorCode.table[$0] } }

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
        case 300..<400: .elsewhere
        case 404 where code == nil: .foreign
        case 408, 404, 500...599: .passing
        case 400..<500: .refused
        default: .foreign
        }
    }
}
