import Directory
import Eligibility
import Interactions
import TabularFiles
import Testing

/// What errors say of a file, and what they never do.
struct DirectoryProblemTests {
    private static func csv(_ text: String) throws -> UserDirectory {
        try UserDirectory(csv: text, path: "users.csv", observedAt: Timestamp(microseconds: 5))
    }

    private static func json(_ text: String) throws -> UserDirectory {
        try UserDirectory(json: text, path: "users.json", observedAt: Timestamp(microseconds: 5))
    }

    @Test func `Every bad cell of a row is told with its value`() throws {
        let directory = try Self.csv(
            """
            email,aliases,enabled,guest,kind,location,country,teamRoles,optOut
            ann,bob,maybe,nö,robot,EURO,UK,Sales,?
            good@b.example,,yes,no,user,EUR,NL,,no
            """
        )
        #expect(directory.users.map(\.mailbox.address.text) == ["good@b.example"])
        #expect(directory.problems.map(\.row) == [Int](repeating: 2, count: 9))
        #expect(directory.problems.compactMap(\.column).count == 9)
        #expect(Set(directory.problems.compactMap(\.column)).count == 9)
        let found = Dictionary(uniqueKeysWithValues: directory.problems.map { ($0.column, $0.found) })
        #expect(found[.email] == .some(nil) && found[.aliases] == .some(nil))
        #expect(found[.enabled] == "'maybe'" && found[.guest] == "'nö'" && found[.kind] == "'robot'")
        #expect(found[.location] == "'EURO'" && found[.country] == "'UK'" && found[.teamRoles] == "'Sales'")
        #expect(found[.optOut] == "'?'")
    }

    @Test func `Every bad key of a JSON user is told, and every bad value`() throws {
        let directory = try Self.json(
            #"{"users":[{"email":"a@b.example","mail":"x","enabled":1.5,"guest":"maybe","roles":true,"kind":["user"]}]}"#
        )
        #expect(directory.users.isEmpty)
        #expect(
            directory.problems.map(\.description).sorted() == [
                "row 1, column 'enabled': expected a text, true, false or a list",
                "row 1, column 'guest': expected yes or no, found 'maybe'",
                "row 1, column 'kind': expected a text",
                "row 1, column 'roles': expected a list, found 'true'",
                "row 1: expected keys out of email, aliases, enabled, guest, kind, location, country, roles, teamRoles, "
                    + "groups, optOut, administratorRoles, found 'mail'",
            ]
        )
    }

    @Test(arguments: [
        "ann@contoso.example", "Ann <ann@contoso.example>", "ann＠contoso.example", "ann﹫contoso.example",
        "/o=Contoso/cn=ann", "/O=CONTOSO/CN=ANN", "/cn=ann",
    ])
    func `What could be an address is withheld, in whichever column it stands`(value: String) throws {
        for column in ["enabled", "guest", "kind", "location", "country", "teamRoles", "optOut"] {
            let directory = try Self.csv("email,\(column)\na@b.example,\"\(value)\"")
            let problem = try #require(directory.problems.first)
            #expect(problem.description.hasSuffix("found a value that is withheld, because it could be an address"))
            #expect(!problem.description.lowercased().contains("ann"))
        }
        let key = try Self.json(#"{"users":[{"email":"a@b.example","\#(value)":"x"}]}"#)
        #expect(key.problems.allSatisfy { !$0.description.lowercased().contains("ann") } && key.problems.count == 1)
        for column in ["email", "aliases"] {
            let cell = value.split(separator: "@").joined(separator: " at ")
            let others = column == "email" ? "" : "email,"
            let row = column == "email" ? "" : "a@b.example,"
            let directory = try Self.csv("\(others)\(column)\n\(row)\"\(cell)\"")
            #expect(directory.problems.allSatisfy { $0.found == nil && !$0.description.lowercased().contains("ann") })
        }
    }

    @Test func `A value is short and harmless where it is shown`() throws {
        let long = String(repeating: "x", count: 50)
        let directory = try Self.csv("email,kind\na@b.example,\(long)\nc@b.example,\"r\u{1B}[2J\u{202E}\u{2028}o\"")
        #expect(directory.problems.map(\.found) == ["'\(String(repeating: "x", count: 40))…'", "'r?[2J??o'"])
    }
}
