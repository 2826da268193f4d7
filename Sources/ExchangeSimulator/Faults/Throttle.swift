/// The ways in which Exchange says "not now".
///
/// <https://learn.microsoft.com/exchange/client-developer/exchange-web-services/ews-throttling-in-exchange>
package enum Throttle: Hashable, Sendable {
    /// Status 503 without SOAP, from the web server's own queue; with `Retry-After` if there are seconds.
    case unavailable(seconds: Int?)
    /// Status 429 with `Retry-After`, from a proxy in front.
    case tooManyRequests(seconds: Int)
    /// Fault `ErrorServerBusy` with `BackOffMilliseconds`, which is not the first value.
    case busy(milliseconds: Int)
    /// Fault `ErrorExceededConnectionCount`, which names a limit of 27 and no time.
    case connections
    /// A response message `ErrorServerBusy` of the policy ConcurrentSyncCalls.
    case syncCalls(milliseconds: Int)
    /// A response message `ErrorInternalServerError` with an `ErrorServerBusy` inside.
    case inner(milliseconds: Int)

    /// How long the client has to keep quiet; nil if it is not told.
    var backOff: Duration? {
        switch self {
        case .unavailable(let seconds): seconds.map { .seconds($0) }
        case .tooManyRequests(let seconds): .seconds(seconds)
        case .busy(let milliseconds), .syncCalls(let milliseconds), .inner(let milliseconds):
            .milliseconds(milliseconds)
        case .connections: nil
        }
    }

    /// Whether it concerns one mailbox, or else all that the account does.
    var isOfMailbox: Bool {
        switch self {
        case .syncCalls, .inner: true
        case .unavailable, .tooManyRequests, .busy, .connections: false
        }
    }
}
