import HTTPTypes

/// Something that goes wrong with one request to Graph.
package enum WebFault: Hashable, Sendable {
    /// Status 429, `ApplicationThrottled`, with this `Retry-After`, or none.
    case throttled(retryAfter: String?)
    /// Status 503 without a body, with this `Retry-After`, or none.
    case unavailable(retryAfter: String?)
    /// Status 410, where the request has a state that can expire.
    case expired
    /// Another status with this code.
    case failing(status: Int, code: String)
    /// Status 200 with a web page.
    case page
    /// Status 200 without a body.
    case empty
    /// The connection closes after so many percent of the body.
    case cut(percent: Int)
    /// The body ends after so many percent, and its length is right.
    case truncated(percent: Int)
    /// The server thinks so long before it answers.
    case delay(milliseconds: Int)

    /// How long the client has to keep quiet.
    var backOff: Duration? {
        switch self {
        case .throttled(let text), .unavailable(let text):
            text.flatMap { Double($0) }.map { .milliseconds(Int($0 * 1_000)) }
        default: nil
        }
    }

    /// What the client gets in place of the answer; nil if there is one.
    func refusal(requestID: String, now: Int) -> ServerAnswer? {
        var answer: ServerAnswer
        switch self {
        case .throttled(let retryAfter):
            answer = GraphError(
                .tooManyRequests,
                "ApplicationThrottled",
                "Application is over its MailboxConcurrency limit."
            ).answer(requestID: requestID, now: now)
            answer.headers[.retryAfter] = retryAfter
        case .unavailable(let retryAfter):
            answer = ServerAnswer(.serviceUnavailable)
            answer.headers[.retryAfter] = retryAfter
        case .expired: answer = GraphError.expired(generation: 1).answer(requestID: requestID, now: now)
        case .failing(let status, let code):
            answer = GraphError(.init(code: status), code, "The request cannot be carried out.")
                .answer(requestID: requestID, now: now)
        case .page:
            let page = Array("<!DOCTYPE html><html><body>Sign in</body></html>".utf8)
            answer = ServerAnswer(.ok, headers: [.contentType: "text/html"], body: page)
        case .empty: answer = ServerAnswer(.ok, headers: [.contentType: "application/json"])
        case .cut, .truncated, .delay: return nil
        }
        return answer
    }

    func damage(_ answer: inout ServerAnswer) {
        switch self {
        case .cut(let percent): answer.delivery = .cut(after: answer.body.count * percent / 100)
        case .truncated(let percent): answer.body.removeLast(answer.body.count - answer.body.count * percent / 100)
        default: break
        }
    }
}
