import Connector
import Engine
import HTTPTypes

/// Why something was not done, for programs (RFC 9457) and for people.
struct Problem: Error, Sendable {
    let status: HTTPResponse.Status
    /// For programs: one of `EngineError.Code`, or a word for what the console itself refuses.
    let code: String
    /// For people: free of addresses, subjects and secrets.
    let detail: String
    /// Seconds until another try makes sense.
    var retryAfter: Int?

    init(_ status: HTTPResponse.Status, _ detail: String, code: String? = nil) {
        self.status = status
        self.detail = detail
        self.code = code ?? Self.word(status)
    }

    /// What any error amounts to; what is not ours says nothing about itself.
    init(_ error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let error as SignInError: self.init(.forbidden, error.message, code: error.code)
        case let error as SourceError:
            self.init(.badGateway, error.description, code: error.code.rawValue)
        default:
            guard let error = EngineError(error) else {
                self.init(.internalServerError, "Something failed here. The service's log says more.")
                return
            }
            self.init(Self.status(error.code), error.message, code: error.code.rawValue)
            if error.code == .busy { retryAfter = 5 }
        }
    }

    private static func status(_ code: EngineError.Code) -> HTTPResponse.Status {
        switch code {
        case .notPermitted: .forbidden
        case .unknownName: .notFound
        case .outOfRange: .badRequest
        case .outOfOrder, .nobodyAdmitted, .tooMuchRemoval, .unprovenTime: .conflict
        case .busy: .serviceUnavailable
        default: .internalServerError
        }
    }

    private static func word(_ status: HTTPResponse.Status) -> String {
        switch status {
        case .badRequest: "badRequest"
        case .unauthorized: "notSignedIn"
        case .forbidden: "notPermitted"
        case .notFound: "notFound"
        case .methodNotAllowed: "wrongMethod"
        case .conflict: "notConfirmed"
        case .contentTooLarge: "tooLong"
        case .tooManyRequests: "tooMany"
        default: "failed"
        }
    }

    private struct Document: Encodable {
        let type = "about:blank"
        let title: String
        let status: Int
        let code: String
        let detail: String
    }

    var answer: Answer {
        let document = Document(title: status.reasonPhrase, status: status.code, code: code, detail: detail)
        let text = (try? AnswerText.json(document)) ?? "{}"
        var answer = Answer(status, type: "application/problem+json", body: Array((text + "\n").utf8))
        if let retryAfter { answer.headers[.retryAfter] = String(retryAfter) }
        if status == .unauthorized { answer.headers[.wwwAuthenticate] = "Bearer" }
        return answer
    }
}
