import HTTPTypes
import Hummingbird

/// A request with its whole body.
struct IncomingRequest: Sendable {
    let method: HTTPRequest.Method
    let authority: String
    let path: String
    /// Without the question mark, as it came.
    let query: String
    let headers: HTTPFields
    let body: [UInt8]

    /// Whether somebody looks at the answer in a browser, and no program reads it.
    var isForPage: Bool {
        let isProgram = path.utf8.starts(with: "/api/".utf8)
        return !isProgram && headers[.accept]?.lowercased().contains("text/html") ?? false
    }

    /// The name of the host that was asked, without a port.
    var host: Substring {
        if authority.utf8.first == UInt8(ascii: "[") { return authority.prefix { $0 != "]" } + "]" }
        return authority.prefix { $0 != ":" }
    }

    /// The value of a cookie, nil if there is none.
    func cookie(_ name: String) -> String? {
        for field in headers[values: .cookie] {
            for pair in field.split(separator: ";") {
                let parts = pair.split(separator: "=", maxSplits: 1).map { $0.drop { $0 == " " } }
                if parts.count == 2, parts[0] == name { return String(parts[1]) }
            }
        }
        return nil
    }

    /// What follows a scheme in `Authorization`, nil if there is another one.
    func authorization(_ scheme: String) -> String? {
        guard let value = headers[.authorization] else { return nil }
        let parts = value.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == scheme else { return nil }
        return String(parts[1])
    }
}

extension IncomingRequest {
    init(_ request: Request, body: [UInt8]) {
        self.init(
            method: request.method,
            authority: request.head.authority ?? "",
            path: request.uri.path,
            query: request.uri.query ?? "",
            headers: request.headers,
            body: body
        )
    }
}
