/// One message of ours: JSON-RPC 2.0 with camel-case names, as the protocol has them.
struct MCPAnswer<Result: Encodable>: Encodable {
    struct Failure: Encodable {
        let code: Int
        let message: String
    }

    let jsonrpc = "2.0"
    let id: MCPRequest.ID?
    var result: Result?
    var error: Failure?
}

/// Nothing but that it is an object.
struct MCPNothing: Encodable {}

/// What `initialize` tells.
struct MCPWelcome: Encodable {
    struct Capabilities: Encodable {
        let tools = MCPNothing()
    }

    struct Server: Encodable {
        let name = "rapport"
        let version: String
    }

    let protocolVersion: String
    let capabilities = Capabilities()
    let serverInfo: Server
    let instructions: String
}

/// What `tools/list` tells.
struct MCPToolList: Encodable {
    struct Tool: Encodable {
        struct Hints: Encodable {
            let readOnlyHint = true
            let openWorldHint = false
        }

        struct Schema: Encodable {
            struct Property: Encodable {
                let type: String
                let description: String
            }

            let type = "object"
            let properties: [String: Property]
            let required: [String]
        }

        let name: String
        let description: String
        let inputSchema: Schema
        let annotations = Hints()
    }

    let tools: [Tool]
}

/// What `tools/call` tells: JSON as `--output json` prints it, as a text.
struct MCPToolResult: Encodable {
    struct Content: Encodable {
        let type = "text"
        let text: String
    }

    let content: [Content]
    let isError: Bool

    init(_ text: String, isError: Bool = false) {
        content = [Content(text: text)]
        self.isError = isError
    }
}
