import Connector
import ConnectorTesting
import Dataverse
import HTTPTransport
import HTTPTypes
import Interactions
import OData
import Testing

/// Who holds which roles: of all facts the one that must never be known in part.
struct RoleTests {
    private static let role = #"{"roleid":"D1","name":"Salesperson","_parentrootroleid_value":"D0"}"#
    private static let other = #"{"roleid":"d2","name":"Basic User","_parentrootroleid_value":null}"#

    private static func user(_ name: String, roles: String, teams: String = "", more: String = "") -> String {
        #"""
        {"systemuserid":"\#(name)","internalemailaddress":"\#(name)@contoso.example","domainname":null,"isdisabled":false,
        "applicationid":null,"systemuserroles_association":[\#(roles)],"teammembership_association":[\#(teams)]\#(more)}
        """#
    }

    private static func list(_ items: String, next: String? = nil) -> HTTPAnswer {
        Dynamics.answer(
            #"{"value":[\#(items)]\#(next.map { #","@odata.nextLink":"\#(Dynamics.root)/\#($0)""# } ?? "")}"#
        )
    }

    /// - Parameter answer: gets what stands behind the root.
    private static func users(
        _ answer: @escaping @Sendable (String) throws -> HTTPAnswer
    ) async throws -> [RoleReader.User] {
        let transport = ScriptedTransport { exchange in
            try answer(String((exchange.request.path ?? "").dropFirst("/api/data/v9.2/".count)))
        }
        let client = DataverseClient(
            configuration: .init(root: try #require(ODataRoot(url: Dynamics.root)), pageSize: 500),
            transport: transport,
            token: { _ in "t" }
        )
        return try await RoleReader(client: client).users()
    }

    private static func names(_ user: RoleReader.User?) -> Set<String> { Set((user?.roles ?? []).compactMap(\.name)) }

    @Test func `Roles that come in further pages inside of a user are read to their end`() async throws {
        let users = try await Self.users { path in
            if path.hasPrefix("teams?") { return Self.list("") }
            if path.hasPrefix("systemusers?") {
                let more = #","systemuserroles_association@odata.nextLink":"\#(Dynamics.root)/more?$skiptoken=a b""#
                return Self.list(Self.user("ann", roles: Self.other, more: more))
            }
            if path == "more?$skiptoken=a%20b" { return Self.list("", next: "more?$skiptoken=3") }
            if path == "more?$skiptoken=3" { return Self.list(Self.role) }
            return Dynamics.failure(404, "")
        }
        #expect(Self.names(users.first) == ["Basic User", "Salesperson"])
    }

    /// What takes the place of one row of a list, or of what is in it.
    @Test(arguments: [
        "null", "5", "{}", #"{"internalemailaddress":"bob@contoso.example","isdisabled":false}"#,
        #"{"internalemailaddress":"bob@contoso.example","isdisabled":"no","systemuserroles_association":[\#(RoleTests.role)],"teammembership_association":[]}"#,
        #"{"internalemailaddress":"bob@contoso.example","systemuserroles_association":[\#(RoleTests.role)],"teammembership_association":5}"#,
        #"{"internalemailaddress":"bob@contoso.example","isdisabled":null,"systemuserroles_association":[\#(RoleTests.role)],"teammembership_association":[]}"#,
    ])
    func `A row that cannot be read hides no other, and gives nobody a role`(other: String) async throws {
        for rows in [
            "\(other),\(Self.user("ann", roles: "null,\(Self.role)"))",
            "\(Self.user("ann", roles: "\(Self.role),{}")),\(other)",
        ] {
            let users = try await Self.users { $0.hasPrefix("teams?") ? Self.list("null,{}") : Self.list(rows) }
            let ann = try #require(users.first { $0.enteredAddress?.text == "ann@contoso.example" })
            #expect(Self.names(ann) == ["Salesperson"])
            #expect(ann.isTold && ann.roles.contains { $0.id == nil && $0.name == nil })
            let rest = users.filter { $0 != ann }
            #expect(rest.count == 1 && rest.allSatisfy { !$0.isTold })
        }
    }

    @Test func `So are the teams of a user, the roles of a team, and lists that come as a link alone`() async throws {
        let users = try await Self.users { path in
            if path.hasPrefix("teams?") {
                return Self.list(
                    #"{"teamid":"T1","name":"West","teamroles_association@odata.nextLink":"\#(Dynamics.root)/teamroles"}"#
                )
            }
            if path.hasPrefix("systemusers?") {
                let more = #","teammembership_association@odata.nextLink":"\#(Dynamics.root)/memberships""#
                return Self.list(Self.user("ann", roles: "", more: more), next: "second")
            }
            switch path {
            case "second": return Self.list(Self.user("bob", roles: Self.other))
            case "teamroles": return Self.list(Self.role)
            case "memberships": return Self.list(#"{"teamid":"t1"}"#)
            default: return Dynamics.failure(404, "")
            }
        }
        #expect(users.map { $0.enteredAddress?.text } == ["ann@contoso.example", "bob@contoso.example"])
        #expect(users[0].roles.isEmpty)
        #expect(users[0].teamRoles.mapValues { Set($0.compactMap(\.name)) } == ["West": ["Salesperson"]])
        #expect(Self.names(users[1]) == ["Basic User"])
    }

    @Test(arguments: [
        "https://evil.example/api/data/v9.2/more", "more", "", "http://contoso.crm4.dynamics.com/api/data/v9.2/more",
    ])
    func `A link inside of a user that leads elsewhere is no answer`(link: String) async throws {
        await #expect(throws: SourceError.self) {
            _ = try await Self.users { path in
                let more = #","systemuserroles_association@odata.nextLink":"\#(link)""#
                return Self.list(path.hasPrefix("teams?") ? "" : Self.user("ann", roles: Self.role, more: more))
            }
        }
    }

    @Test func `Roles that cannot be read to their end, or have none, are no answer`() async throws {
        for answer in [Dynamics.failure(404, ""), Self.list(Self.role, next: "more"), Dynamics.answer("{}")] {
            let error = await #expect(throws: SourceError.self) {
                _ = try await Self.users { path in
                    if path == "more" { return answer }
                    let more = #","systemuserroles_association@odata.nextLink":"\#(Dynamics.root)/more""#
                    return Self.list(path.hasPrefix("teams?") ? "" : Self.user("ann", roles: Self.role, more: more))
                }
            }
            #expect(error?.code != .cursorExpired)
        }
    }

    @Test(arguments: [
        "", user("ann", roles: ""), user("ann", roles: "") + "," + user("bob", roles: ""),
        #"{"systemuserid":"a","applicationid":"b","systemuserroles_association":[\#(role)],"teammembership_association":[]}"#,
    ])
    func `Nobody with any role is an answer, of which others judge what it is worth`(users: String) async throws {
        let found = try await Self.users { Self.list($0.hasPrefix("teams?") ? "" : users) }
        #expect(found.allSatisfy { $0.roles.isEmpty && $0.teamRoles.isEmpty && $0.unknownTeams.isEmpty })
    }

    @Test(arguments: [#"{"teamid":"T2"}"#, #"{"teamid":"t1"},{"teamid":"t2"}"#])
    func `A team that the list of teams does not name has roles that nobody knows`(teams: String) async throws {
        let users = try await Self.users { path in
            guard path.hasPrefix("teams?") else { return Self.list(Self.user("ann", roles: Self.other, teams: teams)) }
            return Self.list(#"{"teamid":"t1","name":"West","teamroles_association":[\#(Self.role)]}"#)
        }
        #expect(users.first?.unknownTeams == ["t2"])
        #expect(Self.names(users.first) == ["Basic User"])
    }

    @Test func `Of a user without the list of roles that was asked for nobody knows them`() async throws {
        let users = try await Self.users { path in
            Self.list(path.hasPrefix("teams?") ? "" : #"{"domainname":"a@x.example","teammembership_association":[]}"#)
        }
        #expect(users.map(\.isTold) == [false])
    }
}
