package import Eligibility
package import Interactions

/// Facts with which every gate is passed, to be incomplete one by one.
package enum EligibleTenant {
    /// When everything was observed.
    package static let now = Timestamp(microseconds: 1_795_430_400_000_000)

    package static let lifeCycleEvents: [LifeCycleEvent] = [
        LifeCycleEvent(.premiumFeaturesInstalled, at: now), LifeCycleEvent(.enabled, at: now),
        LifeCycleEvent(.rolesSelected(["Salesperson"]), at: now), LifeCycleEvent(.consentGranted, at: now),
    ]

    package static func tenant(
        licenses: Set<String>? = ["DYN365_SALES_PREMIUM"],
        events: [LifeCycleEvent] = lifeCycleEvents,
        at instant: Timestamp = now
    ) throws -> TenantFacts {
        TenantFacts(licenses: told(licenses), lifeCycle: try LifeCycle(replaying: events).state(at: instant))
    }

    package static func user(_ mailbox: Mailbox) -> UserFacts {
        UserFacts(
            mailbox: mailbox,
            account: told(Account(kind: .user, isEnabled: true, isGuest: false)),
            location: told(DataLocation(code: "EUR", country: nil)),
            roles: told([RoleAssignment(role: SecurityRole(name: "Salesperson"), path: .direct)]),
            groups: told([]),
            hasOptedOut: told(false),
            administratorRoles: told([])
        )
    }

    package static func facts(_ mailbox: Mailbox) throws -> Facts {
        Facts(tenant: try tenant(), mailbox: mailbox, user: user(mailbox))
    }

    /// A fact that the directory file told.
    package static func told<Value>(_ value: Value?) -> Fact<Value> {
        Fact(value, source: .directoryFile, observedAt: now)
    }

    /// Admits these mailboxes and refuses all others.
    package static func decide(_ mailboxes: some Sequence<Mailbox>) -> @Sendable (Mailbox) async throws -> Decision {
        let decisions = Dictionary(Set(mailboxes).map { mailbox in (mailbox, Result { try decision(mailbox) }) }) { $1 }
        return { mailbox in try decisions[mailbox]?.get() ?? decision(mailbox, isInDirectory: false) }
    }

    package static func decision(_ mailbox: Mailbox, isInDirectory: Bool = true) throws -> Decision {
        let user = isInDirectory ? user(mailbox) : nil
        return EligibilityPolicy(EligibilityRules()).decide(Facts(tenant: try tenant(), mailbox: mailbox, user: user))
    }
}
