import JSONStream

/// A status other than 200, with what the body says of it.
///
/// <https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html#sec_ErrorResponse>
package struct ODataFailure: Hashable, Sendable {
    package let status: Int
    /// `Retry-After`.
    package let retryAfter: Duration?
    /// `error.code`, compared without regard to case; the service's own text, so not for people and not for logs.
    package let code: Code?

    /// ASCII letters in lower case, as documentation and services disagree on them.
    package struct Code: Hashable, Sendable, ExpressibleByStringLiteral {
        let lowercased: String

        package init(_ text: String) {
            lowercased = String(
                decoding: text.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 },
                as: UTF8.self
            )
        }

        package init(stringLiteral text: String) {
            self.init(text)
        }
    }

    package init(status: Int, code: Code? = nil, retryAfter: Duration? = nil) {
        self.status = status
        self.code = code
        self.retryAfter = retryAfter
    }
}

/// `{"error": {"code": "…", "message": "…"}}`, of which only the code is read.
struct WrittenError: JSONReadable {
    let code: String

    init(json: JSONValue) throws(JSONError) {
        code = try json.required("error", as: Content.self).code
    }

    private struct Content: JSONReadable {
        let code: String

        init(json: JSONValue) throws(JSONError) {
            code = try json.required("code")
        }
    }
}
