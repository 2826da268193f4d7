import HTTPTransport

/// Why an operation has no result; becomes a `SourceError` at the module's edge.
enum EWSError: Error, Hashable, Sendable {
    /// The server answered, and says no.
    case response(ResponseFailure)
    /// An answer by a server, proxy or gateway that is not EWS speaking.
    case http(HTTPFailure)
    /// No complete answer came.
    case transport(HTTPError)
    /// An answer that cannot be trusted or understood; nothing of it is used.
    case answer(BadAnswer)

    enum BadAnswer: Hashable, Sendable {
        case noXML
        case cutOff
        case malformed
        /// More than the limits allow.
        case tooLarge
        case notAnEnvelope
        /// An envelope of the right kind in which something indispensable is missing.
        case incomplete
        /// It names another question than the one that was asked.
        case foreign
    }
}

extension EWSError {
    /// Asking for fewer items may help: the server is there, and stumbles over what it was asked for.
    var mayBeOneItem: Bool {
        switch self {
        case .answer(let answer): answer != .foreign
        case .http(let failure):
            // Gateways in between say so when they had enough of waiting; a pause that is asked for is another matter.
            [400, 422, 500, 501, 502, 504].contains(failure.status) && failure.retryAfter == nil
        case .transport(let error):
            switch error.phase {
            case .receive, .timeout, .tooLarge: true
            case .refused, .resolve, .connect, .handshake, .tls, .authenticate, .send: false
            }
        case .response(let failure):
            switch failure.code.meaning {
            case .overstrained, .poison, .unknown: true
            case .throttled, .passing, .syncStateLost, .gone, .noMailbox, .accessDenied, .mailboxDenied, .elsewhere,
                .blocked, .refused:
                false
            }
        }
    }
}
