import Directory
import Eligibility
import Interactions
import TabularFiles
import Testing

/// Files of users: what they say, what they leave out, and what is wrong with them.
struct DirectoryTests {
    private static let now = Timestamp(microseconds: 5)

    private static func csv(_ text: String) throws -> UserDirectory {
        try UserDirectory(csv: text, path: "users.csv", observedAt: now)
    }

    private static func json(_ text: String) throws -> UserDirectory {
        try UserDirectory(json: text, path: "users.json", observedAt: now)
    }

    @Test func `A row of CSV tells everything, and the same in JSON is equal`() throws {
        let csv = try Self.csv(
            """
            email,enabled,guest,kind,location,country,roles,teamRoles,groups,optOut,administratorRoles
            Ann@Contoso.example,yes,0,User,eur,nl,"Salesperson; Sales, Senior",Team A: Manager,"M&A;HR",FALSE,Global Administrator
            """
        )
        let json = try Self.json(
            """
            {"users":[{"email":"ann@contoso.example","enabled":true,"guest":false,"kind":"user","location":"EUR",
            "country":"NL","roles":["Salesperson","Sales, Senior"],"teamRoles":[{"team":"Team A","role":"Manager"}],
            "groups":["M&A "," HR"],"optOut":false,"administratorRoles":["Global Administrator"]}]}
            """
        )
        #expect(csv.users == json.users)
        #expect(csv.problems.isEmpty && json.problems.isEmpty)
        let user = try #require(csv.users.first)
        #expect(user.mailbox.address.text == "ann@contoso.example")
        #expect(user.account.value == Account(kind: .user, isEnabled: true, isGuest: false))
        #expect(user.location.value == DataLocation(code: "EUR", country: "NL"))
        #expect(
            user.roles.value == [
                RoleAssignment(role: SecurityRole(name: "Salesperson"), path: .direct),
                RoleAssignment(role: SecurityRole(name: "Sales, Senior"), path: .direct),
                RoleAssignment(role: SecurityRole(name: "Manager"), path: .team("Team A")),
            ]
        )
        #expect(user.groups.value == ["M&A", "HR"])
        #expect(user.hasOptedOut == Fact(false, source: .directoryFile, observedAt: Self.now))
        #expect(user.administratorRoles.value == ["Global Administrator"])
    }

    @Test(arguments: ["email\nann@contoso.example", "email,enabled,location,optOut\nann@contoso.example,,,"])
    func `What a file does not say is missing, not a default`(text: String) throws {
        let user = try #require(try Self.csv(text).users.first)
        #expect(user.account.value == nil && user.location.value == nil && user.roles.value == nil)
        #expect(user.groups.value == nil && user.hasOptedOut.value == nil && user.administratorRoles.value == nil)
    }

    @Test func `An empty cell of a list says that there are none`() throws {
        let user = try #require(try Self.csv("email,roles,groups\nann@contoso.example,,").users.first)
        #expect(user.roles.value == [] && user.groups.value == [])
    }

    @Test(arguments: [
        "11111111-2222-3333-4444-AAAAAAAAAAAG", "1111111-12222-3333-4444-AAAAAAAAAAAA",
        "11111111-2222-3333-4444-AAAAAAAAAAA", "11111111-2222-3333-4444", "11111111222233334444AAAAAAAAAAAA",
        "{1111111-2222-3333-4444-AAAAAAAAAAA}", "sales000-team-lead-west-germany00000",
    ])
    func `What only looks like an id is a role's name`(name: String) throws {
        let user = try #require(try Self.json(#"{"users":[{"email":"a@b.example","roles":["\#(name)"]}]}"#).users.first)
        #expect(user.roles.value == [RoleAssignment(role: SecurityRole(name: name), path: .direct)])
    }

    @Test func `A role can be an id, or a copy of another`() throws {
        let id = "11111111-2222-3333-4444-AAAAAAAAAAAA"
        let user = try #require(
            try Self.json(
                #"{"users":[{"email":"a@b.example","roles":[{"name":"X","id":"A","rootId":"B"}],"teamRoles":["T: \#(id)"]}]}"#
            ).users.first
        )
        #expect(
            user.roles.value == [
                RoleAssignment(role: SecurityRole(name: "X", id: "a", rootID: "b"), path: .direct),
                RoleAssignment(role: SecurityRole(name: id, id: id.lowercased()), path: .team("T")),
            ]
        )
    }

    @Test(arguments: [
        ("email,enabled\nann,yes", "row 2, column 'email': expected an SMTP address"),
        ("email,enabled\n,yes", "row 2, column 'email': expected an SMTP address"),
        ("email,enabled\na@b.example,maybe", "row 2, column 'enabled': expected yes or no, found 'maybe'"),
        (
            "email,kind\na@b.example,robot",
            "row 2, column 'kind': expected one of user, shared, room, equipment, none, found 'robot'"
        ),
        (
            "email,location\na@b.example,EURO",
            "row 2, column 'location': expected a geography code of three letters such as EUR, or onPremises, found 'EURO'"
        ),
        (
            "email,country\na@b.example,\u{FB01}",
            "row 2, column 'country': expected a country code of ISO 3166 such as NL, found '\u{FB01}'"
        ),
        (
            "email,country\n\n\na@b.example,UK",
            "row 4, column 'country': expected a country code of ISO 3166 such as NL, found 'UK'"
        ),
        (
            "email,teamRoles\na@b.example,Sales",
            "row 2, column 'teamRoles': expected 'Team: Role', or objects with team and role, found 'Sales'"
        ),
        ("email,kind\na@b.example", "row 2: expected 2 cells as in the first row, and found 1"),
        ("email,kind\na@b.example,user,x", "row 2: expected 2 cells as in the first row, and found 3"),
        ("email,kind,\na@b.example,user,x", "row 2: expected nothing below a column without a name"),
        ("email,kind,\na@b.example,user", "row 2: expected 3 cells as in the first row, and found 2"),
        ("email,kind\n\"a@b.example\"x,user", "row 2: expected quotes around whole cells, and doubled inside"),
    ])
    func `A bad row is told with its place, and the good rows count`(text: String, problem: String) throws {
        let rest = text.hasPrefix("email,kind,") ? "," : text.contains("enabled") ? "yes" : ""
        let directory = try Self.csv(text + "\ngood@b.example,\(rest)")
        #expect(directory.problems.map(\.description) == [problem])
        #expect(directory.users.map(\.mailbox.address.text) == ["good@b.example"])
    }

    @Test(arguments: [
        "email,kind,,\na@b.example,user,,\n", "email,kind\na@b.example,user\n,\n",
        "email,kind\n , \n\na@b.example,user\n,",
        "sep=,\n,email,kind\n,,\n,a@b.example,user\n",
    ])
    func `Blank rows, and columns without a name in which nothing stands, are spreadsheets' way`(text: String) throws {
        let directory = try Self.csv(text)
        #expect(directory.problems.isEmpty)
        #expect(directory.users.map(\.mailbox.address.text) == ["a@b.example"])
        #expect(directory.users.first?.account.value?.kind == .user)
    }

    @Test(arguments: [
        (#"{"email":"a@b.example","enabled":1.5}"#, "row 1, column 'enabled': expected a text, true, false or a list"),
        (#"{"email":"a@b.example","enabled":["x"]}"#, "row 1, column 'enabled': expected yes or no"),
        (#"{"email":"a@b.example","roles":"x"}"#, "row 1, column 'roles': expected a list, found 'x'"),
        (
            #"{"email":"a@b.example","roles":[{"nam":"x"}]}"#,
            "row 1, column 'roles': expected names, or objects with name, id and rootId"
        ),
        (#"{"email":"a@b.example","groups":[{"name":"x"}]}"#, "row 1, column 'groups': expected a list of texts"),
        (#"{"email":true}"#, "row 1, column 'email': expected an SMTP address"),
        (#"{}"#, "row 1, column 'email': expected an SMTP address"),
    ])
    func `A bad user of a JSON file is told, and the others count`(user: String, problem: String) throws {
        let directory = try Self.json(#"{"users":[\#(user),{"email":"good@b.example"}]}"#)
        #expect(directory.problems.map(\.description) == [problem])
        #expect(directory.users.count == 1)
    }

    @Test func `An unknown key is told with the known ones`() throws {
        let directory = try Self.json(#"{"users":[{"email":"a@b.example","mail":"x"}]}"#)
        #expect(directory.problems.first?.expected.hasPrefix("keys out of email, aliases, enabled,") == true)
        #expect(directory.problems.first?.found == "'mail'")
        #expect(directory.users.isEmpty)
    }

    @Test func `Two users with one mailbox are both refused`() throws {
        let directory = try Self.csv("email\na@b.example\nc@b.example\nA@B.example")
        #expect(directory.users.map(\.mailbox.address.text) == ["c@b.example"])
        #expect(
            directory.problems.map(\.description) == [
                "row 2, column 'email': expected an address that no other row has",
                "row 4, column 'email': expected an address that no other row has",
            ]
        )
    }

    @Test func `A row that cannot be told apart still counts as its user's`() throws {
        let json = try Self.json(
            #"{"users":[{"email":"a@b.example","note":"x","optOut":true},{"email":"A@b.example","optOut":false}]}"#
        )
        #expect(json.users.isEmpty)
        #expect(json.problems.map(\.row) == [1, 1, 2])
        let csv = try Self.csv("email,optOut\na@b.example,yes,x\na@b.example,no\nc@b.example,no")
        #expect(csv.users.map(\.mailbox.address.text) == ["c@b.example"])
    }

    @Test func `A bad row and a good one for one mailbox are both refused`() throws {
        let directory = try Self.csv("email,kind\na@b.example,robot\na@b.example,user\nc@b.example,user")
        #expect(directory.users.map(\.mailbox.address.text) == ["c@b.example"])
        #expect(directory.problems.map(\.row) == [2, 2, 3])
    }

    @Test(arguments: [
        ("", "is empty."), ("\n\n", "is empty."), ("name\nx", "has an unknown column in line 1: 'name'."),
        ("enabled\nyes", "has no column 'email' in its first row."),
        ("email,email\na@b.example,", "has the column 'email' twice."),
        ("email\n\"a@b.example\nc@b.example", "has a quote in row 2 that is never closed."),
    ])
    func `A file that makes no sense as a whole is refused`(text: String, problem: String) {
        let error = #expect(throws: DirectoryError.self) { try Self.csv(text) }
        #expect(error?.description.hasPrefix("The directory file 'users.csv' " + problem) == true)
    }

    @Test(arguments: ["", "[]", "{}", #"{"users":{}}"#, #"{"users":[1]}"#, #"{"users":[{"email":"a@b.example"}"#])
    func `JSON of another shape is refused`(text: String) {
        let error = #expect(throws: DirectoryError.self) { try Self.json(text) }
        #expect(error?.description.contains("is not a JSON object with a list of objects under 'users'.") == true)
    }

    @Test func `Quoted cells hold commas, quotes and line ends, and both kinds of line ends are read`() throws {
        let directory = try Self.csv("email,groups\r\n\"a@b.example\",\"x, \"\"y\"\"\nz\"\r\nc@b.example,\r\nbad,\r\n")
        #expect(directory.users.map(\.groups.value) == [["x, \"y\"\nz"], []])
        // The quoted line end counts as a line.
        #expect(directory.problems.map(\.row) == [5])
    }

    @Test func `Roles are counted by users`() throws {
        let directory = try Self.csv("email,roles,teamRoles\na@b.example,S;M,T: S\nc@b.example,S,\n")
        #expect(directory.roles().map(\.name) == ["M", "S"])
        #expect(directory.roles().map(\.users) == [1, 2])
    }

    @Test func `No problem names an address`() throws {
        let directory = try Self.csv(
            "email,kind\nann@contoso.example,x\nann@contoso.example,user\nann@contoso.example,user"
        )
        #expect(directory.problems.map(\.row) == [2, 2, 3, 4])
        #expect(directory.problems.allSatisfy { !$0.description.contains("@") })
    }
}
