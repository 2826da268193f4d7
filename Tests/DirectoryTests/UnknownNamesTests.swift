import Directory
import Eligibility
import Interactions
import Testing

/// Names in the configuration that nobody has.
struct UnknownNamesTests {
    private static func csv(_ text: String) throws -> UserDirectory {
        try UserDirectory(csv: text, path: "users.csv", observedAt: Timestamp(microseconds: 5))
    }

    private static func mailbox(_ text: String) throws -> Mailbox {
        Mailbox(address: try #require(EmailAddress(text)))
    }

    @Test func `Mailboxes that no row is about are unknown, and those of bad rows are not`() throws {
        let directory = try Self.csv(
            "email,aliases,kind\na@b.example,alias@b.example,user\nbad@b.example,worse@b.example,robot"
        )
        let names = [
            "zoe@b.example", "a@b.example", "alias@b.example", "bad@b.example", "worse@b.example", "eve@b.example",
        ]
        #expect(
            directory.unknown(try names.map(Self.mailbox)).map(\.address.text) == ["eve@b.example", "zoe@b.example"]
        )
    }

    @Test func `Groups that nobody is in are unknown, as far as that can be told`() throws {
        let directory = try Self.csv("email,groups\na@b.example,HR;BEIRÄTE\nc@b.example,")
        #expect(directory.unknownGroups(["hr", "Beirätе", "Beira\u{308}te", "M&A"]) == ["Beirätе", "M&A"])
        // Nobody's groups are told, or a row that cannot be used might tell.
        #expect(try Self.csv("email\na@b.example").unknownGroups(["HR"]) == [])
        #expect(try Self.csv("email,groups,kind\na@b.example,IT,user\nc@b.example,HR,x").unknownGroups(["HR"]) == [])
        // A group that a service has is one, also if nobody is in it.
        var live = LiveFacts(observedAt: Timestamp(microseconds: 1))
        live.groups = LiveFacts.Groups(asked: ["0A1B"], members: [:])
        #expect(directory.updated(by: live).directory.unknownGroups(["0a1b", "other"]) == ["other"])
    }

    @Test func `Roles that nobody holds are unknown, and copies of held ones are not`() throws {
        let directory = try UserDirectory(
            json: """
                {"users":[{"email":"a@b.example","roles":[{"name":"Vertrieb Süd","id":"a1","rootId":"a0"}]},
                {"email":"c@b.example","roles":["Manager"]}]}
                """,
            path: "users.json",
            observedAt: Timestamp(microseconds: 5)
        )
        #expect(directory.unknownRoles(["VERTRIEB SÜD", "A0", "a1", "manager", "b1", "Wizard"]) == ["Wizard", "b1"])
    }

    @Test func `The list of roles agrees with the gate: one name, one line, whatever case, copy or composition`() throws
    {
        let directory = try UserDirectory(
            json: """
                {"users":[
                {"email":"a@b.example","roles":[{"name":"Vertrieb Süd","id":"a1","rootId":"a0"}]},
                {"email":"b@b.example","roles":["VERTRIEB SÜD","Vertrieb Su\u{308}d"],"teamRoles":["T: vertrieb süd"]},
                {"email":"c@b.example","roles":[{"id":"a2","rootId":"a0"}]},
                {"email":"d@b.example","roles":[{"name":"Vertrieb Süd","id":"a3","rootId":"a0"},{"name":"Manager"}]},
                {"email":"e@b.example","roles":[{"id":"f1"}]},{"email":"f@b.example"}]}
                """,
            path: "users.json",
            observedAt: Timestamp(microseconds: 5)
        )
        #expect(directory.roles().map(\.name) == ["Manager", "Vertrieb Süd", "f1"])
        #expect(directory.roles().map(\.users) == [1, 4, 1])
        for selected in ["vertrieb süd", "a0", "A3", "a1"] {
            #expect(directory.roles(selected: [selected]).map(\.isSelected) == [false, true, false], "\(selected)")
        }
        #expect(directory.roles(selected: ["F1", "manager"]).map(\.isSelected) == [true, false, true])
        #expect(directory.roles().allSatisfy { !$0.isSelected })
    }
}
