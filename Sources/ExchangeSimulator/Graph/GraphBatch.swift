import FoundationEssentials
import HTTPTypes

/// Several requests in one, which are answered one after the other.
///
/// <https://learn.microsoft.com/graph/json-batching>
struct GraphBatch: Sendable {
    private static let most = 20

    private struct Body: Decodable {
        let requests: [Part]
    }

    private struct Part: Decodable {
        let id: String
        let method: String
        let url: String
        let headers: [String: String]?
    }

    /// Whether a request is one.
    static func serves(_ path: String) -> Bool { path.lowercased() == "/v1.0/$batch" }

    private let parts: [Part]
    private let request: ReceivedRequest

    /// - Throws: 400 for what is no batch, 405 for another method.
    init(_ request: ReceivedRequest) throws(GraphError) {
        guard request.method == .post else { throw .notAllowed }
        guard let body = try? JSONDecoder().decode(Body.self, from: Data(request.body)),
            (1...Self.most).contains(body.requests.count),
            Set(body.requests.map { $0.id.lowercased() }).count == body.requests.count,
            body.requests.allSatisfy({ $0.url.hasPrefix("/") && $0.method.uppercased() == "GET" })
        else { throw GraphError(.badRequest, "BadRequest", "Invalid batch payload format.") }
        parts = body.requests
        self.request = request
    }

    /// - Parameter answer: to one of the requests.
    func answer(_ answer: (ReceivedRequest) async -> ServerAnswer) async -> [UInt8] {
        var answers: [(id: String, answer: ServerAnswer)] = []
        for part in parts { answers.append((part.id, await answer(received(part)))) }
        return JSONOutput.object { out in
            out.key("responses")
            out.array { out in
                for (id, answer) in answers { Self.write(id, answer, into: &out) }
            }
        }
    }

    /// Of the batch's own header fields only the token is the parts', too.
    private func received(_ part: Part) -> ReceivedRequest {
        let halves = part.url.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var headers = HTTPFields()
        for (name, value) in part.headers ?? [:] {
            if let name = HTTPField.Name(name) { headers[name] = value }
        }
        headers[.authorization] = request.headers[.authorization]
        return ReceivedRequest(
            method: .get,
            authority: request.authority,
            path: "/v1.0" + halves[0],
            query: halves.count > 1 ? String(halves[1]) : "",
            headers: headers
        )
    }

    private static func write(_ id: String, _ answer: ServerAnswer, into out: inout JSONOutput) {
        out.object { out in
            out.member("id", id)
            out.member("status", answer.status.code)
            out.key("headers")
            out.object { out in
                for field in answer.headers {
                    out.key(named: field.name.rawName)
                    out.string(field.value)
                }
            }
            let isJSON = answer.headers[.contentType]?.hasPrefix("application/json") == true
            guard !answer.body.isEmpty else { return }
            out.key("body")
            // What is no JSON is told in base64.
            if isJSON { out.raw(answer.body) } else { out.string(Data(answer.body).base64EncodedString()) }
        }
    }
}
