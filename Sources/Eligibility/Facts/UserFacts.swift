package import Interactions

/// What is known about one user and the user's mailbox.
package struct UserFacts: Hashable, Sendable {
    package let mailbox: Mailbox
    package var account: Fact<Account>
    package var location: Fact<DataLocation>
    /// Security roles of Dataverse, held directly or through a team.
    package var roles: Fact<Set<RoleAssignment>>
    /// Groups by name or id, as the directory writes them.
    package var groups: Fact<Set<String>>
    /// The user's own "do not include my data".
    package var hasOptedOut: Fact<Bool>
    /// Administrator roles of the directory, for example `Global Administrator`.
    package var administratorRoles: Fact<Set<String>>

    package init(
        mailbox: Mailbox,
        account: Fact<Account>,
        location: Fact<DataLocation>,
        roles: Fact<Set<RoleAssignment>>,
        groups: Fact<Set<String>>,
        hasOptedOut: Fact<Bool>,
        administratorRoles: Fact<Set<String>>
    ) {
        self.mailbox = mailbox
        self.account = account
        self.location = location
        self.roles = roles
        self.groups = groups
        self.hasOptedOut = hasOptedOut
        self.administratorRoles = administratorRoles
    }
}

extension UserFacts {
    /// Whether the user has a security role of this name or id, directly or through a team.
    package func holds(_ role: String) -> Bool {
        (roles.value ?? []).contains { $0.role.isNamed(in: [role]) }
    }
}
