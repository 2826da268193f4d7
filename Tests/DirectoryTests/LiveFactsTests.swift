import ConnectorTesting
import Directory
import Eligibility
import Interactions
import Testing

struct LiveFactsTests {
    private static func directory(_ rows: String) throws -> UserDirectory {
        let folder = try TemporaryDirectory()
        return try UserDirectory(path: try folder.write(#"{"users":[\#(rows)]}"#, to: "users.json"))
    }

    private static let ann =
        #"{"email":"ann@contoso.example","enabled":true,"guest":false,"kind":"user","location":"EUR","roles":["Salesperson"]}"#
    private static let bob = #"{"email":"bob@contoso.example"}"#

    private static func address(_ text: String) throws -> EmailAddress { try #require(EmailAddress(text)) }

    @Test func `What nobody was asked stays as the file has it`() throws {
        let directory = try Self.directory("\(Self.ann),\(Self.bob)")
        let (updated, conflicts) = directory.updated(by: LiveFacts(observedAt: Timestamp(microseconds: 1)))
        #expect(updated.users == directory.users)
        #expect(conflicts.isEmpty)
    }

    @Test func `A service's word counts, a missing kind stays missing, and differences are counted`() throws {
        let directory = try Self.directory("\(Self.ann),\(Self.bob)")
        var live = LiveFacts(observedAt: Timestamp(microseconds: 1))
        var account = LiveFacts.User()
        account.isEnabled = false
        account.locationCode = "FRA"
        live.accounts = [
            try Self.address("ann@contoso.example"): account, try Self.address("bob@contoso.example"): account,
        ]
        // Somebody has a role, so that Dataverse's word is one; these two have none.
        live.roles = [try Self.address("zoe@contoso.example"): [Self.seller]]
        let (updated, conflicts) = directory.updated(by: live)
        let ann = try #require(updated[try Self.address("ann@contoso.example")])
        #expect(ann.account.value == Account(kind: .user, isEnabled: false, isGuest: false))
        #expect(ann.account.source == .graph)
        #expect(ann.location.value == DataLocation(code: "FRA", country: nil))
        #expect(ann.roles == Fact([], source: .dataverse, observedAt: Timestamp(microseconds: 1)))
        let bob = try #require(updated[try Self.address("bob@contoso.example")])
        // Graph does not say whether it is a room.
        #expect(bob.account.value == Account(kind: nil, isEnabled: false, isGuest: nil))
        #expect(bob.location.value?.code == "FRA")
        #expect(conflicts.map(\.users) == [1, 1, 1])
        #expect(Set(conflicts.map(\.fact)) == [.account, .location, .roles])
    }

    @Test func `While somebody's roles are told without his address, nobody is without a role`() throws {
        let directory = try Self.directory("\(Self.ann),\(Self.bob)")
        var live = LiveFacts(observedAt: Timestamp(microseconds: 1))
        live.roles = [try Self.address("ann@contoso.example"): [Self.seller]]
        live.ownerless = [.roles]
        let (updated, _) = directory.updated(by: live)
        #expect(updated[try Self.address("ann@contoso.example")]?.roles.value == [Self.seller])
        #expect(updated[try Self.address("bob@contoso.example")]?.roles.value == nil)
        live.ownerless = [.accounts]
        #expect(directory.updated(by: live).directory[try Self.address("bob@contoso.example")]?.roles.value == [])
    }

    @Test(arguments: ["ann@contoso.example", "a@contoso.example"])
    func `Of whom an address is claimed by several, nothing is known of what they say`(contested: String) throws {
        let directory = try Self.directory(
            #"""
            {"email":"ann@contoso.example","aliases":["a@contoso.example"],"enabled":true,"guest":false,"kind":"user",
            "location":"EUR","roles":["Salesperson"]}
            """#
        )
        var live = LiveFacts(observedAt: Timestamp(microseconds: 1))
        var account = LiveFacts.User()
        (account.isEnabled, account.isGuest) = (true, false)
        live.accounts = [
            try Self.address("ann@contoso.example"): account, try Self.address("b@contoso.example"): account,
        ]
        live.roles = [try Self.address("ann@contoso.example"): [Self.seller]]
        #expect(directory.updated(by: live).directory.users.first?.account.value?.isEnabled == true)
        live.contested = [.accounts: [try Self.address(contested)], .roles: [try Self.address(contested)]]
        let ann = try #require(directory.updated(by: live).directory.users.first)
        #expect(ann.account.value == nil && ann.location.value == nil && ann.roles.value == nil)
    }

    @Test func `An object id says whose it is, and nothing where two rows are about one account`() throws {
        let directory = try Self.directory("\(Self.ann),\(Self.bob)")
        let id = "11110000-0000-4000-8000-00000000aaaa"
        var account = LiveFacts.User()
        account.objectID = id
        var live = LiveFacts(observedAt: Timestamp(microseconds: 1))
        live.accounts = [
            try Self.address("ann@contoso.example"): account, try Self.address("bob@contoso.example"): LiveFacts.User(),
        ]
        let (updated, _) = directory.updated(by: live)
        #expect(updated.users(withObjectID: id).map(\.mailbox.address.text) == ["ann@contoso.example"])
        #expect(updated.users(withObjectID: "").isEmpty && directory.users(withObjectID: id).isEmpty)
        live.accounts?[try Self.address("bob@contoso.example")] = account
        #expect(directory.updated(by: live).directory.users(withObjectID: id).count == 2)
    }

    @Test func `Who is not in the tenant has no account, and where the tenant is stays the file's word`() throws {
        let directory = try Self.directory(Self.ann)
        var live = LiveFacts(observedAt: Timestamp(microseconds: 1))
        live.accounts = [try Self.address("zoe@contoso.example"): LiveFacts.User()]
        let gone = try #require(directory.updated(by: live).directory.users.first)
        #expect(gone.account.value == nil)
        #expect(gone.location.value?.code == "EUR")
        #expect(gone.location.source == .directoryFile)
    }

    @Test(arguments: [
        ("EUR", "EUR", "NL"), ("EUR", "FRA", nil), ("EUR", "APC", nil), ("GBR", "EUR", nil), (nil, "EUR", nil),
    ])
    func `The file's country stands with the file's code alone`(file: String?, graph: String, country: String?) throws {
        let code = file.map { #""location":"\#($0)","# } ?? ""
        let directory = try Self.directory(#"{"email":"ann@contoso.example",\#(code)"country":"NL"}"#)
        var account = LiveFacts.User()
        account.locationCode = graph
        var live = LiveFacts(observedAt: Timestamp(microseconds: 1))
        live.accounts = [try Self.address("ann@contoso.example"): account]
        let (updated, conflicts) = directory.updated(by: live)
        #expect(updated.users.first?.location.value == DataLocation(code: graph, country: country))
        #expect(conflicts.contains { $0.fact == .location } == (country == nil))
    }

    @Test func `A kind that was asked for and not told is unknown, and groups are compared as far as they were asked`()
        throws
    {
        let directory = try Self.directory(
            #"{"email":"ann@contoso.example","enabled":true,"guest":false,"kind":"user","groups":["g1","other"]},\#(Self.bob)"#
        )
        var live = LiveFacts(observedAt: Timestamp(microseconds: 1))
        live.kinds = [try Self.address("bob@contoso.example"): .shared]
        live.groups = LiveFacts.Groups(asked: ["g1"], members: [try Self.address("bob@contoso.example"): ["g1"]])
        var bob = LiveFacts.User()
        bob.isEnabled = true
        bob.isGuest = false
        live.accounts = [try Self.address("bob@contoso.example"): bob, try Self.address("ann@contoso.example"): bob]
        let (updated, conflicts) = directory.updated(by: live)
        let found = try ["ann", "bob"].map { try #require(updated[try Self.address("\($0)@contoso.example")]) }
        #expect(found[0].account.value == Account(kind: nil, isEnabled: true, isGuest: false))
        #expect(found[1].account.value == Account(kind: .shared, isEnabled: true, isGuest: false))
        #expect(found[0].groups.value == [])
        #expect(found[1].groups.value == ["g1"])
        #expect(conflicts.map(\.fact) == [.groups])
        #expect(conflicts.map(\.users) == [1])
    }

    private static let seller = RoleAssignment(role: SecurityRole(name: "Salesperson"), path: .direct)

    @Test(
        arguments: [
            // The file's country is the file's code's: beside another code it would say where the mailbox is not.
            ("EUR", "NL", "FRA", nil), ("EUR", "NL", "NAM", nil), ("FRA", "FR", "EUR", nil), ("EUR", "DE", "APC", nil),
            ("EUR", "NL", "EUR", "NL"), ("EUR", nil, "EUR", nil), ("EUR", nil, "NAM", nil),
        ] as [(String, String?, String, String?)]
    )
    func `Graph's code takes the file's country with it only if it is the file's code too`(
        code: String,
        country: String?,
        live: String,
        expected: String?
    ) throws {
        let told = country.map { #","country":"\#($0)""# } ?? ""
        let directory = try Self.directory(#"{"email":"ann@contoso.example","location":"\#(code)"\#(told)}"#)
        var facts = LiveFacts(observedAt: Timestamp(microseconds: 1))
        var user = LiveFacts.User()
        user.locationCode = live
        facts.accounts = [try Self.address("ann@contoso.example"): user]
        let location = try #require(directory.updated(by: facts).directory.users.first?.location)
        #expect(location.value == DataLocation(code: live, country: expected))
        #expect(location.source == .graph)
    }

    @Test func `What a service cannot tell now is missing, neither the file's word nor an empty answer`() throws {
        let directory = try Self.directory(
            #"{"email":"ann@contoso.example","enabled":true,"guest":false,"kind":"user","groups":["g1"],"roles":["S"]}"#
        )
        for part in LiveFacts.Part.allCases {
            var live = LiveFacts(observedAt: Timestamp(microseconds: 1))
            live.unknown = [part]
            let (updated, conflicts) = directory.updated(by: live)
            let ann = try #require(updated.users.first)
            let file = try #require(directory.users.first)
            #expect((ann.roles == file.roles) == (part != .roles))
            #expect((ann.groups == file.groups) == (part != .groups))
            #expect((ann.account == file.account) == (part != .accounts && part != .kinds))
            #expect(
                live.licenseFact == (part == .licenses ? Fact(nil, source: .graph, observedAt: live.observedAt) : nil)
            )
            switch part {
            case .roles: #expect(ann.roles == Fact(nil, source: .dataverse, observedAt: live.observedAt))
            case .groups: #expect(ann.groups == Fact(nil, source: .graph, observedAt: live.observedAt))
            case .accounts: #expect(ann.account == Fact(nil, source: .graph, observedAt: live.observedAt))
            case .kinds: #expect(ann.account.value == Account(kind: nil, isEnabled: true, isGuest: false))
            case .licenses: #expect(conflicts.isEmpty)
            }
        }
    }

    @Test func `Empty answers where there must be something are no facts`() throws {
        let directory = try Self.directory(Self.ann)
        var live = LiveFacts(observedAt: Timestamp(microseconds: 1))
        live.accounts = [:]
        live.roles = [:]
        live.licenses = []
        let ann = try #require(directory.updated(by: live).directory.users.first)
        #expect(ann.account.value == nil && ann.account.source == .graph)
        #expect(ann.roles.value == nil && ann.roles.source == .dataverse)
        #expect(live.licenseFact?.value == nil && live.licenseFact?.source == .graph)
        // Users without any role at all are no better than no users.
        live.roles = [try Self.address("ann@contoso.example"): []]
        #expect(live.isUnknown(.roles))
        // An empty group may be one.
        live.groups = LiveFacts.Groups(asked: ["g"], members: [:])
        #expect(!live.isUnknown(.groups))
        live.licenses = ["SPE_E5"]
        #expect(live.licenseFact == Fact(["SPE_E5"], source: .graph, observedAt: live.observedAt))
    }

    @Test func `What services say of an alias counts for its mailbox`() throws {
        let directory = try Self.directory(
            #"{"email":"ann@contoso.example","aliases":["ann.upn@contoso.example"],"kind":"user","roles":[]}"#
        )
        var live = LiveFacts(observedAt: Timestamp(microseconds: 1))
        let alias = try Self.address("ann.upn@contoso.example")
        var user = LiveFacts.User()
        (user.isEnabled, user.isGuest, user.locationCode) = (true, false, "EUR")
        live.accounts = [alias: user]
        live.roles = [alias: [Self.seller]]
        live.groups = LiveFacts.Groups(asked: ["g"], members: [alias: ["g"]])
        let ann = try #require(directory.updated(by: live).directory.users.first)
        #expect(ann.account.value == Account(kind: .user, isEnabled: true, isGuest: false))
        #expect(ann.location.value == DataLocation(code: "EUR", country: nil))
        #expect(ann.roles.value == [Self.seller])
        #expect(ann.groups.value == ["g"])
        // The mailbox's own address comes first.
        live.accounts?[try Self.address("ann@contoso.example")] = LiveFacts.User()
        #expect(directory.updated(by: live).directory.users.first?.account.value?.isEnabled == nil)
    }
}
