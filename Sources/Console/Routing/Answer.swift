import Crypto
import Engine
import HTTPTypes
import Hummingbird

/// What is sent back.
struct Answer: Sendable {
    var status: HTTPResponse.Status
    var headers: HTTPFields = [:]
    var body: [UInt8] = []
    /// Instead of the body: what is written as it comes to be.
    private var writing: ResponseBody?

    init(_ status: HTTPResponse.Status, type: String? = nil, body: [UInt8] = []) {
        self.status = status
        self.body = body
        if let type { headers[.contentType] = type }
    }

    /// A value as `--output json` prints it.
    static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Answer {
        Answer(status, type: "application/json", body: Array((try AnswerText.json(value) + "\n").utf8))
    }

    static func html(_ text: String, status: HTTPResponse.Status = .ok) -> Answer {
        Answer(status, type: "text/html; charset=utf-8", body: Array(text.utf8))
    }

    /// Events for a script of ours, one after the other (HTML, "Server-sent events").
    ///
    /// - Parameter events: texts without a line break.
    static func events(_ events: some AsyncSequence<String, Never> & Sendable) -> Answer {
        var answer = Answer(.ok, type: "text/event-stream; charset=utf-8")
        answer.headers[.cacheControl] = "no-store"
        answer.writing = ResponseBody(
            asyncSequence: events.map { ByteBuffer(string: "retry: 2000\ndata: \($0)\n\n") }
        )
        return answer
    }

    /// To another page, which is asked for with GET.
    ///
    /// - Parameter path: one of our own, never what somebody typed.
    static func redirect(to path: String) -> Answer {
        var answer = Answer(.seeOther)
        answer.headers[.location] = path
        return answer
    }

    /// The same with a mark of its content (RFC 9110, section 8.8.3).
    func tagged() -> Answer {
        guard status == .ok, writing == nil, headers[.eTag] == nil else { return self }
        let digest = SHA256.hash(data: body).prefix(16)
        let digits = Array("0123456789abcdef".utf8)
        let text = String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
        var answer = self
        answer.headers[.eTag] = "\"\(text)\""
        return answer
    }

    /// The same without content for who has it already (RFC 9110, section 13.1.2).
    func unlessKnown(to request: IncomingRequest) -> Answer {
        guard status == .ok, let tag = headers[.eTag] else { return self }
        let known = request.headers[values: .ifNoneMatch].joined(separator: ",").split(separator: ",")
            .map { $0.drop { $0 == " " } }
        guard known.contains(where: { $0 == tag || $0 == "W/\(tag)" || $0 == "*" }) else { return self }
        var answer = self
        answer.status = .notModified
        answer.body = []
        answer.headers[.contentType] = nil
        return answer
    }

    /// As Hummingbird sends it.
    var response: Response {
        let content = writing ?? ResponseBody(byteBuffer: ByteBuffer(bytes: body))
        return Response(status: status, headers: headers, body: content)
    }
}
