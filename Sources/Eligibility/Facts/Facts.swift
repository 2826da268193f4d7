package import Interactions

/// All that is known about a tenant, the same for each of its mailboxes.
package struct TenantFacts: Hashable, Sendable {
    /// Part numbers of the tenant's licences.
    package let licenses: Fact<Set<String>>
    package let lifeCycle: LifeCycleState
    /// Every security role that anybody told of, which says which are copies of one.
    package let roles: RoleCatalog

    package init(licenses: Fact<Set<String>>, lifeCycle: LifeCycleState, roles: RoleCatalog = RoleCatalog()) {
        self.licenses = licenses
        self.lifeCycle = lifeCycle
        self.roles = roles
    }
}

/// All that a decision on one mailbox stands on.
package struct Facts: Hashable, Sendable {
    package let tenant: TenantFacts
    package let mailbox: Mailbox
    /// What is known of the mailbox's owner; nil if no directory knows the mailbox.
    package let user: UserFacts?
    /// Whether the owner was erased by request, for good.
    package let isErased: Bool

    package init(tenant: TenantFacts, mailbox: Mailbox, user: UserFacts?, isErased: Bool = false) {
        self.tenant = tenant
        self.mailbox = mailbox
        self.user = user
        self.isErased = isErased
    }
}
