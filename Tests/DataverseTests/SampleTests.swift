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

    @Test(arguments: [
        "dv-accounts-count", "dv-accounts-expand-collection", "dv-accounts-expand-single",
        "dv-accounts-maxpagesize-nextlink", "dv-accounts-top3", "dv-contacts-page1",
    ])
    func `A documented list that is cut off at any byte gives nothing`(name: String) async throws {
        let whole = try Self.trimmed(name)
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

    /// Asked for alone; only its own columns count, not those of rows that came along.
    @Test(arguments: [
        ("dv-contact-get", "00000000-0000-0000-0000-000000000001", "A. Datum Corporation (sample)"),
        ("dv-account-contacts-expand-multi", "86546951-c543-e611-80d5-00155da84802", "Contoso, Ltd. (sample)"),
    ])
    func `A documented row is an account, and cut off anywhere none`(
        name: String,
        id: String,
        text: String
    ) async throws {
        let body = try Self.trimmed(name)
        func changes(_ body: some Sequence<UInt8>) async throws -> [Change] {
            let body = Array(body)
            let (source, _) = try Dynamics.source { _, _ in HTTPAnswer(contentType: "application/json", body: body) }
            return try await source.changes(of: [ItemKey(id)], in: Dynamics.stream("accounts"))
        }
        var record = CRMRecord(try #require(CRMReference(.account, id: id)))
        record.name = text
        // No state was asked for.
        record.isActive = false
        #expect(try await changes(body) == [.found(ItemKey(id), .record(record))])
        for length in body.indices {
            let error = await #expect(throws: SourceError.self) { try await changes(body[..<length]) }
            #expect(error?.code == .badAnswer, "\(length)")
        }
    }

    @Test func `Rows that came along are not followed`() async throws {
        let names = [
            ("36dbf27c", "Fourth Coffee"), ("38dbf27c", "Litware, Inc."), ("3adbf27c", "Adventure Works"),
            ("3cdbf27c", "Fabrikam, Inc."), ("3edbf27c", "Blue Yonder Airlines"),
        ]
        let page = try await Self.page(try Self.sample("dv-accounts-expand-collection"), "accounts")
        let records = try names.map { id, name in
            var record = CRMRecord(try #require(CRMReference(.account, id: "\(id)-8efb-e511-80d2-00155db07c77")))
            record.name = "\(name) (sample)"
            record.isActive = false
            return record
        }
        #expect(page.changes == records.map { .found(ItemKey($0.reference.id), .record($0)) })
        #expect(page.isLast)
    }

    @Test func `Every contact of a documented list is read, without what was not asked for`() async throws {
        let names = [
            ("b848fdee", "Yvonne McKay"), ("bf48fdee", "Susanna Stubberod"), ("c348fdee", "Nancy Anderson"),
            ("c748fdee", "Maria Cambell"),
        ]
        let page = try await Self.page(try Self.sample("dv-contacts-page1"), "contacts")
        let records = try names.map { id, name in
            var record = CRMRecord(try #require(CRMReference(.contact, id: "\(id)-c143-e611-80d5-00155da84802")))
            record.name = "\(name) (sample)"
            record.isActive = false
            return record
        }
        #expect(page.changes == records.map { .found(ItemKey($0.reference.id), .record($0)) })
    }

    /// A case is none of the tables that are read, `WhoAmI` is no table, and one account's key lacks a group of digits.
    @Test(arguments: ["dv-accounts-lookup-annotations", "dv-whoami", "dv-systemuser-impersonation"])
    func `A documented answer without an account's key is no account`(name: String) async throws {
        let body = try Self.sample(name)
        let (source, _) = try Dynamics.source { _, _ in HTTPAnswer(contentType: "application/json", body: body) }
        let items = [ItemKey("\(Dynamics.id)1")]
        let changes = try await source.changes(of: items, in: Dynamics.stream("accounts"))
        guard changes.count == 1, case .unreadable(items[0], let error) = changes[0] else {
            return #expect(Bool(false), "\(changes)")
        }
        #expect(error.scope == .record)
        let list = await #expect(throws: SourceError.self) { try await Self.page(body, "accounts") }
        #expect(list?.code == .badAnswer)
    }

    private static func trimmed(_ name: String) throws -> [UInt8] {
        var body = try sample(name)
        while let last = body.last, last <= 0x20 { body.removeLast() }
        return body
    }
}
