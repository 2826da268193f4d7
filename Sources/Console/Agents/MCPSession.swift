package import Engine
import FoundationEssentials
package import Interactions

/// The Model Context Protocol, message by message: the same over lines and over HTTP
/// (<https://modelcontextprotocol.io/specification/2025-11-25>).
package struct MCPSession: Sendable {
    /// Those of the versions with a handshake that have the same messages about tools, the latest first; clients of
    /// later ones fall back to them.
    static let versions = ["2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"]

    private let tools: MCPTools

    /// - Parameters:
    ///   - board: scores for all who ask.
    ///   - log: where it is written down who looked at what.
    ///   - address: the user whom the assistant works for.
    package init(
        _ engine: Engine,
        _ board: RelationshipBoard,
        _ log: AccessLog,
        for address: EmailAddress,
        now: @escaping @Sendable () -> Timestamp = { .now }
    ) {
        tools = MCPTools(engine: engine, board: board, log: log, address: address, now: now)
    }

    /// Nil for a message that asks for no answer.
    package func answer(_ message: String) async -> String? {
        guard let request = try? JSONDecoder().decode(MCPRequest.self, from: Data(message.utf8)) else {
            return failure(nil, -32_700, "That is no request.")
        }
        guard request.isVersion2, let method = request.method else {
            return failure(request.id, -32_600, "That is no request of JSON-RPC 2.0.")
        }
        guard let id = request.id else { return nil }
        guard let params = request.params else {
            return failure(id, -32_602, "The parameters are not as the tools' list says.")
        }
        switch method {
        case "initialize": return success(id, welcome(params.protocolVersion))
        case "ping": return success(id, MCPNothing())
        case "tools/list": return success(id, MCPToolList(tools: MCPTools.list))
        case "tools/call":
            guard let name = params.name, MCPTools.list.contains(where: { $0.name == name }) else {
                return failure(id, -32_602, "There is no tool of this name.")
            }
            return success(id, await tools.call(name, params.arguments))
        default: return failure(id, -32_601, "There is no such method.")
        }
    }

    private func welcome(_ wanted: String?) -> MCPWelcome {
        MCPWelcome(
            protocolVersion: wanted.flatMap { Self.versions.contains($0) ? $0 : nil } ?? Self.versions[0],
            serverInfo: .init(version: Engine.version),
            instructions: """
                Relationships of the user's CRM, from metadata of mail, meetings and calls. Every answer says in \
                'basis' whether it stands on Exchange data or on CRM data alone. There are no subjects and no contents.
                """
        )
    }

    private func success(_ id: MCPRequest.ID, _ result: some Encodable) -> String? {
        text(MCPAnswer(id: id, result: result))
    }

    private func failure(_ id: MCPRequest.ID?, _ code: Int, _ message: String) -> String? {
        text(MCPAnswer<MCPNothing>(id: id, error: .init(code: code, message: message)))
    }

    private func text(_ answer: some Encodable) -> String? {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(answer)).map { Harmless.json(String(decoding: $0, as: UTF8.self)) }
    }
}
