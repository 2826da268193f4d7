import Connector
import ConnectorTesting
import HTTPTransport
import HTTPTypes
import MicrosoftGraph
import Synchronization
import Testing

struct TokenTests {
    @Test
    func `A refused token is replaced once, and the same question asked again`() async throws {
        let delta = Graph.host + "/v1.0/x?$deltatoken=1"
        let transport = ScriptedTransport { exchange in
            exchange.credential == .bearer(token: "new")
                ? Graph.page([], delta: delta) : Graph.failure(401, "InvalidAuthenticationToken")
        }
        let source = GraphSource(client: try Graph.client(transport, token: { $0 ? "new" : "old" }), now: Graph.now)
        #expect(try await source.changes(in: Graph.stream, after: nil).cursor == Graph.cursor(delta))
        let exchanges = await transport.exchanges
        #expect(exchanges.map(\.credential) == [.bearer(token: "old"), .bearer(token: "new")])
        #expect(exchanges.first?.request == exchanges.last?.request)
    }

    @Test
    func `A new token that is refused as well is the end`() async throws {
        let asked = Mutex<[Bool]>([])
        let transport = ScriptedTransport { _ in Graph.failure(401, "InvalidAuthenticationToken") }
        let client = try Graph.client(transport) { forceNew in
            asked.withLock { $0.append(forceNew) }
            return "token"
        }
        let error = await #expect(throws: SourceError.self) {
            try await GraphSource(client: client, now: Graph.now).changes(in: Graph.stream, after: nil)
        }
        #expect(error?.code == .unauthenticated)
        #expect(error?.scope == .source)
        #expect(error?.retry == .never)
        // Once for the mailbox and once for what any token may ask, each with a new token as well.
        #expect(asked.withLock { $0 }.suffix(4) == [false, true, false, true])
        #expect(await transport.exchanges.last?.request.path == "/v1.0/organization?$select=id")
        #expect(await transport.exchanges.count == 4)
    }

    @Test(arguments: [200, 403, 404, 429, 503])
    func `A mailbox that refuses a token which the service knows is refused alone`(status: Int) async throws {
        let transport = ScriptedTransport { exchange in
            exchange.request.path?.hasPrefix("/v1.0/organization") == true
                ? Graph.answer(#"{"value":[{}]}"#, status: status) : Graph.failure(401, "UnknownError")
        }
        let error = await #expect(throws: SourceError.self) {
            try await GraphSource(client: try Graph.client(transport), now: Graph.now)
                .changes(in: Graph.stream, after: nil)
        }
        #expect(error?.code == .unauthenticated)
        #expect(error?.scope == .mailbox)
        #expect(error?.retry == .never)
    }

    @Test(arguments: [400, 403, 404, 410, 429, 500, 503])
    func `No other failure asks for a new token`(status: Int) async throws {
        let transport = ScriptedTransport { _ in Graph.failure(status, "") }
        let client = try Graph.client(transport) { forceNew in forceNew ? "new" : "old" }
        await #expect(throws: SourceError.self) {
            try await GraphSource(client: client, now: Graph.now).changes(in: Graph.stream, after: nil)
        }
        #expect(await transport.exchanges.allSatisfy { $0.credential == .bearer(token: "old") })
    }

    @Test
    func `Why there is no token is handed on as it is`() async throws {
        let reason = SourceError(.unauthenticated, scope: .source, retry: .never, message: "The secret has expired.")
        let transport = ScriptedTransport { _ in Graph.failure(500, "") }
        let client = try Graph.client(transport) { _ in throw reason }
        await #expect(throws: reason) {
            try await GraphSource(client: client, now: Graph.now).changes(in: Graph.stream, after: nil)
        }
        #expect(await transport.exchanges.isEmpty)
    }
}
