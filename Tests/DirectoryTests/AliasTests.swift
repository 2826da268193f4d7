import Directory
import Eligibility
import Interactions
import TabularFiles
import Testing

/// Addresses and names beside a mailbox's own.
struct AliasTests {
    private static func csv(_ text: String) throws -> UserDirectory {
        try UserDirectory(csv: text, path: "users.csv", observedAt: Timestamp(microseconds: 5))
    }

    private static func address(_ text: String) throws -> EmailAddress { try #require(EmailAddress(text)) }

    @Test func `A user is found by any address or name`() throws {
        let csv = try Self.csv(
            "email,aliases\nAnn@contoso.example,SMTP:Ann.B@Contoso.example; smtp:ab@x.example;X500:/o=Contoso/cn=Ann;/O=Y\n"
                + "bob@contoso.example,"
        )
        let json = try UserDirectory(
            json: """
                {"users":[{"email":"ann@contoso.example","aliases":["ann.b@contoso.example","ab@x.example",
                "/o=contoso/cn=ann","/o=y"]},{"email":"bob@contoso.example","aliases":[]}]}
                """,
            path: "users.json",
            observedAt: Timestamp(microseconds: 5)
        )
        #expect(csv.users == json.users && csv.problems.isEmpty)
        let ann = try #require(csv.users.first)
        #expect(
            ann.addresses == [
                .smtp(try Self.address("ann@contoso.example")), .smtp(try Self.address("ann.b@contoso.example")),
                .smtp(try Self.address("ab@x.example")), .directory("/o=contoso/cn=ann"), .directory("/o=y"),
            ]
        )
        for address in ann.addresses { #expect(csv[address] == ann) }
        #expect(csv[try Self.address("ab@x.example")]?.mailbox == ann.mailbox)
        #expect(csv[try Self.address("bob@contoso.example")]?.addresses.count == 1)
        #expect(csv[.directory("/o=z")] == nil)
        #expect(csv[try Self.address("zoe@contoso.example")] == nil)
    }

    @Test(arguments: [
        "sip:ann@contoso.example", "SPO:SPO_1f@SPO_2e", "EUM:4711", "x400:c=us", "MS:A/B/C", "mailto:a@b.example",
    ])
    func `What mail does not go to is no alias, and no mistake either`(entry: String) throws {
        let directory = try Self.csv("email,aliases\nann@contoso.example,\"smtp:ab@x.example;\(entry)\"")
        let isAddress = entry.hasPrefix("mailto:")
        #expect(directory.problems.isEmpty)
        #expect(directory.users.first?.addresses.count == (isAddress ? 3 : 2))
    }

    @Test(arguments: ["ann", "o=contoso", "smtp:", ":ann@contoso.example", "smtp ann:x", "a@b.example c@d.example"])
    func `What is neither is told without its value`(alias: String) throws {
        let directory = try Self.csv("email,aliases\nann@contoso.example,\(alias)\nbob@contoso.example,")
        #expect(
            directory.problems.map(\.description) == [
                "row 2, column 'aliases': expected SMTP addresses, and names that begin with '/o='"
            ]
        )
        #expect(directory.users.count == 1)
    }

    @Test(arguments: [
        // An alias that is another's own address, another's alias, or both; in whatever case and form.
        ("a@b.example,c@b.example\nc@b.example,", ["aliases", "email"]),
        ("a@b.example,x@b.example\nc@b.example,smtp:X@b.example", ["aliases", "aliases"]),
        ("a@b.example,/o=X/cn=1\nc@b.example,x500:/O=x/CN=1", ["aliases", "aliases"]),
        ("a@b.example,c@b.example;d@b.example\nc@b.example,a@b.example", ["email", "email"]),
    ])
    func `Two rows that claim one address are both refused`(rows: String, columns: [String]) throws {
        let directory = try Self.csv("email,aliases\n\(rows)\ngood@b.example,good2@b.example")
        #expect(directory.users.map(\.mailbox.address.text) == ["good@b.example"])
        #expect(directory.problems.compactMap(\.column?.rawValue) == columns)
        #expect(directory.problems.allSatisfy { $0.expected.hasSuffix("that no other row has") })
    }

    @Test func `A row may name its own address once more`() throws {
        let directory = try Self.csv("email,aliases\na@b.example,A@b.example;smtp:a@b.example")
        #expect(directory.problems.isEmpty && directory.users.first?.addresses.count == 1)
    }
}
