import OData

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
    case errorInvalidSyncStateData = "ErrorInvalidSyncStateData"
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
        case .syncStateNotFound, .syncStateInvalid, .invalidSyncStateData, .errorInvalidSyncStateData, .resyncRequired:
            .cursorExpired
        case .errorAccessDenied, .authorizationRequestDenied: .accessDenied
        case .invalidAuthenticationToken: .unauthenticated
        case .errorQuotaExceeded: .overQuota
        case .errorCorruptData, .errorInvalidRecipients: .unreadable
        case .errorInvalidURLQuery: .refused
        case .applicationThrottled, .tooManyRequests: .throttled
        }
    }

    /// Nil for a code that is not in the vocabulary.
    init?(_ code: ODataFailure.Code) {
        guard let known = Self.table[code] else { return nil }
        self = known
    }

    private static let table = Dictionary(
        uniqueKeysWithValues: allCases.map { (ODataFailure.Code($0.rawValue), $0) }
    )
}
