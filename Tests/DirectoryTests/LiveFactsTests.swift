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
        live.roles = [:]
        let (updated, conflicts) = directory.updated(by: live)
        let ann = try #require(updated[try Self.address("ann@contoso.example")])
        #expect(ann.account.value == Account(kind: .user, isEnabled: false, isGuest: false))
        #expect(ann.account.source == .graph)
        #expect(ann.location.value == DataLocation(code: "FRA", country: nil))
        #expect(ann.roles == Fact([], source: .dataverse, observedAt: Timestamp(microseconds: 1)))
        let bob = try #require(updated[try Self.address("bob@contoso.example")])
        // Graph does not say whether it is a room.
        #expect(bob.account.value == nil)
        #expect(bob.location.value?.code == "FRA")
        #expect(conflicts.map(\.users) == [1, 1, 1])
        #expect(Set(conflicts.map(\.fact)) == [.account, .location, .roles])
    }

    @Test func `Who is not in the tenant has no account, and where the tenant is stays the file's word`() throws {
        let directory = try Self.directory(Self.ann)
        var live = LiveFacts(observedAt: Timestamp(microseconds: 1))
        live.accounts = [:]
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
        #expect(found[0].account.value == nil)
        #expect(found[1].account.value == Account(kind: .shared, isEnabled: true, isGuest: false))
        #expect(found[0].groups.value == [])
        #expect(found[1].groups.value == ["g1"])
        #expect(conflicts.map(\.fact) == [.account, .groups])
        #expect(conflicts.map(\.users) == [1, 1])
    }
}
