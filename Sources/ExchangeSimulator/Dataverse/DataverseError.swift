import HTTPTypes

/// Why Dataverse does not do something.
///
/// <https://learn.microsoft.com/power-apps/developer/data-platform/reference/web-service-error-codes>
struct DataverseError: Error, Hashable, Sendable {
    let status: HTTPResponse.Status
    let code: String
    let message: String

    init(_ status: HTTPResponse.Status, _ code: String, _ message: String) {
        self.status = status
        self.code = code
        self.message = message
    }

    static let unauthenticated = DataverseError(
        .unauthorized,
        "0x80040000",
        "Bearer realm is missing or its token is invalid."
    )
    static let notAllowed = DataverseError(.methodNotAllowed, "0x80060890", "The method is not allowed.")
    static let invalidQuery = DataverseError(.badRequest, "0x80060888", "The query specified in the URI is not valid.")
    static let untrackable = DataverseError(
        .badRequest,
        "0x80060888",
        "Change tracking cannot be combined with filter, ordering, expansion or top, and needs a table that is tracked."
    )
    static let expiredToken = DataverseError(
        .badRequest,
        "0x80044352",
        "The version stamp associated with the client has expired. Please perform a full sync."
    )

    static let invalidBatch = DataverseError(.badRequest, "0x80048d19", "The batch request is not well-formed.")

    static let mayNotImpersonate = DataverseError(
        .forbidden,
        "0x80040220",
        "Principal user is missing prvActOnBehalfOfAnotherUser privilege, or the user is disabled."
    )

    static func mayNotWrite(_ table: String) -> DataverseError {
        DataverseError(.forbidden, "0x80040220", "Principal user is missing prvWrite privilege on '\(table)'.")
    }

    static func unknownResource(_ name: String) -> DataverseError {
        DataverseError(.notFound, "0x8006088a", "Resource not found for the segment '\(name)'.")
    }

    static func unknownColumn(_ name: String, of table: String) -> DataverseError {
        DataverseError(
            .badRequest,
            "0x80060888",
            "Could not find a property named '\(name)' on type 'Microsoft.Dynamics.CRM.\(table)'."
        )
    }

    static func missing(_ id: String, of table: String) -> DataverseError {
        DataverseError(.notFound, "0x80040217", "\(table) With Id = \(id) Does Not Exist")
    }

    var answer: ServerAnswer {
        let body = JSONOutput.object { out in
            out.key("error")
            out.object { out in
                out.member("code", code)
                out.member("message", message)
            }
        }
        return ServerAnswer(status, headers: [.contentType: "application/json; odata.metadata=minimal"], body: body)
    }
}
