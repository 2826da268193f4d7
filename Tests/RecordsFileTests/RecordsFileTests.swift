import ConnectorTesting
import Interactions
import RecordsFile
import TabularFiles
import Testing

/// A CRM in a file, from bytes to rows.
struct RecordsFileTests {
    private static let header = "type,id,name,addresses,account,contact,lead,owner,active,value,currency,closeDate\n"

    @Test(arguments: ["records.csv", "records.ndjson"])
    func `The example has every kind of row, whichever format it is in`(name: String) throws {
        let file = try RecordsFile(path: Fixture.repositoryPath("Fixtures/example/\(name)"))
        #expect(file.problems.isEmpty)
        let tables = file.rows.map(\.reference.table)
        #expect(
            tables == [.account, .account, .contact, .contact, .lead, .opportunity, .opportunity, .user, .user, .user]
        )
        let adatum = file.rows[0]
        let paula = file.rows[2]
        #expect(adatum.name == "Adatum")
        #expect(file.rows[1].name == "Fourth Coffee, Inc.")
        #expect(paula.addresses.map(\.text) == ["paula.reyes@adatum.example", "paula@adatum.example"])
        // By name, by id.
        #expect(paula.parent == adatum.reference)
        #expect(file.rows[3].parent == file.rows[1].reference)
        #expect(file.rows[5].contact == paula.reference)
        #expect(file.rows[6].origin == file.rows[4].reference)
        // Whom only `owner` names is a user as well; whom a row is about is that row.
        #expect(file.rows[8].addresses.map(\.text) == ["anna.bauer@contoso.example"])
        #expect(paula.owner == file.rows[8].reference)
        #expect(file.rows[3].owner == file.rows[7].reference)
        #expect(file.rows[6].owner == file.rows[7].reference)
        #expect(file.rows.map(\.isActive).filter { !$0 }.count == 1)
        #expect(paula.jobTitle == "Head of Purchasing" && file.rows[4].jobTitle == "Owner")
        var sale = Sale()
        (sale.stage, sale.estimatedValue, sale.currency) = ("Proposal", 1_200_050, "EUR")
        sale.closeDate = CivilDate(year: 2026, month: 12, day: 18)
        #expect(file.rows[5].sale == sale)
        #expect(file.rows.filter { $0.sale != nil }.map(\.reference.table) == [.opportunity, .opportunity])
    }

    @Test func `Of a person the first name is told, of a company none`() throws {
        let file = try read(
            "type,id,name,firstName\nuser,1,Nagy István,István\ncontact,2,Kim Cheol-su,Cheol-su\nlead,3,Ivanov Ivan,\n"
                + "account,4,Adatum,Ada\n"
        )
        #expect(file.rows.map(\.firstName) == ["István", "Cheol-su", nil])
        #expect(file.problems.map { "\($0.row) \($0.column?.rawValue ?? "")" } == ["5 firstName"])
    }

    @Test(
        arguments: [
            ("0,EUR,", 0, "EUR", nil), ("0.5,EUR,", 50, "EUR", nil), ("12000.05,,", 1_200_005, nil, nil),
            ("999999999999999,USD,", 99_999_999_999_999_900, "USD", nil), (",EUR,", nil, nil, nil),
            (",,2028-02-29", nil, nil, 21_243), (",,", nil, nil, nil),
        ] as [(String, Int64?, String?, Int?)]
    )
    func `A sale has what its columns say`(cells: String, value: Int64?, currency: String?, day: Int?) throws {
        let file = try read(Self.header + "opportunity,1,A,,,,,,,\(cells)\n")
        #expect(file.problems.isEmpty)
        let sale = try #require(file.rows.first?.sale)
        #expect(sale.estimatedValue == value && sale.currency == currency && sale.closeDate?.dayNumber == day)
    }

    @Test func `Both formats of the example say the same`() throws {
        let files = try ["csv", "ndjson"].map {
            try RecordsFile(path: Fixture.repositoryPath("Fixtures/example/records.\($0)"))
        }
        #expect(files[0].rows == files[1].rows)
    }

    @Test func `An id that is a GUID stays, any other becomes the UUID of its name`() throws {
        let guid = "23AC0A32-4FB1-EC11-983E-000D3A8E5B1C"
        let file = try read(Self.header + "account,\(guid),A,,,,,,,,,\naccount,0016A00000,B,,,,,,,,,\n")
        // python3 -c 'import uuid; print(uuid.uuid5(uuid.UUID("9a0c6f0e-6b6d-5e0b-9a55-1d2f6a0f4c11"),
        // "account/0016A00000"))'
        #expect(file.rows.map(\.reference.id) == [guid.lowercased(), "2a99628b-5e6e-5328-8bc0-6395a9ff1b66"])
    }

    @Test(arguments: [
        (
            "person,1,,,,,,,,,,",
            "row 2, column 'type': expected one of account, contact, lead, opportunity, user, found 'person'"
        ),
        (
            ",1,,,,,,,,,,",
            "row 2, column 'type': expected one of account, contact, lead, opportunity, user, found nothing"
        ),
        ("account,,A,,,,,,,,,", "row 2, column 'id': expected an id, found nothing"),
        ("contact,1,A,ann,,,,,,,,", "row 2, column 'addresses': expected SMTP addresses"),
        (
            "contact,1,A,,9,,,,,,,",
            "row 2, column 'account': expected the id of an account of this file, or a name that only one has, found '9'"
        ),
        (
            "lead,1,A,,,x,,,,,,",
            "row 2, column 'contact': expected the id of a contact of this file, or a name that only one has, found 'x'"
        ),
        ("account,1,A,,,,,ann,,,,", "row 2, column 'owner': expected an SMTP address, or a user of this file"),
        ("account,1,A,,,,,,maybe,,,", "row 2, column 'active': expected true or false, found 'maybe'"),
        (
            "opportunity,1,A,,,,,,,1e3,,",
            "row 2, column 'value': expected an amount such as 12000 or 12000.50, found '1e3'"
        ),
        (
            "opportunity,1,A,,,,,,,-5,,",
            "row 2, column 'value': expected an amount such as 12000 or 12000.50, found '-5'"
        ),
        (
            "opportunity,1,A,,,,,,,5,euro,",
            "row 2, column 'currency': expected a code of ISO 4217 such as EUR, found 'euro'"
        ),
        (
            "opportunity,1,A,,,,,,,,,2026-02-30",
            "row 2, column 'closeDate': expected a day such as 2026-12-31, found '2026-02-30'"
        ),
        ("contact,1,A,,,,,,,5,,", "row 2, column 'value': expected nothing, because no contact has that, found '5'"),
        ("user,1,A,,,,,,,,,", ""), ("account,1,A,,", "row 2: expected 12 cells as in the first row, and found 5"),
        ("account,1,\"A\"x,,,,,,,,,", "row 2: expected quotes around whole cells, and doubled inside"),
    ])
    func `A bad cell is told with row, column, value and expectation`(row: String, message: String) throws {
        let file = try read(Self.header + row + "\n")
        #expect(file.problems.map(\.description) == (message.isEmpty ? [] : [message]))
        #expect(file.rows.isEmpty == !message.isEmpty)
    }

    @Test func `All mistakes are told at once, and good rows count all the same`() throws {
        let file = try read(
            Self.header
                + "account,1,A,,,,,,perhaps,x,,\naccount,2,B,,,,,,,,,\naccount,2,C,,,,,,,,,\ncontact,3,D,,2,,,,,,,\n"
        )
        #expect(
            file.problems.map { "\($0.row) \($0.column?.rawValue ?? "")" } == ["2 value", "2 active", "3 id", "4 id"]
        )
        #expect(file.rows.map(\.name) == ["D"])
    }

    @Test(arguments: [
        ("", "records.csv", "is empty."), (Self.header, "records.csv", "has no row. Nothing was done."),
        ("type,name\naccount,A\n", "records.csv", "has no column 'id' in its first row."),
        (
            "type,id,nam\n", "records.csv",
            "has an unknown column in line 1: 'nam'. Did you mean 'name'? Known ones: type, id, name, addresses, account,"
        ),
        ("\n\ntype,id,#\n", "records.csv", "has an unknown column in line 3: '#'. Known ones: type, id,"),
        ("type,id,ann@b.example\n", "records.csv", "has an unknown column in line 1: a value that is withheld,"),
        ("type,id,ID\n", "records.csv", "has the column 'id' twice."),
        ("type,id,id\n", "records.csv", "has the column 'id' twice."),
        ("type,id\naccount,\"1\n", "records.csv", "has a quote in row 2 that is never closed."),
        ("\n", "records.ndjson", "has no row. Nothing was done."),
        ("x", "records.xlsx", "must end in .csv, .ndjson or .jsonl."),
    ])
    func `A file that makes no sense is refused as a whole`(text: String, name: String, says: String) throws {
        let error = #expect(throws: RecordsError.self) { try read(text, name: name) }
        #expect(error?.description.contains("/\(name)' \(says)") == true, "\(error?.description ?? "")")
    }

    @Test(arguments: [
        ("{\"type\":\"account\",\"id\":1}", ""),
        ("{\"type\":\"account\",\"id\":\"1\"", "row 1: expected an object of JSON on one line"),
        ("[]", "row 1: expected an object of JSON on one line"),
        (
            "{\"type\":\"account\",\"id\":\"1\",\"owners\":1}",
            "row 1: expected keys out of type, id, name, addresses, account, contact, lead, owner, active, firstName, jobTitle, stage, value, currency, closeDate, found 'owners'"
        ),
        (
            "{\"type\":\"account\",\"id\":{}}", "row 1, column 'id': expected a text, a number, true or false"
        ),
        (
            "{\"type\":\"account\",\"id\":\"1\",\"addresses\":[1]}",
            "row 1, column 'addresses': expected a text or a list of texts"
        ),
        (
            "{\"type\":\"account\",\"id\":\"1\",\"name\":[\"a\",\"b\"]}",
            "row 1, column 'name': expected a text, a number, true or false"
        ),
    ])
    func `A bad line of NDJSON is told by its number`(line: String, message: String) throws {
        let problems = try read(line + "\n", name: "records.ndjson").problems.map(\.description)
        #expect(message.isEmpty ? problems.isEmpty : problems.first == message, "\(problems)")
    }

    private func read(_ text: String, name: String = "records.csv") throws -> RecordsFile {
        let directory = try TemporaryDirectory()
        defer { withExtendedLifetime(directory) {} }
        return try RecordsFile(path: try directory.write(text, to: name))
    }
}
