import ConnectorTesting
import HTTPTransport
import HTTPTypes
import JSONStream
import OData
import Testing

struct BatchTests {
    private static func ask(
        _ count: Int,
        _ body: String
    ) async throws -> (parts: [ODataPart], client: ODataClient, exchanges: [HTTPExchange]) {
        let root = try #require(ODataRoot(url: "https://graph.microsoft.com/v1.0"))
        let transport = ScriptedTransport { _ in PageTests.answer(body) }
        let client = ODataClient(
            configuration: ODataClient.Configuration(root: root, pageSize: 10),
            transport: transport,
            token: { _ in "token" }
        )
        let targets = (0..<count).map { root.target(["users", "a\\\"\($0)"], query: "$select=id") }
        var fields = HTTPFields()
        fields[.accept] = "x=\"y\""
        let parts = try await client.batch(targets, HTTPFields(), partFields: fields)
        return (parts, client, await transport.exchanges)
    }

    @Test func `Answers come in any order, and are told in that of the questions`() async throws {
        let (parts, client, exchanges) = try await Self.ask(
            2,
            #"""
            {"responses":[{"id":"1","status":429,"headers":{"retry-after":"7"},"body":{"error":{"code":"Slow"}}},
            {"id":"0","status":200,"headers":{},"body":{"value":[{"id":"x"}],"@odata.deltaLink":"\#(PageTests.delta)"}}]}
            """#
        )
        #expect(parts[1].failure == ODataFailure(status: 429, code: "Slow", retryAfter: .seconds(7)))
        #expect(parts[0].failure == nil)
        #expect(try client.page(parts[0], of: PageTests.Item.self).value == [PageTests.Item(id: "x")])
        let request = try #require(exchanges.first)
        #expect(exchanges.count == 1)
        #expect(request.request.method == .post)
        #expect(request.request.path == "/v1.0/$batch")
        let text = String(decoding: request.body, as: UTF8.self)
        let part = #"{"id":"1","method":"GET","url":"/users/a%5C%221?$select=id","headers":{"Accept":"x=\"y\""}}"#
        #expect(text.contains(part), "\(text)")
        #expect(try JSONText(request.body).root["requests"]?.elements?.count == 2)
    }

    @Test(
        arguments: [
            #"{"responses":[]}"#, #"{"responses":[{"id":"0","status":200}]}"#, #"{"responses":{}}"#, "{}", "",
            #"{"responses":[{"id":"0","status":200},{"id":"0","status":200},{"id":"1","status":200}]}"#,
            #"{"responses":[{"id":"0","status":"200"},{"id":"1","status":200}]}"#,
            #"{"responses":[{"id":"0","status":9},{"id":"1","status":200}]}"#,
            #"{"responses":[{"status":200},{"id":"1","status":200}]}"#,
        ]
    )
    func `A batch in which an answer is missing is none`(body: String) async throws {
        await #expect(throws: ODataError.self) { try await Self.ask(2, body) }
    }

    @Test(
        arguments: [
            #"{"value":[]}"#, #"{"value":[],"@odata.nextLink":"https://elsewhere.example/v1.0/x"}"#, "null", "[]",
            #""eyJ2YWx1ZSI6W119""#,
            #"{"value":[],"@odata.nextLink":"\#(PageTests.next)","@odata.deltaLink":"\#(PageTests.delta)"}"#,
        ]
    )
    func `A part is as strict as an answer by itself`(body: String) async throws {
        let (parts, client, _) = try await Self.ask(1, #"{"responses":[{"id":"0","status":200,"body":\#(body)}]}"#)
        #expect(throws: ODataError.self) { try client.page(parts[0], of: PageTests.Item.self) }
    }
}
