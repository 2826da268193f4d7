import Directory
import Eligibility
import Interactions
import Testing

/// Users whom services name, and a file that adds to what they say.
struct ServiceUserTests {
    private static let now = Timestamp(microseconds: 7)

    /// Ann by her own address, with a former one that the tenant keeps.
    private static func users(_ file: String?) throws -> [UserFacts] {
        var account = LiveFacts.User()
        account.isEnabled = true
        account.isGuest = false
        let ann = try #require(EmailAddress("ann@contoso.example"))
        let former = try #require(EmailAddress("ann.b@contoso.example"))
        let user = ServiceUser(address: ann, aliases: [.smtp(former), .smtp(ann)], account: account)
        return UserDirectory(
            [user],
            file: try file.map {
                try UserDirectory(csv: $0, path: "users.csv", observedAt: Timestamp(microseconds: 5))
            },
            location: Fact(DataLocation(code: "EUR", country: nil), source: .configuration, observedAt: now),
            observedAt: now
        ).users
    }

    @Test(
        arguments: [
            // Nobody says so, or nothing of her.
            (nil, false), ("email,roles\nann@contoso.example,Salesperson", false),
            ("email,optOut\nbob@contoso.example,yes", false), ("email,optOut\nann@contoso.example,no", false),
            // By any of her addresses.
            ("email,optOut\nann@contoso.example,yes", true), ("email,optOut\nann.b@contoso.example,yes", true),
            // A row that cannot be read may be the one that says so.
            ("email,optOut\nann@contoso.example,perhaps", nil),
            ("email,optOut,enabled\nann.b@contoso.example,yes,perhaps", nil),
            ("email,optOut\nann@contoso.example,no\nann@contoso.example,yes", nil),
        ] as [(String?, Bool?)]
    )
    func `Who opted out in the file has, and who may have is not taken for one who has not`(
        file: String?,
        hasOptedOut: Bool?
    ) throws {
        let ann = try #require(try Self.users(file).first { $0.mailbox.address.text == "ann@contoso.example" })
        #expect(ann.hasOptedOut.value == hasOptedOut)
    }

    @Test func `The file's row goes by one of the addresses, and adds to them`() throws {
        let file = "email,aliases,kind,location\nann.b@contoso.example,/o=Contoso/cn=Ann,user,NAM"
        let users = try Self.users(file)
        #expect(users.map(\.mailbox.address.text) == ["ann@contoso.example"])
        #expect(users.first?.addresses.count == 3)
        #expect(users.first?.account.value == Account(kind: .user, isEnabled: true, isGuest: false))
        #expect(users.first?.location.value?.code == "NAM")
        #expect(try Self.users(nil).first?.location.value?.code == "EUR")
    }

    @Test func `An address that the tenant gives joins, unless the file gives it to another`() throws {
        let file = try UserDirectory(
            csv: "email,aliases\nann@contoso.example,\nbob@contoso.example,old@contoso.example",
            path: "users.csv",
            observedAt: Timestamp(microseconds: 5)
        )
        var live = LiveFacts(observedAt: Self.now)
        var account = LiveFacts.User()
        for alias in ["ann.b@contoso.example", "old@contoso.example"] {
            account.aliases.insert(.smtp(try #require(EmailAddress(alias))))
        }
        live.accounts = [try #require(EmailAddress("ann@contoso.example")): account]
        let addresses = file.updated(by: live).directory.users.map { $0.addresses.map(\.text).sorted() }
        #expect(
            addresses == [
                ["ann.b@contoso.example", "ann@contoso.example"], ["bob@contoso.example", "old@contoso.example"],
            ]
        )
    }
}
