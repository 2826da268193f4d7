import Connector
import ConnectorTesting
import Dataverse
import HTTPTransport
import HTTPTypes
import Interactions
import Testing

/// What sales are worth, and who has to do with them.
struct SalesTests {
    private static func rows(_ entitySet: String, _ rows: String) async throws -> [Change] {
        let (source, _) = try Dynamics.source(tracked: ["opportunity", "connection"]) { path, _ in
            if path.contains("/organizations?") { return Dynamics.answer(#"{"value":[{"_basecurrencyid_value":"c"}]}"#) }
            if path.contains("/transactioncurrencies") { return Dynamics.answer(#"{"isocurrencycode":"EUR"}"#) }
            return ["opportunities", "connections"].contains(entitySet)
                ? Dynamics.delta(rows) : Dynamics.answer(#"{"value":[\#(rows)]}"#)
        }
        return try await source.changes(in: Dynamics.stream(entitySet), after: nil).changes
    }

    private static func sale(_ columns: String) async throws -> Sale? {
        let changes = try await rows("opportunities", #"{"opportunityid":"\#(Dynamics.id)1",\#(columns)}"#)
        guard case .found(_, .row(let row)) = changes.first else { return nil }
        return row.sale
    }

    @Test(arguments: [
        (#""estimatedvalue_base":1200"#, 120_000), (#""estimatedvalue_base":1200.0"#, 120_000),
        (#""estimatedvalue_base":1234.56"#, 123_456), (#""estimatedvalue_base":1234.5600000000"#, 123_456),
        (#""estimatedvalue_base":0.005"#, 1), (#""estimatedvalue_base":0.0049"#, 0),
        (#""estimatedvalue_base":-12.345"#, -1_235), (#""estimatedvalue_base":0.07"#, 7),
        (#""estimatedvalue_base":1234567890123.45"#, 123_456_789_012_345),
        (#""estimatedvalue":10.1,"estimatedvalue_base":9.2"#, 920), (#""estimatedvalue":10.1"#, 1_010),
        (#""estimatedvalue":10.1,"estimatedvalue_base":null"#, 1_010),
        (#""estimatedvalue_base":"12""#, nil), (#""estimatedvalue_base":99999999999999999999"#, nil), (#""x":1"#, nil),
        (#""estimatedvalue_base":922337203685477580"#, nil), (#""estimatedvalue_base":true"#, nil),
    ] as [(String, Int64?)])
    func `A sale is worth hundredths of the base currency`(columns: String, expected: Int64?) async throws {
        let sale = try #require(try await Self.sale(columns))
        #expect(sale.estimatedValue == expected)
        #expect(sale.currency == (expected == nil ? nil : "EUR"))
    }

    @Test(arguments: [
        (#""estimatedclosedate":"2026-12-24""#, CivilDate(year: 2026, month: 12, day: 24)),
        (#""estimatedclosedate":"2026-12-24T00:00:00Z""#, CivilDate(year: 2026, month: 12, day: 24)),
        (#""estimatedclosedate":"2026-02-30""#, nil), (#""estimatedclosedate":"24.12.2026""#, nil),
        (#""estimatedclosedate":"2026-12-2""#, nil), (#""estimatedclosedate":"2026-12-24 00:00""#, nil),
        (#""estimatedclosedate":null"#, nil), (#""estimatedclosedate":20261224"#, nil),
    ] as [(String, CivilDate?)])
    func `It is expected to be closed on a day`(columns: String, expected: CivilDate?) async throws {
        #expect(try await Self.sale(columns)?.closeDate == expected)
    }

    @Test(arguments: [
        (#""stepname":"2-Develop","salesstage":0"#, "2-Develop"), (#""stepname":" ","salesstage":1"#, "Develop"),
        (#""stepname":null,"salesstage":3"#, "Close"), (#""salesstage":7"#, nil), (#""x":1"#, nil),
    ] as [(String, String?)])
    func `It is in a stage, as the process says or the table`(columns: String, expected: String?) async throws {
        #expect(try await Self.sale(columns)?.stage == expected)
    }

    @Test(arguments: [(0, Sale.State.open), (1, .won), (2, .lost), (9, .open)])
    func `It is open, won or lost`(code: Int, expected: Sale.State) async throws {
        #expect(try await Self.sale(#""statecode":\#(code)"#)?.state == expected)
    }

    @Test func `Where the service does not tell the currency, there is none`() async throws {
        let (source, _) = try Dynamics.source { path, _ in
            path.contains("/opportunities?")
                ? Dynamics.delta(#"{"opportunityid":"\#(Dynamics.id)1","estimatedvalue":5}"#)
                : Dynamics.failure(403, "0x80040220")
        }
        let page = try await source.changes(in: Dynamics.stream("opportunities"), after: nil)
        guard case .found(_, .row(let row))? = page.changes.first else { throw CancellationError() }
        #expect(row.sale?.estimatedValue == 500)
        #expect(row.sale?.currency == nil)
    }

    @Test func `A team has its members, to the end of the list, and is read whole every time`() async throws {
        let users = (1...3).map { #"{"systemuserid":"\#(Dynamics.id)\#($0)"}"# }
        let (source, transport) = try Dynamics.source { path, _ in
            if path.hasSuffix("rest") { return Dynamics.answer(#"{"value":[\#(users[2])]}"#) }
            return Dynamics.answer(
                """
                {"value":[{"teamid":"\(Dynamics.id)8","name":"Field","teammembership_association":[\(users[1]),\(users[0])],
                "teammembership_association@odata.nextLink":"\(Dynamics.root)/teams(1)/teammembership_association?rest"},
                {"teamid":"\(Dynamics.id)9"}]}
                """
            )
        }
        let page = try await source.changes(in: Dynamics.stream("teams"), after: nil)
        var team = CRMRow(try #require(Dynamics.reference(.team, 8)))
        team.name = "Field"
        team.connections = (1...3).compactMap { Dynamics.reference(.user, $0) }
        // Of whom nothing is said, nothing is known.
        let other = CRMRow(try #require(Dynamics.reference(.team, 9)))
        #expect(
            page.changes == [team, other].map { .found(ItemKey($0.reference.id), .row($0)) }
        )
        #expect(try await source.changes(in: Dynamics.stream("teams"), after: page.cursor).startsRound)
        #expect(
            await transport.exchanges.first?.request.path
                == "/api/data/v9.2/teams?$select=teamid,name&$expand=teammembership_association($select=systemuserid)"
                + "&$orderby=teamid"
        )
    }

    @Test(arguments: [
        ("opportunity", "contact", true), ("contact", "opportunity", true), ("opportunity", "systemuser", true),
        ("team", "opportunity", true), ("lead", "contact", true), ("opportunity", "account", true),
        ("opportunity", "lead", true), ("lead", "opportunity", true), ("contact", "contact", false),
        ("account", "contact", false), ("opportunity", "opportunity", false), ("opportunity", "queue", false),
        ("lead", "lead", false), ("opportunity", "competitor", false), ("systemuser", "contact", false),
    ])
    func `A connection is between a sale and somebody, whichever end is which`(
        one: String,
        other: String,
        counts: Bool
    ) async throws {
        let row = """
            {"connectionid":"\(Dynamics.id)9","statecode":0,\(Dynamics.lookup("record1id", one, 1)),
            \(Dynamics.lookup("record2id", other, 2))}
            """
        let change = try #require(try await Self.rows("connections", row).first)
        guard counts else { return #expect(change == .gone(ItemKey("\(Dynamics.id)9"))) }
        guard case .found(ItemKey("\(Dynamics.id)9"), .link(let link)) = change else { throw CancellationError() }
        #expect(Set([link.record.id, link.other.id]) == ["\(Dynamics.id)1", "\(Dynamics.id)2"])
        #expect(link.record.table == .opportunity || link.record.table == .lead && link.other.table != .opportunity)
        let inactive = row.replacing(#""statecode":0"#, with: #""statecode":1"#)
        #expect(try await Self.rows("connections", inactive) == [.gone(ItemKey("\(Dynamics.id)9"))])
    }

    @Test func `A customer's role in a sale connects them`() async throws {
        let row = """
            {"customeropportunityroleid":"\(Dynamics.id)9","_opportunityid_value":"\(Dynamics.id)1",
            \(Dynamics.lookup("customerid", "contact", 2))}
            """
        let link = CRMLink(
            record: try #require(Dynamics.reference(.opportunity, 1)),
            other: try #require(Dynamics.reference(.contact, 2))
        )
        let changes = try await Self.rows("customeropportunityroles", row)
        #expect(changes == [.found(ItemKey("\(Dynamics.id)9"), .link(link))])
    }

    @Test(arguments: ["connections", "customeropportunityroles"])
    func `A table that this environment does not have is empty, now and later`(table: String) async throws {
        let (source, _) = try Dynamics.source { _, _ in Dynamics.failure(404, "0x80060888") }
        let page = try await source.changes(in: Dynamics.stream(table), after: nil)
        #expect((page.changes.count, page.isLast, page.startsRound) == (0, true, true))
        let next = try await source.changes(in: Dynamics.stream(table), after: page.cursor)
        #expect((next.changes.count, next.isLast, next.startsRound) == (0, true, true))
    }

    @Test(arguments: [true, false])
    func `Columns that this environment does not have are left out`(tellsColumns: Bool) async throws {
        let known = ["opportunityid", "name", "estimatedvalue", "estimatedvalue_base", "estimatedclosedate"]
        let attributes = known.map { #"{"LogicalName":"\#($0)"}"# }.joined(separator: ",")
        let transport = ScriptedTransport { exchange in
            let path = exchange.request.path ?? ""
            if path.contains("EntityDefinitions?") { return Dynamics.answer(#"{"value":[{"LogicalName":"opportunity"}]}"#) }
            if path.contains("EntityDefinitions%28") {
                return tellsColumns
                    ? Dynamics.answer(#"{"value":[\#(attributes)]}"#) : Dynamics.failure(403, "0x80040220")
            }
            guard !path.contains("stepname") else { return Dynamics.failure(400, "0x80060888") }
            return Dynamics.delta(#"{"opportunityid":"\#(Dynamics.id)1","estimatedvalue":5}"#)
        }
        let source = try Dynamics.source(transport)
        let page = try await source.changes(in: Dynamics.stream("opportunities"), after: nil)
        #expect(page.changes.count == 1)
        let asked = try #require(await transport.exchanges.compactMap(\.request.path).last { $0.contains("/opportunities?") })
        #expect(asked.contains("estimatedclosedate") == tellsColumns)
        #expect(!asked.contains("salesstage"))
        // That is asked for once.
        _ = try await source.changes(in: Dynamics.stream("opportunities"), after: nil)
        let paths = await transport.exchanges.compactMap(\.request.path)
        #expect(paths.count { $0.contains("EntityDefinitions%28") } == 1)
        #expect(paths.count { $0.contains("stepname") } == 1)
    }
}
