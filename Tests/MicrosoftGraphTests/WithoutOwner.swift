import HTTPTransport
import HTTPTypes
import Interactions

/// A service that does not tell whose a mailbox is: what scripts are about is the rest.
struct WithoutOwner: HTTPClient {
    let transport: any HTTPClient

    func send(_ request: HTTPExchange) async throws -> HTTPAnswer {
        let path = request.request.path ?? ""
        let folders = ["inbox", "sentitems", "archive"].map { "/mailFolders/\($0)?$select=id" }
        let isAboutOwner =
            folders.contains(where: path.hasSuffix) || path.contains("/calendar?$select=")
            || path.hasSuffix("?$select=mail,proxyAddresses")
        guard isAboutOwner else { return try await transport.send(request) }
        return Graph.failure(404, "ErrorItemNotFound")
    }
}
