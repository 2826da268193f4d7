import Engine
import HTTPTypes

extension Route {
    /// The Model Context Protocol over HTTP, without sessions of its own and without events: a message, its answer.
    static let agentRoutes: [Route] = [
        .agents("/mcp", for: .signedIn) { call in
            if let version = call.request.headers[.agentProtocol], !MCPSession.versions.contains(version) {
                throw Problem(.badRequest, "Only \(MCPSession.versions.joined(separator: ", ")) are spoken here.")
            }
            guard call.isJSON else {
                throw Problem(.unsupportedMediaType, "The body must be application/json.", code: "wrongType")
            }
            let console = call.console
            let address = try call.viewer.address
            let session = MCPSession(call.engine, console.board, console.accessLog, for: address, now: console.now)
            guard let answer = await session.answer(String(decoding: call.request.body, as: UTF8.self)) else {
                return Answer(.accepted)
            }
            return Answer(.ok, type: "application/json", body: Array(answer.utf8))
        }
    ]
}

extension HTTPField.Name {
    fileprivate static var agentProtocol: Self {
        guard let name = Self("MCP-Protocol-Version") else { preconditionFailure("a literal is a field name") }
        return name
    }
}
