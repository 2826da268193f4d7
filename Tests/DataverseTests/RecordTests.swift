import Connector
import ConnectorTesting
import Dataverse
import HTTPTransport
import HTTPTypes
import Interactions
import Testing

/// Companies, people and sales.
///
/// Column names and states are those of Microsoft's table reference.
struct RecordTests {
    private static func records(_ entitySet: String, _ rows: String) async throws -> [Change] {
        let (source, _) = try Dynamics.source { _, _ in Dynamics.delta(rows) }
        return try await source.changes(in: Dynamics.stream(entitySet), after: nil).changes
    }

    private static func record(_ reference: CRMReference?, _ fill: (inout CRMRow) -> Void) throws -> [Change] {
        let reference = try #require(reference)
        var record = CRMRow(reference)
        fill(&record)
        return [.found(ItemKey(reference.id), .row(record))]
    }

    @Test func `An account has its name, its addresses, its parent and its owner`() async throws {
        let row = """
            {"accountid":"\(Dynamics.id.uppercased())1","name":"Fabrikam","emailaddress1":"Info@Fabrikam.example",
            "emailaddress2":null,"emailaddress3":"info@fabrikam.example","statecode":0,"merged":false,
            \(Dynamics.lookup("parentaccountid", "account", 2)),\(Dynamics.lookup("primarycontactid", "contact", 3)),
            \(Dynamics.lookup("ownerid", "systemuser", 4))}
            """
        let expected = try Self.record(Dynamics.reference(.account, 1)) { record in
            record.name = "Fabrikam"
            record.addresses = [EmailAddress("info@fabrikam.example")].compactMap(\.self)
            record.parent = Dynamics.reference(.account, 2)
            record.contact = Dynamics.reference(.contact, 3)
            record.owner = Dynamics.reference(.user, 4)
        }
        #expect(try await Self.records("accounts", row) == expected)
    }

    @Test(arguments: [
        (#""emailaddress1":"kim@a.example; k2@a.example""#, ["kim@a.example", "k2@a.example"]),
        (#""emailaddress1":"kim@a.example","emailaddress2":"Kim <KIM@a.example>;""#, ["kim@a.example"]),
        (#""emailaddress3":"<kim@a.example>;mailto:k2@a.example;x""#, ["kim@a.example", "k2@a.example"]),
        (#""emailaddress1":"ask Kim","emailaddress2":"k2@a.example""#, ["k2@a.example"]),
    ])
    func `Several addresses may stand in one field`(columns: String, addresses: [String]) async throws {
        let rows = try await Self.records("contacts", #"{"contactid":"\#(Dynamics.id)1","statecode":0,\#(columns)}"#)
        guard case .found(_, .row(let row)) = try #require(rows.first) else { throw CancellationError() }
        #expect(row.addresses.map(\.text) == addresses)
    }

    @Test func `A merged contact says into which one, and an inactive one that it is`() async throws {
        let row = """
            {"contactid":"\(Dynamics.id)1","fullname":"Ben Okafor","emailaddress2":"ben@fabrikam.example","statecode":1,
            "jobtitle":"Head of Purchasing","firstname":"Ben","lastname":"Okafor",
            "merged":true,\(Dynamics.lookup("masterid", "contact", 2)),\(Dynamics.lookup("parentcustomerid", "account", 3))}
            """
        let expected = try Self.record(Dynamics.reference(.contact, 1)) { record in
            record.name = "Ben Okafor"
            record.jobTitle = "Head of Purchasing"
            record.firstName = "Ben"
            record.addresses = [EmailAddress("ben@fabrikam.example")].compactMap(\.self)
            record.parent = Dynamics.reference(.account, 3)
            record.isActive = false
            record.mergedInto = Dynamics.reference(.contact, 2)
        }
        #expect(try await Self.records("contacts", row) == expected)
    }

    @Test func `An opportunity belongs to its account, and else to its customer`() async throws {
        let own = """
            {"opportunityid":"\(Dynamics.id)1","name":"Plant","statecode":0,\(Dynamics.lookup("customerid", "contact", 2)),
            \(Dynamics.lookup("parentaccountid", "account", 3)),\(Dynamics.lookup("originatingleadid", "lead", 4))}
            """
        let other =
            #"{"opportunityid":"\#(Dynamics.id)1","statecode":1,\#(Dynamics.lookup("customerid", "contact", 2))}"#
        let first = try Self.record(Dynamics.reference(.opportunity, 1)) { record in
            record.name = "Plant"
            record.parent = Dynamics.reference(.account, 3)
            record.customer = Dynamics.reference(.contact, 2)
            record.origin = Dynamics.reference(.lead, 4)
            record.sale = Sale()
        }
        let second = try Self.record(Dynamics.reference(.opportunity, 1)) { record in
            record.parent = Dynamics.reference(.contact, 2)
            record.isActive = false
            record.sale = Sale()
            record.sale?.state = .won
        }
        #expect(try await Self.records("opportunities", own) == first)
        #expect(try await Self.records("opportunities", other) == second)
    }

    @Test func `A user is a colleague, but a program's user is nobody`() async throws {
        let person = """
            {"systemuserid":"\(Dynamics.id)1","fullname":"Ann","internalemailaddress":"ann@contoso.example",
            "domainname":"ann@contoso.example","isdisabled":false,"applicationid":null}
            """
        let program = #"{"systemuserid":"\#(Dynamics.id)2","applicationid":"\#(Dynamics.id)9","isdisabled":false}"#
        let expected = try Self.record(Dynamics.reference(.user, 1)) { record in
            record.name = "Ann"
            record.addresses = [EmailAddress("ann@contoso.example")].compactMap(\.self)
        }
        #expect(
            try await Self.records("systemusers", "\(person),\(program)") == expected + [
                .gone(ItemKey("\(Dynamics.id)2"))
            ]
        )
    }

    @Test(arguments: [
        "\(Dynamics.id)1", "\(Dynamics.id.uppercased())1", "\(Dynamics.root)/contacts(\(Dynamics.id)1)",
    ])
    func `A deleted row is gone, however it is named`(name: String) async throws {
        let row =
            #"{"@odata.context":"\#(Dynamics.root)/$metadata#contacts/$deletedEntity","id":"\#(name)","reason":"deleted"}"#
        #expect(try await Self.records("contacts", row) == [.gone(ItemKey("\(Dynamics.id)1"))])
    }

    @Test func `A row without an identifier is left out, and hurts no other`() async throws {
        let rows = #"{"fullname":"x"},{"contactid":"no guid"},{"contactid":"\#(Dynamics.id)1","statecode":0}"#
        #expect(try await Self.records("contacts", rows) == (try Self.record(Dynamics.reference(.contact, 1)) { _ in }))
    }

    @Test func `Only what is needed is asked for, with the annotation of lookups and the tracking of changes`()
        async throws
    {
        let (source, transport) = try Dynamics.source { _, _ in Dynamics.delta("") }
        _ = try await source.changes(in: Dynamics.stream("contacts"), after: nil)
        let request = try #require(await transport.exchanges.last).request
        #expect(
            request.path
                == "/api/data/v9.2/contacts?$select=contactid,fullname,emailaddress1,emailaddress2,emailaddress3,"
                + "_parentcustomerid_value,_ownerid_value,statecode,merged,_masterid_value,jobtitle,firstname"
        )
        #expect(
            request.headerFields[try #require(.init("Prefer"))]
                == #"odata.maxpagesize=500,odata.include-annotations="Microsoft.Dynamics.CRM.lookuplogicalname",odata.track-changes"#
        )
        #expect(request.headerFields[try #require(.init("OData-MaxVersion"))] == "4.0")
    }
}
