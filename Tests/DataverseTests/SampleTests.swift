import Connector
import ConnectorTesting
import Dataverse
import HTTPTransport
import HTTPTypes
import Interactions
import Testing

/// Answers as Microsoft documents them; `Fixtures/dataverse-samples/INDEX.tsv` says from which page each comes.
struct SampleTests {
    /// The documentation leaves out whose organization it is.
    private static func sample(_ name: String) throws -> [UInt8] {
        let text = String(decoding: try Fixture.bytes("dataverse-samples/\(name).json"), as: UTF8.self)
        let host = "contoso.crm4.dynamics.com"
        return Array(
            text.replacing("https://[Organization URI]", with: "https://\(host)")
                .replacing("[Organization URI]", with: "https://\(host)").utf8
        )
    }

    private static func page(_ body: [UInt8], _ table: String) async throws -> ChangePage {
        // The samples are plain lists.
        let (source, _) = try Dynamics.source(tracked: []) { _, _ in
            HTTPAnswer(contentType: "application/json; odata.metadata=minimal", body: body)
        }
        return try await source.changes(in: Dynamics.stream(table), after: nil)
    }

    @Test(arguments: [
        ("dv-accounts-top3", "accounts", 3, "89390c24-9c72-e511-80d4-00155d2a68d1", "Fourth Coffee (sample)", true),
        (
            "dv-accounts-expand-single", "accounts", 10, "36dbf27c-8efb-e511-80d2-00155db07c77",
            "Fourth Coffee (sample)", true
        ),
        ("dv-accounts-count", "accounts", 3, "655eaf89-f083-e511-80d3-00155d2a68d3", "Fourth Coffee (sample)", false),
        (
            "dv-accounts-maxpagesize-nextlink", "accounts", 3, "7d51925c-cde2-e411-80db-00155d2a68cb",
            "Fourth Coffee (sample)", false
        ),
        ("dv-contacts-page1", "contacts", 4, "b848fdee-c143-e611-80d5-00155da84802", "Yvonne McKay (sample)", false),
    ])
    func `A documented list gives its rows, and its link is followed as it came`(
        name: String,
        table: String,
        count: Int,
        id: String,
        text: String,
        isLast: Bool
    ) async throws {
        let page = try await Self.page(try Self.sample(name), table)
        #expect(page.changes.count == count)
        #expect(page.isLast == isLast)
        let reference = try #require(CRMReference(table == "accounts" ? .account : .contact, id: id))
        guard case .found(ItemKey(id), .record(let record)) = page.changes.first else { throw CancellationError() }
        #expect(record.reference == reference)
        #expect(record.name == text)
        // The cookie in the link is encoded already, and must not be once more.
        #expect(
            isLast
                || page.cursor.text.contains(
                    "$skiptoken=%3Ccookie%20pagenumber=%222%22%20pagingcookie=%22%253ccookie%2520page"
                )
        )
    }

    @Test(arguments: ["dv-accounts-maxpagesize-nextlink", "dv-accounts-top3"])
    func `A documented list that is cut off at any byte gives nothing`(name: String) async throws {
        var whole = try Self.sample(name)
        while let last = whole.last, last <= 0x20 { whole.removeLast() }
        for length in 0..<whole.count {
            let error = await #expect(throws: SourceError.self) {
                try await Self.page(Array(whole.prefix(length)), "accounts")
            }
            #expect(error?.code == .badAnswer, "\(length)")
        }
    }

    @Test(arguments: ["dv-error-412", "dv-error-generic"])
    func `A documented error is one, and its words stay with the service`(name: String) async throws {
        let body = try Self.sample(name)
        let (source, _) = try Dynamics.source { _, _ in
            HTTPAnswer(status: .init(code: 412), contentType: "application/json", body: body)
        }
        let error = await #expect(throws: SourceError.self) {
            try await source.changes(in: Dynamics.stream("accounts"), after: nil)
        }
        #expect(error?.code == .refusedRequest)
        #expect(error?.description.contains("RowVersion") == false)
        #expect(error?.description.contains("frequently empty") == false)
    }
}
