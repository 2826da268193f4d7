import ConnectorTesting
import Eligibility
import Testing

/// The way into each reason, and out of it.
extension RemedyTests {
    static func way(into code: Reason.Code) -> Way {
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
}
