import Connector
import ConnectorTesting
import Interactions
import SQLiteStore
import Testing

/// Whose row an address is found by, where it is another address of the person's.
extension PersonsTests {
    /// How somebody is joined to an address that a company has, and what parts them again.
    enum Bond: CaseIterable {
        case alias, primary, otherAlias, owner, plusSign, plusSigns
    }

    enum Parting: CaseIterable {
        case erasure, rowGone, addressGone, otherMaster, shared
    }

    @Test(arguments: Bond.allCases, Parting.allCases)
    func `A person who is told by another's address is told anew with it`(
        bond: Bond,
        parting: Parting
    ) async throws {
        let names =
            switch bond {
            case .plusSign: ["ann@contoso.example", "ann+x@contoso.example"]
            case .plusSigns: ["ann+y@contoso.example", "ann+x@contoso.example"]
            default: ["bob@contoso.example", "ann@contoso.example"]
            }
        let (own, other) = (try Self.address(names[0]), try Self.address(names[1]))
        let third = try Self.address("EX:/o=x/cn=y")
        try await see(
            Self.interaction(1, .email, ["from zoe@fabrikam.example", "to \(names[1])"]),
            Self.interaction(2, .email, ["from zoe@fabrikam.example", "to \(third.text)"])
        )
        let company = "account/00000000-0000-0000-0000-000000000001"
        let second = "account/00000000-0000-0000-0000-000000000002"
        try await see((company, [names[0]]), (second, []))
        switch bond {
        case .alias: try await know(DirectoryEntry(other, aliases: [own, third]))
        case .primary: try await know(DirectoryEntry(own, aliases: [other, third]))
        case .otherAlias: try await know(DirectoryEntry(third, aliases: [own, other]))
        case .owner:
            let page = StorePage(
                changes: [.owner([other, own, third])],
                cursor: Cursor("c"),
                isLast: false,
                startsRound: false
            )
            _ = try await store.commit(page, to: StoreScene.mail(1))
        case .plusSign, .plusSigns:
            let rule = PlusAddressing(domains: MailDomains(["contoso.example"]))
            try await store.setDirectory([], plusAddressing: rule)
        }
        var follower = FeedFollower()
        try await follower.follow(store, limit: 2)
        let linked = follower.held.values.flatMap(\.records.values).map(\.text)
        #expect(linked.contains(company), "told by the other's address")
        switch parting {
        case .erasure: while try await !store.erase(own, limit: 1).isComplete {}
        case .rowGone:
            let page = StorePage(
                changes: [.gone(ItemKey(company))],
                cursor: Cursor("c"),
                isLast: false,
                startsRound: false
            )
            _ = try await store.commit(page, to: StoreScene.rows)
        case .addressGone: try await see((company, []))
        case .otherMaster: try await see((company, ["zoe@fabrikam.example"]), (second, [names[0]]))
        case .shared: try await see((second, [names[0], "zoe@fabrikam.example"]))
        }
        try await follower.follow(store, limit: 2)
        var reader = FeedFollower()
        try await reader.follow(store, limit: 100)
        #expect(follower.held == reader.held)
        #expect(try await store.integrityCheck() == [])
    }
}
