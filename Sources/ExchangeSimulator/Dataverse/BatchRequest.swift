import FoundationEssentials
import HTTPTypes

/// Requests in one (`$batch`), each answered by itself.
///
/// <https://learn.microsoft.com/power-apps/developer/data-platform/webapi/execute-batch-operations-using-web-api>
struct BatchRequest: Sendable {
    struct Part: Sendable {
        let method: HTTPRequest.Method
        let path: String
        let body: [UInt8]
    }

    let parts: [Part]

    /// - Throws: 400 for what is no batch.
    init(_ request: ReceivedRequest) throws(DataverseError) {
        let type = request.headers[.contentType] ?? ""
        guard let range = type.firstRange(of: "boundary="), type.hasPrefix("multipart/mixed") else {
            throw .invalidBatch
        }
        let boundary = type[range.upperBound...].filter { $0 != "\"" }
        let text = String(decoding: request.body, as: UTF8.self)
        let pieces = Self.split(text, by: "--" + boundary)
        // Before the first there is nothing, and behind the last the two hyphens of the end.
        guard pieces.count >= 2, pieces[0].isEmpty, pieces.last?.hasPrefix("--") == true else { throw .invalidBatch }
        var parts: [Part] = []
        for piece in pieces.dropFirst().dropLast() {
            let blocks = Self.split(piece, by: "\r\n\r\n")
            guard blocks.count >= 3, blocks[0].contains("application/http") else { throw .invalidBatch }
            let words = blocks[1].prefix { !$0.isNewline }.split(separator: " ")
            guard words.count == 3, let method = HTTPRequest.Method(rawValue: String(words[0])) else {
                throw .invalidBatch
            }
            let body = blocks[2...].joined(separator: "\r\n\r\n")
            parts.append(Part(method: method, path: String(words[1]), body: Array(body.utf8)))
        }
        self.parts = parts
    }

    /// The answers in the order of the parts.
    static func body(_ answers: [ServerAnswer], boundary: String) -> [UInt8] {
        var bytes: [UInt8] = []
        for answer in answers {
            let reason = answer.status.reasonPhrase
            bytes += "--\(boundary)\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n".utf8
            bytes += "HTTP/1.1 \(answer.status.code) \(reason)\r\nOData-Version: 4.0\r\n".utf8
            if let type = answer.headers[.contentType] { bytes += "Content-Type: \(type)\r\n".utf8 }
            bytes += "\r\n".utf8 + answer.body + Array("\r\n".utf8)
        }
        return bytes + "--\(boundary)--\r\n".utf8
    }

    private static func split(_ text: String, by separator: String) -> [String] {
        var pieces: [String] = []
        var rest = text[...]
        while let range = rest.firstRange(of: separator) {
            pieces.append(String(rest[..<range.lowerBound]))
            rest = rest[range.upperBound...]
        }
        return pieces + [String(rest)]
    }
}
