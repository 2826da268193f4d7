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

    struct List: Sendable {
        let name: String
        var table = CRMReference.Table.account
        /// What differs between the rows' keys, and what is the same.
        let keys: [String]
        let key: String
        let names: [String]
        var titles: [String] = []
        var isLast = true
    }

    private static let accounts = [
        "Fourth Coffee", "Litware, Inc.", "Adventure Works", "Fabrikam, Inc.", "Blue Yonder Airlines",
        "City Power & Light", "Contoso Pharmaceuticals", "Alpine Ski House", "A. Datum Corporation", "Coho Winery",
    ]
    private static let firstThree = Array(accounts.prefix(3))

    static let lists = [
        List(
            name: "dv-accounts-top3",
            keys: ["89390c24", "8b390c24", "8d390c24"],
            key: "-9c72-e511-80d4-00155d2a68d1",
            names: firstThree
        ),
        List(
            name: "dv-accounts-count",
            keys: ["655eaf89", "675eaf89", "695eaf89"],
            key: "-f083-e511-80d3-00155d2a68d3",
            names: firstThree,
            isLast: false
        ),
        List(
            name: "dv-accounts-maxpagesize-nextlink",
            keys: ["7d51925c", "7f51925c", "8151925c"],
            key: "-cde2-e411-80db-00155d2a68cb",
            names: firstThree,
            isLast: false
        ),
        List(
            name: "dv-accounts-expand-single",
            keys: ["36", "38", "3a", "3c", "3e", "40", "42", "44", "46", "48"].map { $0 + "dbf27c" },
            key: "-8efb-e511-80d2-00155db07c77",
            names: accounts
        ),
        List(
            name: "dv-contacts-page1",
            table: .contact,
            keys: ["b848fdee", "bf48fdee", "c348fdee", "c748fdee"],
            key: "-c143-e611-80d5-00155da84802",
            names: ["Yvonne McKay", "Susanna Stubberod", "Nancy Anderson", "Maria Cambell"],
            titles: ["Coffee Master", "Senior Purchaser", "Activities Manager", "Accounts Manager"],
            isLast: false
        ),
    ]

    @Test func `A documented list that goes on inside of its rows is not taken for the whole`() async throws {
        let sample = try Self.sample("dv-accounts-expand-collection")
        let error = await #expect(throws: SourceError.self) { try await Self.page(sample, "accounts") }
        #expect(error?.code == .badAnswer)
        #expect(error?.retry == .never)
    }

    @Test(arguments: lists)
    func `A documented list gives its rows, and its link is followed as it came`(list: List) async throws {
        let page = try await Self.page(try Self.sample(list.name), list.table == .account ? "accounts" : "contacts")
        let records = try zip(list.keys, list.names).map { key, name in
            var record = CRMRow(try #require(CRMReference(list.table, id: key + list.key)))
            record.name = "\(name) (sample)"
            record.jobTitle = list.titles.isEmpty ? nil : list.titles[list.names.firstIndex(of: name) ?? 0]
            // No state was asked for.
            record.isActive = false
            return record
        }
        #expect(page.changes == records.map { .found(ItemKey($0.reference.id), .row($0)) })
        #expect(page.isLast == list.isLast)
        // The cookie in the link is encoded already, and must not be once more.
        #expect(
            list.isLast
                || page.cursor.text.contains(
                    "$skiptoken=%3Ccookie%20pagenumber=%222%22%20pagingcookie=%22%253ccookie%2520page"
                )
        )
    }

    @Test(arguments: lists.map(\.name))
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
    func `A documented error is one, even cut off anywhere, and its words stay with the service`(
        name: String
    ) async throws {
        let whole = try Self.trimmed(name)
        for length in 0...whole.count {
            let (source, _) = try Dynamics.source { _, _ in
                HTTPAnswer(status: .init(code: 412), contentType: "application/json", body: Array(whole.prefix(length)))
            }
            let error = await #expect(throws: SourceError.self) {
                try await source.changes(in: Dynamics.stream("accounts"), after: nil)
            }
            #expect(error?.code == .refusedRequest, "\(length)")
            #expect(error?.description.contains("RowVersion") == false)
            #expect(error?.description.contains("frequently empty") == false)
        }
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
        var record = CRMRow(try #require(CRMReference(.account, id: id)))
        record.name = text
        // No state was asked for.
        record.isActive = false
        #expect(try await changes(body) == [.found(ItemKey(id), .row(record))])
        for length in body.indices {
            guard case .unreadable(ItemKey(id), _)? = try await changes(body[..<length]).first else {
                Issue.record("\(length)")
                continue
            }
        }
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
        #expect(error.scope == .item)
        let list = await #expect(throws: SourceError.self) { try await Self.page(body, "accounts") }
        #expect(list?.code == .badAnswer)
    }

    private static func trimmed(_ name: String) throws -> [UInt8] {
        var body = try sample(name)
        while let last = body.last, last <= 0x20 { body.removeLast() }
        return body
    }
}
