import ConnectorTesting
import Foundation
import HTTPTransport
import HTTPTypes
import OData
import Testing

/// Many changes in one request.
@Suite struct `A batch of changes` {
    static let row = "23ac0a32-4fb1-ec11-983e-000d3a8e5b1c"

    static func client(
        _ answer: @escaping @Sendable (HTTPExchange) -> HTTPAnswer
    ) throws -> (client: ODataClient, transport: ScriptedTransport, root: ODataRoot) {
        let root = try #require(ODataRoot(url: "https://contoso.crm4.example/api/data/v9.2"))
        let transport = ScriptedTransport { answer($0) }
        let configuration = ODataClient.Configuration(root: root, pageSize: 10)
        return (ODataClient(configuration: configuration, transport: transport) { _ in "t" }, transport, root)
    }

    static func part(_ status: String, body: String = "") -> String {
        "--b_1\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n"
            + "HTTP/1.1 \(status)\r\nOData-Version: 4.0\r\n\r\n\(body)\r\n"
    }

    /// As the service's documentation has it, with an error among the answers.
    static let answer =
        part("204 No Content")
        + part("404 Not Found", body: #"{"error":{"code":"0x80040217","message":"HTTP/1.1 200\r\n\r\n--b_2"}}"#)
        + part("204 No Content") + "--b_1--\r\n"

    static func changes(_ root: ODataRoot) -> [ODataChange] {
        [
            ODataChange(root.target(["rows(\(row))"]), .upsert(Array(#"{"a":1}"#.utf8))),
            ODataChange(root.target(["rows(\(row))"]), .delete),
            ODataChange(root.target(["other rows"]), .upsert(Array("{}".utf8))),
        ]
    }

    @Test func `is written as multipart, and its answers are told in order`() async throws {
        let (client, transport, root) = try Self.client { _ in
            HTTPAnswer(contentType: "multipart/mixed; boundary=b_1", body: Array(Self.answer.utf8), chunk: 7)
        }
        #expect(try await client.change(Self.changes(root), [:]) == [204, 404, 204])
        let exchange = try #require(await transport.exchanges.first)
        #expect(exchange.request.method == .post && exchange.request.path == "/api/data/v9.2/$batch")
        let type = try #require(exchange.request.headerFields[.contentType])
        let boundary = try #require(type.components(separatedBy: "boundary=").last)
        #expect(type.hasPrefix("multipart/mixed; boundary=batch_") && boundary.utf8.count < 71)
        let head = "--\(boundary)\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n"
        let json = "HTTP/1.1\r\nContent-Type: application/json; type=entry\r\nContent-Length:"
        let expected =
            "\(head)PATCH /api/data/v9.2/rows%28\(Self.row)%29 \(json) 7\r\n\r\n{\"a\":1}\r\n"
            + "\(head)DELETE /api/data/v9.2/rows%28\(Self.row)%29 HTTP/1.1\r\n\r\n\r\n"
            + "\(head)PATCH /api/data/v9.2/other%20rows \(json) 2\r\n\r\n{}\r\n--\(boundary)--\r\n"
        #expect(String(decoding: exchange.body, as: UTF8.self) == expected)
    }

    @Test func `counts for nothing if its answer is cut off anywhere`() async throws {
        let whole = Array(Self.answer.utf8)
        // The last line end may be missing.
        for length in 0..<(whole.count - 2) {
            let (client, _, root) = try Self.client { _ in
                HTTPAnswer(contentType: "multipart/mixed; boundary=b_1", body: Array(whole[..<length]))
            }
            await #expect(throws: ODataError.answer(.malformed), "\(length)") {
                try await client.change(Self.changes(root), [:])
            }
        }
    }

    @Test(arguments: [
        ("application/json", answer), ("multipart/mixed", answer), ("multipart/mixed; boundary=", answer),
        ("multipart/mixed; boundary=b_2", answer), ("multipart/form-data; boundary=b_1", answer),
        ("multipart/mixed; boundary=b_1", part("204 No Content") + "--b_1--"),
        ("multipart/mixed; boundary=b_1", answer.replacingOccurrences(of: "HTTP/1.1 204", with: "HTTP/1.1 2x4")),
        ("multipart/mixed; boundary=b_1", answer.replacingOccurrences(of: "\r\n\r\nHTTP", with: "\r\nHTTP")),
        ("multipart/mixed; boundary=b_1", ""),
    ])
    func `is not answered by anything else`(type: String, body: String) async throws {
        let (client, _, root) = try Self.client { _ in HTTPAnswer(contentType: type, body: Array(body.utf8)) }
        await #expect(throws: ODataError.answer(.malformed)) { try await client.change(Self.changes(root), [:]) }
    }

    @Test(arguments: ["multipart/mixed; boundary=\"b_1\"", "Multipart/Mixed;boundary=b_1; charset=utf-8"])
    func `may be answered with a boundary in any of its spellings`(type: String) async throws {
        let (client, _, root) = try Self.client { _ in HTTPAnswer(contentType: type, body: Array(Self.answer.utf8)) }
        #expect(try await client.change(Self.changes(root), [:]) == [204, 404, 204])
    }

    @Test func `fails as a whole where the service refuses it as a whole`() async throws {
        let (client, _, root) = try Self.client { _ in
            HTTPAnswer(
                status: .tooManyRequests,
                contentType: "application/json",
                fields: [.retryAfter: "7"],
                body: Array(#"{"error":{"code":"0x80072322","message":""}}"#.utf8)
            )
        }
        await #expect(
            throws: ODataError.failure(ODataFailure(status: 429, code: "0x80072322", retryAfter: .seconds(7)))
        ) {
            try await client.change(Self.changes(root), [:])
        }
    }
}
