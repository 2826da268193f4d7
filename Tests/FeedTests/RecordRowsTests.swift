import Connector
import ConnectorTesting
import Engine
import Feed
import FoundationEssentials
import Interactions
import SQLiteStore
import Settings
import Testing

@Suite struct `What the feed tells of a record` {
    /// The stream's rows by the digit of their identifiers.
    private func rows(_ news: [StoreScene.News]) async throws -> [Character: [String: Scalar]] {
        let directory = try TemporaryDirectory()
        let path = try directory.write(
            #"{"tenant":"t","internalDomains":["contoso.example"],"dataDirectory":"data","directory":"users.json"}"#,
            to: "rapport.json"
        )
        let engine = Engine(try await RapportSettings.load(path, environment: [:]))
        try engine.makeDirectory()
        let store = try engine.installation.store()
        _ = try await store.commit(StoreScene.page(news), settings: "s", to: StoreScene.rows)
        try await engine.refreshFeed([FeedStream.record], into: store)
        var records = JSONRecords()
        var lines: [UInt8] = []
        try await engine.feed(FeedRequest([.record]), to: &records) { records, _ in lines += records.take() }
        var rows: [Character: [String: Scalar]] = [:]
        for line in String(decoding: lines, as: UTF8.self).split(separator: "\n") {
            #expect(try Schema.stored(.record).complaints(about: Array(line.utf8)) == [])
            let row = try JSONDecoder().decode([String: Scalar].self, from: Data(line.utf8))
            guard case .text(let id)? = row["crm_id"], let digit = id.last else { continue }
            rows[digit] = row
        }
        return rows
    }

    @Test func `is what a sale may bring and when, and what somebody is in the company`() async throws {
        let rows = try await self.rows([
            .row(3, person: nil), .row(5, person: nil),
            .row(1, person: nil), .row(4, person: 0, name: 1),
        ])
        let sale = try #require(rows["3"])
        #expect(sale["sale_state"] == .text("open"))
        #expect(sale["stage"] == .text("s3"))
        #expect(sale["estimated_value_hundredths"] == .number(-300))
        #expect(sale["currency"] == .text("EUR"))
        #expect(sale["close_date"] == .text("1978-03-20"))
        #expect(sale["customer_type"] == .text("account"))
        #expect(sale["schema_version"] == .number(3))
        #expect(sale["job_title"] == .null)
        #expect(rows["5"]?["currency"] == .null && rows["5"]?["sale_state"] == .text("lost"))
        #expect(rows["1"]?["stage"] == .null && rows["1"]?["sale_state"] == .text("won"))
        #expect(rows["4"]?["job_title"] == .text("t"))
        for name in ["sale_state", "stage", "estimated_value_hundredths", "currency", "close_date"] {
            #expect(rows["4"]?[name] == .null)
        }
    }
}
