package import Interactions

/// All that is known about a tenant, the same for each of its mailboxes.
package struct TenantFacts: Hashable, Sendable {
    /// SwitchState numbers of the licences.
    package let licenses: Fact<Set<String>>
    package let lifeCycle: LifeCycleState

    package init(licenses: Fact<Set<String>>, lifeCycle: LifeCycleState) {
        self.licenses = licenses
        self.lifeCycle = lifeCycle
    }
}

/// All that a decision on one mailbox stands on.
package struct Facts: Hashable, Sendable {
    package let tenant: TenantFacts
    package let mailbox: Mailbox
    /// Nil if no directory knows the mailbox.
    package let user: UserFacts?
    /// The owner was erased by request, for good.
    package let isErased: Bool

    package init(tenant: TenantFacts, mailbox: Mailbox, user: UserFacts?, isErased: Bool = false) {
        self.tenant = tenant
        self.mailbox = mailbox
        self.user = user
        self.isErased = isErased
    }
}
