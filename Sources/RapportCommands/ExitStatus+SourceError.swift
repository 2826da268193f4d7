import Connector

extension ExitStatus {
    /// The status for a source that could not be read at all.
    init(_ error: SourceError) {
        self =
            switch error.code {
            case .throttled: .tryAgain
            case .unauthenticated, .accessDenied, .serviceBlocked, .noMailbox: .notPermitted
            case .unavailable, .badAnswer: .unavailable
            case .refusedRequest: .badConfiguration
            case .cursorExpired, .gone, .unreadableItem: .failure
            }
    }
}
