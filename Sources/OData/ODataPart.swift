import HTTPTransport
package import HTTPTypes
import JSONStream

/// The answer to one of the questions of a batch.
///
/// <https://learn.microsoft.com/graph/json-batching>
package struct ODataPart: Sendable {
    /// Its status, and `Retry-After` if it has one.
    package let response: HTTPResponse
    let body: JSONValue?

    /// Nil for a part that says everything is well.
    package var failure: ODataFailure? {
        guard response.status != .ok else { return nil }
        let written = body.flatMap { try? WrittenError(json: $0) }
        return ODataFailure(
            status: response.status.code,
            code: written.map(\.code).flatMap { $0.isEmpty ? nil : ODataFailure.Code($0) },
            retryAfter: response.retryAfter
        )
    }

    /// Some of a service's answer to a batch.
    struct Written: JSONReadable {
        let id: String
        let part: ODataPart

        init(json: JSONValue) throws(JSONError) {
            id = try json.required("id")
            guard let status = json["status"]?.integer, (100...599).contains(status) else {
                throw JSONError(.wrongKind, at: json.offset)
            }
            var fields = HTTPFields()
            // Names of header fields have any case.
            for (name, value) in json["headers"]?.members ?? [] where name.lowercased() == "retry-after" {
                fields[.retryAfter] = value.string ?? value.number
            }
            let body = json["body"].flatMap { $0.isNull ? nil : $0 }
            part = ODataPart(response: HTTPResponse(status: .init(code: status), headerFields: fields), body: body)
        }
    }
}

/// The answers to the parts of a batch, in any order.
struct WrittenBatch: JSONReadable {
    let responses: [ODataPart.Written]

    init(json: JSONValue) throws(JSONError) {
        responses = try json.required("responses")
    }
}
