import ConnectorTesting
import Engine
import Foundation
import Interactions
import Testing

@testable import Console

/// What an assistant is told, line by line.
@Suite struct `The door for agents` {
    private static func session(_ world: ConsoleWorld, _ address: EmailAddress) throws -> MCPSession {
        let engine = world.engine
        return MCPSession(engine, RelationshipBoard { engine }, try engine.accessLog(), for: address)
    }

    private static func result(_ line: String, _ session: MCPSession) async throws -> [String: Any] {
        let text = try #require(await session.answer(line))
        let answer = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(answer["jsonrpc"] as? String == "2.0")
        #expect(!text.contains("\n"))
        return try #require(answer["result"] as? [String: Any], "\(text)")
    }

    private static func call(_ tool: String, _ arguments: String, _ session: MCPSession) async throws -> (
        text: String, isError: Bool
    ) {
        let line =
            #"{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"\#(tool)","arguments":\#(arguments)}}"#
        let result = try await result(line, session)
        let content = try #require(result["content"] as? [[String: Any]])
        return (try #require(content.first?["text"] as? String), try #require(result["isError"] as? Bool))
    }

    @Test func `begins, lists only tools that read, and says nothing to what asks for nothing`() async throws {
        let world = try await ConsoleWorld.shared()
        let session = try Self.session(world, world.seller)
        let welcome = try await Self.result(
            #"{"jsonrpc":"2.0","id":"a","method":"initialize","params":{"protocolVersion":"2025-03-26"}}"#,
            session
        )
        #expect(welcome["protocolVersion"] as? String == "2025-03-26")
        #expect(await session.answer(#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#) == nil)
        let list = try await Self.result(#"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#, session)
        let tools = try #require(list["tools"] as? [[String: Any]])
        #expect(Set(tools.compactMap { $0["name"] as? String }).count == 5)
        for tool in tools {
            #expect((tool["annotations"] as? [String: Any])?["readOnlyHint"] as? Bool == true)
            #expect(tool["inputSchema"] != nil)
        }
    }

    @Test(
        arguments: [
            ("", -32_700, nil), ("{", -32_700, nil), ("[]", -32_700, nil), ("null", -32_700, nil), ("7", -32_700, nil),
            (#"{"id":1}"#, -32_600, 1), (#"{"jsonrpc":"1.0","id":2,"method":"ping"}"#, -32_600, 2),
            (#"{"jsonrpc":"2.0","id":3,"method":7}"#, -32_600, 3),
            (#"{"jsonrpc":"2.0","id":4,"method":"x"}"#, -32_601, 4),
            (#"{"jsonrpc":"2.0","id":5,"method":"tools/call","params":[]}"#, -32_602, 5),
            (#"{"jsonrpc":"2.0","id":6,"method":"tools/call"}"#, -32_602, 6),
            (#"{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"erase"}}"#, -32_602, 7),
            (
                #"{"jsonrpc":"2.0","id":8,"method":"tools/call","params":{"name":"attention","arguments":{"limit":"x"}}}"#,
                -32_602, 8
            ),
            (
                #"{"jsonrpc":"2.0","id":9,"method":"tools/call","params":{"name":"why","arguments":{"address":1}}}"#,
                -32_602, 9
            ),
        ] as [(String, Int, Int?)]
    )
    func `answers what it cannot answer with an error, and with its id`(line: String, code: Int, id: Int?) async throws
    {
        let world = try await ConsoleWorld.shared()
        let text = try #require(await Self.session(world, world.seller).answer(line))
        let answer = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect((answer["error"] as? [String: Any])?["code"] as? Int == code)
        #expect(answer["id"] as? Int == id)
    }

    @Test(arguments: [
        #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}"#,
        #"{"jsonrpc":"2.0","method":"tools/call","params":{"name":"attention"}}"#,
    ])
    func `says nothing to what has no id`(line: String) async throws {
        let world = try await ConsoleWorld.shared()
        #expect(try await Self.session(world, world.seller).answer(line) == nil)
    }

    @Test(arguments: [
        ("2025-11-25", "2025-11-25"), ("2024-11-05", "2024-11-05"), ("2026-07-28", "2025-11-25"), ("", "2025-11-25"),
    ])
    func `speaks a version that it has, or offers its latest`(wanted: String, spoken: String) async throws {
        let world = try await ConsoleWorld.shared()
        let line =
            #"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"\#(wanted)","capabilities":{}}}"#
        let welcome = try await Self.result(line, try Self.session(world, world.seller))
        #expect(welcome["protocolVersion"] as? String == spoken)
    }

    @Test func `shows the user's records, with their basis, and nobody else's`() async throws {
        let world = try await ConsoleWorld.shared()
        let client = try ConsoleClient(world.engine)
        let own = try await client.ownRecord(of: world.seller)
        let other = try await client.ownRecord(of: world.otherSeller)
        let session = try Self.session(world, world.seller)
        for tool in ["relationship", "last_contact"] {
            let shown = try await Self.call(tool, #"{"record":"\#(own)"}"#, session)
            #expect(!shown.isError && shown.text.contains("\"basis\":"), "\(shown.text)")
            let refused = try await Self.call(tool, #"{"record":"\#(other)"}"#, session)
            #expect(refused.isError && refused.text.contains("belongs to somebody else"))
        }
        let attention = try await Self.call("attention", #"{"limit":50}"#, session)
        #expect(!attention.isError && !attention.text.contains(other) && attention.text.contains("\"basis\":"))
        let known = try await Self.call("who_knows", #"{"target":"\#(own)"}"#, session)
        #expect(!known.isError && known.text.contains("\"introducers\":"))
    }

    @Test func `tells why, of somebody else to administrators alone`() async throws {
        let world = try await ConsoleWorld.shared()
        let question = #"{"address":"\#(world.seller.text)"}"#
        #expect(try await !Self.call("why", question, try Self.session(world, world.seller)).isError)
        #expect(try await !Self.call("why", question, try Self.session(world, world.administrator)).isError)
        #expect(try await Self.call("why", question, try Self.session(world, world.otherSeller)).isError)
    }

    @Test(arguments: [
        ("relationship", "{}"), ("relationship", #"{"record":""}"#), ("why", #"{"address":"x"}"#),
    ])
    func `refuses in words what it cannot do`(tool: String, arguments: String) async throws {
        let world = try await ConsoleWorld.shared()
        let answer = try await Self.call(tool, arguments, try Self.session(world, world.seller))
        #expect(answer.isError && !answer.text.isEmpty)
    }

    @Test func `finds by name only what the user may see, and names nothing else`() async throws {
        let world = try await ConsoleWorld.shared()
        let client = try ConsoleClient(world.engine)
        let session = try Self.session(world, world.seller)
        for name in try await client.foreignNames(to: world.seller, of: world.otherSeller) {
            let found = try await Self.call("relationship", #"{"record":"\#(name)"}"#, session)
            #expect(!found.text.contains(name), "\(found.text)")
        }
    }

    @Test func `is opened over HTTP with a session, message by message`() async throws {
        let world = try await ConsoleWorld.shared()
        let client = try ConsoleClient(world.engine)
        let headers = ["Authorization": "Bearer \(try await client.bearer(world.seller))"]
        let list = #"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#
        let told = try await client.post(list, to: "/mcp", headers: headers)
        #expect(told.status == 200 && told.header("Content-Type") == "application/json")
        #expect(told.text.contains("\"who_knows\""))
        let noted = try await client.post(
            #"{"jsonrpc":"2.0","method":"notifications/initialized"}"#,
            to: "/mcp",
            headers: headers
        )
        #expect(noted.status == 202 && noted.body.isEmpty)
        #expect(try await client.post(list, to: "/mcp").status == 401)
        #expect(try await client.get("/mcp", headers: headers).status == 405)
        var other = headers
        other["MCP-Protocol-Version"] = "1999-01-01"
        #expect(try await client.post(list, to: "/mcp", headers: other).status == 400)
        other = headers.merging(["Origin": "https://attacker.example"]) { $1 }
        #expect(try await client.post(list, to: "/mcp", headers: other).status == 403)
        other = headers.merging(["Content-Type": "text/plain"]) { $1 }
        #expect(try await client.post(list, to: "/mcp", headers: other).status == 415)
    }

    @Test func `writes down who asked for which record, and no name that was typed`() async throws {
        let world = try await ConsoleWorld.shared()
        let client = try ConsoleClient(world.engine)
        let own = try await client.ownRecord(of: world.seller)
        let session = try Self.session(world, world.seller)
        _ = try await Self.call("last_contact", #"{"record":"\#(own)"}"#, session)
        _ = try await Self.call("who_knows", #"{"target":"Zaphod Unforgettable"}"#, session)
        let log = try String(contentsOfFile: "\(world.directory.path)/data/access.ndjson", encoding: .utf8)
        let lines = log.split(separator: "\n")
        #expect(lines.contains { $0.contains("mcp/last_contact") && $0.contains(own) })
        #expect(lines.contains { $0.contains("mcp/who_knows") } && !log.contains("Zaphod"))
    }
}
