import CurlTransport
import ExchangeSimulator
import HTTPTransport
import HTTPTypes
import Testing

/// What the simulator's bombs are made of is gzip: libcurl unpacks it, and checks length and sum.
struct BombTests {
    @Test(arguments: [("", 0), ("<a>", 0), ("", 1), ("<a>", 1), (String(repeating: "<a b='c'/>", count: 9_000), 3)])
    func `A bomb unpacks to its beginning, and as many mebibytes of spaces as it was made of`(
        start: String,
        mebibytes: Int
    ) async throws {
        let server = try await Listener.start(identity: nil) { _ in
            let bomb = Gzip.bomb(start: Array(start.utf8), mebibytes: mebibytes)
            return ServerAnswer(.ok, headers: [.contentEncoding: "gzip", .contentType: "text/plain"], body: bomb)
        }
        var bytes: [UInt8] = []
        let request = HTTPRequest(method: .get, scheme: "http", authority: "127.0.0.1:\(server.port)", path: "/")
        let client = CurlClient(configuration: CurlClient.Configuration())
        var exchange = HTTPExchange(request: request)
        // What keeps bombs out elsewhere.
        exchange.limits.decompressionRatio = 2_000
        for try await piece in try await client.send(exchange).body { bytes += piece }
        await server.stop()
        #expect(bytes.count == start.utf8.count + mebibytes << 20)
        #expect(bytes.starts(with: start.utf8))
        #expect(bytes.dropFirst(start.utf8.count) == [UInt8](repeating: 0x20, count: mebibytes << 20)[...])
    }
}
