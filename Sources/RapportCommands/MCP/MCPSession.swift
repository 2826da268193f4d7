import Engine
import FoundationEssentials
import Interactions

/// The Model Context Protocol over lines of JSON (<https://modelcontextprotocol.io/specification/2025-06-18>).
struct MCPSession {
    private static let versions = ["2025-06-18", "2025-03-26", "2024-11-05"]

    let tools: MCPTools

    /// Nil for a message that asks for no answer.
    func answer(_ line: String) async -> String? {
        guard let request = try? JSONDecoder().decode(MCPRequest.self, from: Data(line.utf8)) else {
            return failure(nil, -32_700, "That is no request.")
        }
        guard let id = request.id else { return nil }
        switch request.method {
        case "initialize":
            let wanted = request.params?.protocolVersion ?? ""
            return success(
                id,
                MCPWelcome(
                    protocolVersion: Self.versions.contains(wanted) ? wanted : Self.versions[0],
                    serverInfo: .init(version: Engine.version),
                    instructions: """
                        Relationships of the user's CRM, from metadata of mail, meetings and calls. Every answer says \
                        in 'basis' whether it stands on Exchange data or on CRM data alone. There are no subjects and \
                        no contents.
                        """
                )
            )
        case "ping": return success(id, MCPNothing())
        case "tools/list": return success(id, MCPToolList(tools: MCPTools.list))
        case "tools/call":
            let arguments = request.params?.arguments
            return success(id, await tools.call(request.params?.name ?? "", arguments))
        default: return failure(id, -32_601, "There is no method '\(request.method.prefix(40))'.")
        }
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
