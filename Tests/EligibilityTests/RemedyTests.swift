import ConnectorTesting
import Eligibility
import Interactions
import Testing

/// Every remedy that is printed is followed, and its reason must go.
struct RemedyTests {
    /// Everything that a remedy may ask to be changed: the configuration, the directory file, and what commands record.
    private struct World {
        var rules = EligibilityRules()
        var licenses = EligibleTenant.told(["DYN365_SALES_PREMIUM"] as Set<String>)
        var lifeCycle = LifeCycle()
        var now = EligibleTenant.now
        /// Nil if the directory file has no such row.
        var user: UserFacts?
        var isErased = false

        init() throws {
            let ann = try #require(EmailAddress("ann@contoso.example").map { Mailbox(address: $0) })
            user = EligibleTenant.user(ann)
            for event in EligibleTenant.lifeCycleEvents { try lifeCycle.apply(event) }
        }

        mutating func run(_ kind: LifeCycleEvent.Kind) throws {
            try lifeCycle.apply(LifeCycleEvent(kind, at: now), under: rules.profile)
        }

        mutating func wait(days: Int64) { now = now.advanced(by: .seconds(days * 86_400)) }

        func decide() throws -> (mailbox: Decision, tenant: TenantDecision) {
            let ann = try #require(EmailAddress("ann@contoso.example").map { Mailbox(address: $0) })
            let tenant = TenantFacts(licenses: licenses, lifeCycle: lifeCycle.state(at: now))
            let policy = EligibilityPolicy(rules)
            let facts = Facts(tenant: tenant, mailbox: ann, user: user, isErased: isErased)
            return (policy.decide(facts), policy.decide(tenant))
        }

        func reasons() throws -> [Reason] {
            let decisions = try decide()
            return decisions.mailbox.reasons + decisions.tenant.decisions.flatMap(\.reasons)
        }
    }

    private typealias Change = (inout World) throws -> Void

    /// A way into a reason, and what its remedy says to do.
    private struct Way {
        /// What the remedy names.
        let names: String
        let spoil: Change
        /// Nil where the remedy says that there is nothing to do.
        let follow: Change?

        init(_ names: String, _ spoil: @escaping Change, _ follow: Change?) {
            (self.names, self.spoil, self.follow) = (names, spoil, follow)
        }
    }

    private static func way(into code: Reason.Code) -> Way {
        switch code {
        case .licenseUnknown:
            Way(
                "'eligibility.licenses'",
                { $0.licenses = EligibleTenant.told(nil) },
                { $0.licenses = EligibleTenant.told(["DYN365_SALES_PREMIUM"]) }
            )
        case .licenseMissing:
            Way(
                "'eligibility.licensePatterns'",
                { $0.licenses = EligibleTenant.told(["CONTOSO_CRM"]) },
                { $0.rules.licenses.append("CONTOSO_CRM") }
            )
        case .premiumFeaturesMissing:
            Way(
                "rapport premium install",
                { try $0.run(.premiumFeaturesRemoved) },
                { try $0.run(.premiumFeaturesInstalled) }
            )
        case .notEnabled:
            Way("rapport enable", { try $0.run(.disabled) }, { try $0.run(.enabled) })
        case .featuresSwitchedOff:
            Way(
                "rapport options relationship-analytics on",
                { world in for feature in Feature.allCases { try world.run(.featureSwitched(feature, on: false)) } },
                { try $0.run(.featureSwitched(.relationshipAnalytics, on: true)) }
            )
        case .relationshipAnalyticsSwitchedOff:
            Way(
                "rapport options relationship-analytics on",
                { try $0.run(.featureSwitched(.relationshipAnalytics, on: false)) },
                { try $0.run(.featureSwitched(.relationshipAnalytics, on: true)) }
            )
        case .whoKnowsWhomSwitchedOff:
            Way(
                "rapport options who-knows-whom on",
                {
                    // Also after day 14, which switches it off once more.
                    try $0.run(.featureSwitched(.whoKnowsWhom, on: false))
                    try $0.run(.consentWithdrawn)
                    $0.wait(days: 20)
                },
                { try $0.run(.featureSwitched(.whoKnowsWhom, on: true)) }
            )
        case .whoKnowsWhomAutoDisabled:
            Way("rapport enable", { try Self.runOut(&$0) }, { try Self.consentAndEnable(&$0) })
        case .exchangeNotEnabled:
            Way("rapport enable", { try $0.run(.disabled) }, { try $0.run(.enabled) })
        case .exchangeSwitchedOff:
            Way(
                "rapport exchange on",
                {
                    try $0.run(.exchangeSwitched(on: false))
                    try $0.run(.disabled)
                },
                { try $0.run(.exchangeSwitched(on: true)) }
            )
        case .exchangeAutoDisabled:
            Way("rapport enable", { try Self.runOut(&$0) }, { try Self.consentAndEnable(&$0) })
        case .consentPending:
            Way(
                "rapport consent grant",
                { $0.lifeCycle = try Self.without(consentGranted: $0) },
                { try $0.run(.consentGranted) }
            )
        case .consentMissing:
            Way(
                "rapport consent grant",
                {
                    $0.lifeCycle = try Self.without(consentGranted: $0)
                    $0.wait(days: 14)
                },
                { try $0.run(.consentGranted) }
            )
        case .consentWithdrawn:
            Way(
                "rapport consent grant",
                { try $0.run(.consentWithdrawn) },
                { try $0.run(.consentGranted) }
            )
        case .organisationConsentMissing:
            Way(
                "rapport consent grant",
                {
                    $0.rules.profile = .ownServer
                    $0.lifeCycle = try Self.without(consentGranted: $0)
                },
                { try $0.run(.consentGranted) }
            )
        case .locationUnknown:
            Way(
                "'location'",
                { $0.user?.location = EligibleTenant.told(nil) },
                { $0.user?.location = EligibleTenant.told(DataLocation(code: "EUR", country: nil)) }
            )
        case .unknownDatacenterScope:
            Way(
                "'location'",
                { $0.user?.location = EligibleTenant.told(DataLocation(code: nil, country: "NL")) },
                { $0.user?.location = EligibleTenant.told(DataLocation(code: "EUR", country: "NL")) }
            )
        case .regionSpecificDatacenter:
            Way(
                "'eligibility.locationExceptions'",
                { $0.user?.location = EligibleTenant.told(DataLocation(code: "GBR", country: "GB")) },
                { $0.rules.locationExceptions = ["GBR"] }
            )
        case .countryOutsideGeography:
            Way(
                "'country'",
                { $0.user?.location = EligibleTenant.told(DataLocation(code: "EUR", country: "DE")) },
                { $0.user?.location = EligibleTenant.told(DataLocation(code: "EUR", country: nil)) }
            )
        case .ownServerNotRead:
            Way(
                "'ews.url'",
                { $0.user?.location = EligibleTenant.told(DataLocation(onPremisesIn: nil)) },
                { $0.rules.readsOwnServer = true }
            )
        case .rolesUnknown:
            Way(
                "'roles'",
                { $0.user?.roles = EligibleTenant.told(nil) },
                { $0.user?.roles = EligibleTenant.told([Self.seller]) }
            )
        case .noRoleSelected:
            Way(
                "rapport roles select ROLE",
                { try $0.run(.rolesSelected([])) },
                { try $0.run(.rolesSelected(["Salesperson"])) }
            )
        case .roleMissing:
            Way(
                "rapport roles select ROLE",
                { try $0.run(.rolesSelected(["Sales Manager"])) },
                { try $0.run(.rolesSelected(["Salesperson"])) }
            )
        case .accountUnknown:
            Way(
                "'enabled', 'guest' and 'kind'",
                { $0.user?.account = EligibleTenant.told(nil) },
                { $0.user?.account = EligibleTenant.told(Self.account(.user)) }
            )
        case .accountDisabled:
            Way(
                "Nothing to do",
                { $0.user?.account = EligibleTenant.told(Account(kind: .user, isEnabled: false, isGuest: false)) },
                nil
            )
        case .guestAccount:
            Way(
                "Nothing to do",
                { $0.user?.account = EligibleTenant.told(Account(kind: .user, isEnabled: true, isGuest: true)) },
                nil
            )
        case .personalMailboxLeftOut:
            Way(
                "'eligibility.accountKinds'",
                { $0.rules.accountKinds = [.shared] },
                { $0.rules.accountKinds.insert(.user) }
            )
        case .sharedMailbox:
            Way(
                "'eligibility.accountKinds'",
                { $0.user?.account = EligibleTenant.told(Self.account(.shared)) },
                { $0.rules.accountKinds.insert(.shared) }
            )
        case .roomMailbox:
            Way(
                "'eligibility.accountKinds'",
                { $0.user?.account = EligibleTenant.told(Self.account(.room)) },
                { $0.rules.accountKinds.insert(.room) }
            )
        case .equipmentMailbox:
            Way(
                "'eligibility.accountKinds'",
                { $0.user?.account = EligibleTenant.told(Self.account(.equipment)) },
                { $0.rules.accountKinds.insert(.equipment) }
            )
        case .noMailbox:
            Way(
                "Nothing to do",
                { $0.user?.account = EligibleTenant.told(Self.account(Account.Kind.none)) },
                nil
            )
        case .notInDirectory:
            Way(
                "Add the user",
                { $0.user = nil },
                { world in world.user = try World().user }
            )
        case .notListed:
            Way("'mailboxes'", { $0.rules.listed = [] }, { $0.rules.listed = nil })
        case .groupsUnknown:
            Way(
                "'groups'",
                {
                    $0.rules.excludedGroups = ["HR"]
                    $0.user?.groups = EligibleTenant.told(nil)
                },
                { $0.user?.groups = EligibleTenant.told([]) }
            )
        case .excludedGroup:
            Way(
                "'eligibility.excludedGroups'",
                {
                    $0.rules.excludedGroups = ["HR"]
                    $0.user?.groups = EligibleTenant.told(["HR"])
                },
                { $0.rules.excludedGroups = [] }
            )
        case .optOutUnknown:
            Way(
                "'optOut'",
                { $0.user?.hasOptedOut = EligibleTenant.told(nil) },
                { $0.user?.hasOptedOut = EligibleTenant.told(false) }
            )
        case .optedOut:
            Way("Respect it", { $0.user?.hasOptedOut = EligibleTenant.told(true) }, nil)
        case .erased:
            Way("cannot be undone", { $0.isErased = true }, nil)
        }
    }

    private static let seller = RoleAssignment(role: SecurityRole(name: "Salesperson"), path: .direct)

    private static func account(_ kind: Account.Kind) -> Account {
        Account(kind: kind, isEnabled: true, isGuest: false)
    }

    private static func without(consentGranted world: World) throws -> LifeCycle {
        try LifeCycle(replaying: EligibleTenant.lifeCycleEvents.filter { $0.kind != .consentGranted })
    }

    private static func runOut(_ world: inout World) throws {
        world.lifeCycle = try without(consentGranted: world)
        world.wait(days: 14)
    }

    private static func consentAndEnable(_ world: inout World) throws {
        try world.run(.consentGranted)
        try world.run(.enabled)
    }

    @Test(arguments: Reason.Code.allCases)
    func `A remedy that is followed makes its reason go, and brings no other`(code: Reason.Code) throws {
        let way = Self.way(into: code)
        var world = try World()
        #expect(try world.reasons() == [])
        try way.spoil(&world)
        let before = try world.reasons()
        let reason = try #require(before.first { $0.code == code }, "\(before.map(\.code))")
        #expect(reason.remedy.contains(way.names), "\(reason.remedy)")
        #expect(reason.text.hasSuffix(".") && !reason.text.contains("\n"))
        guard let follow = way.follow else {
            #expect(["Nothing to do", "Respect it"].contains { reason.remedy.hasPrefix($0) })
            return
        }
        try follow(&world)
        let after = try world.reasons().map(\.code)
        #expect(!after.contains(code), "\(after)")
        #expect(Set(after).isSubset(of: before.map(\.code)), "\(after)")
    }

    /// All at once, each remedy followed in the order in which it is printed.
    @Test func `Following every remedy from top to bottom admits a mailbox that nothing spoke for`() throws {
        var world = try World()
        world.licenses = EligibleTenant.told(nil)
        world.lifeCycle = LifeCycle()
        world.rules.listed = []
        world.rules.excludedGroups = ["HR"]
        world.user?.location = EligibleTenant.told(nil)
        world.user?.roles = EligibleTenant.told(nil)
        world.user?.account = EligibleTenant.told(nil)
        world.user?.groups = EligibleTenant.told(nil)
        world.user?.hasOptedOut = EligibleTenant.told(nil)
        // Once enabled, the consent is pending instead of missing: whoever looks again sees that.
        for _ in 0..<2 {
            for reason in try world.decide().mailbox.reasons {
                // What an earlier remedy did already is not done again.
                guard try world.reasons().contains(where: { $0.code == reason.code }) else { continue }
                try Self.way(into: reason.code).follow?(&world)
            }
        }
        let left = try world.reasons().map(\.code)
        #expect(try world.decide().mailbox.admission != nil, "\(left)")
    }
}
