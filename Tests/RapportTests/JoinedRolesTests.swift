import Eligibility
import Interactions
import Testing

@testable import Dataverse
@testable import Engine
@testable import MicrosoftGraph

/// Whose roles a row of the CRM tells, where an administrator entered the address by hand.
struct JoinedRolesTests {
    private static func account(_ id: String, _ addresses: [EmailAddress]) -> TenantReader.User {
        TenantReader.User(
            objectID: id,
            mailbox: addresses.first,
            addresses: Set(addresses),
            aliases: [],
            isEnabled: true,
            isGuest: false,
            preferredDataLocation: nil
        )
    }

    @Test(
        arguments: [
            ("both of one account", "ann@c.example", true), ("no account that is known", "new@c.example", true),
            ("an address of no account", "ann@c.example", true), ("no name to sign in with", nil, true),
            ("another one's address", "bob@c.example", false),
        ] as [(String, String?, Bool)]
    )
    func `Roles of an entered address count unless it is another account's than the name's`(
        row: String,
        signInName: String?,
        counts: Bool
    ) throws {
        let ann = try #require(EmailAddress("ann@c.example"))
        let annas = try #require(EmailAddress("anna@c.example"))
        let bob = try #require(EmailAddress("bob@c.example"))
        let isKnown = row != "an address of no account"
        let owners = LiveFactsReader.claims([
            Self.account("1", isKnown ? [ann, annas] : [ann]), Self.account("2", [bob]),
        ])
        let member = RoleReader.User(
            signInName: signInName.flatMap { EmailAddress($0) },
            enteredAddress: annas,
            isDisabled: false,
            roles: [RoleReader.Role(id: "r", name: "Salesperson", rootID: nil)],
            isTold: true,
            teamRoles: [:],
            unknownTeams: []
        )
        let roles = LiveFactsReader.roles(LiveFactsReader.claims([member]), owners)
        #expect((roles[annas]?.isEmpty == false) == counts)
    }
}
