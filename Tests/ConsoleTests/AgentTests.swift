import Engine
import Foundation
import Interactions
import Testing

@testable import RapportCommands

/// What an assistant is told, line by line.
@Suite struct `The door for agents` {
    private static func session(_ world: ConsoleWorld, _ address: EmailAddress) -> MCPSession {
        let engine = world.engine
        return MCPSession(tools: MCPTools(engine: engine, board: RelationshipBoard { engine }, address: address))
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
        let session = Self.session(world, world.seller)
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

    @Test(arguments: ["", "{", "[]", "null", #"{"id":1}"#])
    func `answers what is no request with an error`(line: String) async throws {
        let world = try await ConsoleWorld.shared()
        let text = try #require(await Self.session(world, world.seller).answer(line))
        #expect(text.contains("-32700"))
    }

    @Test func `shows the user's records, with their basis, and nobody else's`() async throws {
        let world = try await ConsoleWorld.shared()
        let client = try ConsoleClient(world.engine)
        let own = try await client.ownRecord(of: world.seller)
        let other = try await client.ownRecord(of: world.otherSeller)
        let session = Self.session(world, world.seller)
        for tool in ["relationship", "last_contact"] {
            let shown = try await Self.call(tool, #"{"record":"\#(own)"}"#, session)
            #expect(!shown.isError && shown.text.contains("\"basis\":"), "\(shown.text)")
            let refused = try await Self.call(tool, #"{"record":"\#(other)"}"#, session)
            #expect(refused.isError && refused.text.contains("belongs to somebody else"))
        }
        let attention = try await Self.call("attention", #"{"limit":50}"#, session)
        #expect(!attention.isError && !attention.text.contains(other))
        let known = try await Self.call("who_knows", #"{"target":"\#(own)"}"#, session)
        #expect(!known.isError && known.text.contains("\"introducers\":"))
    }

    @Test func `tells why, of somebody else to administrators alone`() async throws {
        let world = try await ConsoleWorld.shared()
        let question = #"{"address":"\#(world.seller.text)"}"#
        #expect(try await !Self.call("why", question, Self.session(world, world.seller)).isError)
        #expect(try await !Self.call("why", question, Self.session(world, world.administrator)).isError)
        #expect(try await Self.call("why", question, Self.session(world, world.otherSeller)).isError)
    }

    @Test(arguments: [
        ("erase", "{}"), ("relationship", "{}"), ("relationship", #"{"record":""}"#), ("why", #"{"address":"x"}"#),
    ])
    func `refuses in words what it cannot do`(tool: String, arguments: String) async throws {
        let world = try await ConsoleWorld.shared()
        let answer = try await Self.call(tool, arguments, Self.session(world, world.seller))
        #expect(answer.isError && !answer.text.isEmpty)
    }
}
