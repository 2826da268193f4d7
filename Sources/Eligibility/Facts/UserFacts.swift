package import Interactions

/// What is known about one user and the user's mailbox.
package struct UserFacts: Hashable, Sendable {
    package let mailbox: Mailbox
    /// Every address and legacy distinguished name that is the user's, the mailbox's own among them.
    package private(set) var addresses: Set<Participant.Address>
    /// The account's object id in Microsoft Entra, a GUID in lower case; nil where nobody told it.
    package var objectID: String?
    package var account: Fact<Account>
    package var location: Fact<DataLocation>
    /// Security roles of Dataverse, held directly or through a team.
    package var roles: Fact<Set<RoleAssignment>>
    /// Groups by name or id, as the directory writes them.
    package var groups: Fact<Set<String>>
    /// Whether the user said "do not include my data".
    package var hasOptedOut: Fact<Bool>
    /// Administrator roles of the directory, for example `Global Administrator`.
    package var administratorRoles: Fact<Set<String>>

    /// - Parameter aliases: addresses and names beside the mailbox's own.
    package init(
        mailbox: Mailbox,
        aliases: Set<Participant.Address> = [],
        account: Fact<Account>,
        location: Fact<DataLocation>,
        roles: Fact<Set<RoleAssignment>>,
        groups: Fact<Set<String>>,
        hasOptedOut: Fact<Bool>,
        administratorRoles: Fact<Set<String>>
    ) {
        self.mailbox = mailbox
        addresses = aliases.union([.smtp(mailbox.address)])
        self.account = account
        self.location = location
        self.roles = roles
        self.groups = groups
        self.hasOptedOut = hasOptedOut
        self.administratorRoles = administratorRoles
    }
}

extension UserFacts {
    /// Adds what else the user is called.
    package mutating func join(_ aliases: Set<Participant.Address>) {
        addresses.formUnion(aliases)
    }

    /// Whether the user has a security role of this name or id, directly or through a team.
    package func holds(_ role: String) -> Bool {
        let selection = RoleCatalog().selection(of: [role])
        return (roles.value ?? []).contains { selection.contains($0.role) }
    }
}
