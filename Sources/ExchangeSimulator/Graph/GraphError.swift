import HTTPTypes

/// Why Graph does not do something.
///
/// <https://learn.microsoft.com/graph/errors>
struct GraphError: Error, Hashable, Sendable {
    let status: HTTPResponse.Status
    let code: String
    let message: String

    init(_ status: HTTPResponse.Status, _ code: String, _ message: String) {
        self.status = status
        self.code = code
        self.message = message
    }

    static let unauthenticated = GraphError(.unauthorized, "InvalidAuthenticationToken", "Access token is empty.")
    static let invalidToken = GraphError(
        .unauthorized,
        "InvalidAuthenticationToken",
        "Lifetime validation failed, the token is expired."
    )
    static let unknownResource = GraphError(.badRequest, "BadRequest", "Resource not found for the segment.")
    static let notAllowed = GraphError(.methodNotAllowed, "Request_BadRequest", "Specified HTTP method is not allowed.")
    static let itemNotFound = GraphError(
        .notFound,
        "ErrorItemNotFound",
        "The specified object was not found in the store., The process failed to get the correct properties."
    )
    static let syncFolderNotFound = GraphError(
        .notFound,
        "ErrorSyncFolderNotFound",
        "The specified folder could not be found in the store."
    )
    static let invalidID = GraphError(.badRequest, "ErrorInvalidIdMalformed", "Id is malformed.")
    static let corrupt = GraphError(.internalServerError, "ErrorCorruptData", "Data is corrupt.")
    static let malformedToken = GraphError(.badRequest, "BadRequest", "Badly formed token. Unable to parse.")
    static let untrackable = GraphError(
        .badRequest,
        "ErrorInvalidUrlQuery",
        "The following parameters are not supported with change tracking over the 'Messages' resource: "
            + "'$search, $skip, $filter, $orderby'."
    )
    static let untrackableEvents = GraphError(
        .badRequest,
        "ErrorInvalidUrlQuery",
        "The following parameters are not supported with change tracking over the 'CalendarView' resource: "
            + "'$orderby, $filter, $select, $expand, $search'."
    )
    static let noWindow = GraphError(
        .badRequest,
        "ErrorInvalidParameter",
        "This request requires a time window specified by the query string parameters StartDateTime and EndDateTime."
    )
    static let windowTooLong = GraphError(
        .badRequest,
        "ErrorInvalidParameter",
        "The specified time window is not valid: it ends before it starts, or is longer than 1825 days."
    )
    static let invalidQuery = GraphError(.badRequest, "BadRequest", "The query specified in the URI is not valid.")

    static func unknownUser(_ name: String) -> GraphError {
        GraphError(.notFound, "ErrorInvalidUser", "The requested user '\(name)' is invalid.")
    }

    static func unknownProperty(_ name: String, of type: String) -> GraphError {
        GraphError(
            .badRequest,
            "RequestBroker--ParseUri",
            "Could not find a property named '\(name)' on type '\(type)'."
        )
    }

    /// The state behind a link is not kept any more.
    static func expired(generation: UInt32) -> GraphError {
        GraphError(
            .gone,
            "SyncStateNotFound",
            "The sync state generation is not found; generation=\(generation);[highest=\(generation + 2)]"
                + "[\(generation + 2)][\(generation + 1)]."
        )
    }

    /// - Parameter now: Seconds since 1970.
    func answer(requestID: String, now: Int) -> ServerAnswer {
        let body = JSONOutput.object { out in
            out.key("error")
            out.object { out in
                out.member("code", code)
                out.member("message", message)
                out.key("innerError")
                out.object { out in
                    out.member("date", String(JSONOutput.dateTime(now).dropLast()))
                    out.member("request-id", requestID)
                    out.member("client-request-id", requestID)
                }
            }
        }
        var headers: HTTPFields = [.contentType: "application/json"]
        if status == .unauthorized { headers[.wwwAuthenticate] = "Bearer realm=\"\"" }
        return ServerAnswer(status, headers: headers, body: body)
    }
}
