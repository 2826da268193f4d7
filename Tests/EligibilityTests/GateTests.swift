import ConnectorTesting
import Eligibility
import Interactions
import Testing

/// Each gate alone, and all of them together.
struct GateTests {
    private static let ann = EmailAddress("ann@contoso.example").map { Mailbox(address: $0) }

    /// One way to fail each gate.
    private static let spoilers: [(Gate, Reason.Code)] = [
        (.license, .licenseMissing), (.premiumFeatures, .premiumFeaturesMissing), (.activation, .notEnabled),
        (.exchangeIntegration, .exchangeSwitchedOff), (.consent, .consentWithdrawn),
        (.dataLocation, .regionSpecificDatacenter), (.securityRole, .roleMissing), (.account, .accountDisabled),
        (.exclusion, .optedOut),
    ]

    @Test func `A mailbox is admitted exactly if all nine gates pass, and is told of every other`() throws {
        let ann = try #require(Self.ann)
        for mask in 0..<(1 << Self.spoilers.count) {
            let failing = Self.spoilers.indices.filter { mask >> $0 & 1 == 1 }.map { Self.spoilers[$0] }
            let gates = Set(failing.map(\.0))
            var events: [LifeCycleEvent] = [.init(.premiumFeaturesInstalled, at: EligibleTenant.now)]
            events.append(.init(.enabled, at: EligibleTenant.now))
            events.append(.init(.rolesSelected(["Salesperson"]), at: EligibleTenant.now))
            events.append(.init(.consentGranted, at: EligibleTenant.now))
            if gates.contains(.exchangeIntegration) {
                events.append(.init(.exchangeSwitched(on: false), at: EligibleTenant.now))
            }
            if gates.contains(.activation) { events.append(.init(.disabled, at: EligibleTenant.now)) }
            if gates.contains(.premiumFeatures) {
                events.append(.init(.premiumFeaturesRemoved, at: EligibleTenant.now))
            }
            if gates.contains(.consent) { events.append(.init(.consentWithdrawn, at: EligibleTenant.now)) }
            var user = EligibleTenant.user(ann)
            if gates.contains(.dataLocation) {
                user.location = EligibleTenant.told(DataLocation(code: "FRA", country: nil))
            }
            if gates.contains(.securityRole) { user.roles = EligibleTenant.told([]) }
            if gates.contains(.account) {
                user.account = EligibleTenant.told(Account(kind: .user, isEnabled: false, isGuest: false))
            }
            if gates.contains(.exclusion) { user.hasOptedOut = EligibleTenant.told(true) }
            let licenses: Set<String> = gates.contains(.license) ? ["O365_E5"] : ["DYN365_SALES_PREMIUM"]
            let tenant = try EligibleTenant.tenant(licenses: licenses, events: events)
            let decision = EligibilityPolicy(EligibilityRules()).decide(Facts(tenant: tenant, mailbox: ann, user: user))
            var expected = failing.map(\.1)
            // What is not enabled at all has no Exchange integration either, whoever switched it off before.
            if gates.contains(.activation) {
                expected.insert(.exchangeNotEnabled, at: try #require(expected.firstIndex(of: .notEnabled)) + 1)
            }
            #expect(decision.results.map(\.gate) == Gate.allCases)
            #expect(decision.reasons.map(\.code) == expected)
            #expect((decision.admission == nil) == (mask != 0))
        }
    }

    @Test(
        arguments: [
            (["DYN365_SALES_PREMIUM"], nil), (["dyn365_sales_premium_viral", "O365_E5"], nil),
            (["DYN365_ENTERPRISE_SALES"], .licenseMissing), ([], .licenseMissing), (nil, .licenseUnknown),
            (["XDYN365_SALES_PREMIUM"], .licenseMissing), (["DYN365_SALES_PREMIU"], .licenseMissing),
        ] as [(Set<String>?, Reason.Code?)]
    )
    func `The licence is known by its part number`(licenses: Set<String>?, reason: Reason.Code?) throws {
        let facts = try EligibleTenant.tenant(licenses: licenses)
        #expect(
            EligibilityPolicy(EligibilityRules()).decide(facts).results[0].reasons.map(\.code)
                == [reason].compactMap(\.self)
        )
    }

    @Test func `With both features off nothing is collected, and with one of them it is`() throws {
        let off = Feature.allCases.map { LifeCycleEvent(.featureSwitched($0, on: false), at: EligibleTenant.now) }
        for feature in Feature.allCases {
            let one = off.filter { $0.kind == .featureSwitched(feature, on: false) }
            let facts = try EligibleTenant.tenant(events: EligibleTenant.lifeCycleEvents + one)
            #expect(EligibilityPolicy(EligibilityRules()).decide(facts).results.allSatisfy { $0.isPassed })
        }
        let facts = try EligibleTenant.tenant(events: EligibleTenant.lifeCycleEvents + off)
        #expect(
            EligibilityPolicy(EligibilityRules()).decide(facts).results.flatMap(\.reasons).map(\.code) == [
                .featuresSwitchedOff
            ]
        )
        #expect(EligibilityPolicy(EligibilityRules()).decide(facts).features.values.allSatisfy { $0 == .off })
    }

    @Test func `A pattern of one's own extends the table`() throws {
        var rules = EligibilityRules()
        rules.licenses += ["CONTOSO_*_BUNDLE"]
        let facts = try EligibleTenant.tenant(licenses: ["contoso_sales_bundle"])
        #expect(EligibilityPolicy(rules).decide(facts).results[0].isPassed)
    }

    @Test(
        arguments: [
            ("EUR", nil, nil), ("APC", nil, nil), ("NAM", nil, nil),
            ("EUR", "AT", nil), ("EUR", "FI", nil), ("EUR", "FR", nil), ("EUR", "GB", nil), ("EUR", "IE", nil),
            ("EUR", "NL", nil), ("APC", "HK", nil), ("APC", "JP", nil), ("APC", "MY", nil), ("APC", "SG", nil),
            ("APC", "KR", nil), ("NAM", "BR", nil), ("NAM", "CL", nil), ("NAM", "US", nil),
            ("EUR", "DE", .countryOutsideGeography), ("EUR", "JP", .countryOutsideGeography),
            ("APC", "AU", .countryOutsideGeography), ("NAM", "CA", .countryOutsideGeography),
            ("NAM", "GB", .countryOutsideGeography),
            ("FRA", "FR", .regionSpecificDatacenter), ("GBR", "GB", .regionSpecificDatacenter),
            ("JPN", nil, .regionSpecificDatacenter), ("DEU", nil, .regionSpecificDatacenter),
            ("ZZZ", nil, .regionSpecificDatacenter),
            (nil, "NL", .unknownDatacenterScope), (nil, "US", .unknownDatacenterScope), (nil, nil, .locationUnknown),
        ] as [(String?, String?, Reason.Code?)]
    )
    func `Only the three global geographies are eligible`(code: String?, country: String?, reason: Reason.Code?) throws
    {
        let result = try Self.result(.dataLocation) { user, _ in
            user.location = EligibleTenant.told(DataLocation(code: code, country: country))
        }
        #expect(result.reasons.map(\.code) == [reason].compactMap(\.self))
    }

    @Test func `A location that nobody told is not eligible, and an exception is`() throws {
        #expect(
            try Self.result(.dataLocation) { user, _ in user.location = EligibleTenant.told(nil) }.reasons.map(\.code)
                == [.locationUnknown]
        )
        let result = try Self.result(.dataLocation) { user, rules in
            user.location = EligibleTenant.told(DataLocation(code: "GBR", country: "GB"))
            rules.locationExceptions = ["GBR"]
        }
        #expect(result.isPassed)
    }

    @Test(
        arguments: [
            (Account(kind: .user, isEnabled: true, isGuest: false), []),
            (Account(kind: .user, isEnabled: false, isGuest: false), [.accountDisabled]),
            (Account(kind: .user, isEnabled: true, isGuest: true), [.guestAccount]),
            (Account(kind: .shared, isEnabled: true, isGuest: false), [.sharedMailbox]),
            (Account(kind: .room, isEnabled: true, isGuest: false), [.roomMailbox]),
            (Account(kind: .equipment, isEnabled: true, isGuest: false), [.equipmentMailbox]),
            (Account(kind: Account.Kind.none, isEnabled: true, isGuest: false), [.noMailbox]),
            (nil, [.accountUnknown]),
            (Account(kind: .user, isEnabled: false, isGuest: true), [.accountDisabled, .guestAccount]),
            (Account(kind: .room, isEnabled: false, isGuest: false), [.accountDisabled, .roomMailbox]),
            (
                Account(kind: Account.Kind.none, isEnabled: false, isGuest: true),
                [.accountDisabled, .guestAccount, .noMailbox]
            ),
            (Account(kind: nil, isEnabled: true, isGuest: false), [.accountUnknown]),
            (Account(kind: .user, isEnabled: nil, isGuest: false), [.accountUnknown]),
            (Account(kind: .shared, isEnabled: true, isGuest: nil), [.accountUnknown, .sharedMailbox]),
            (Account(kind: nil, isEnabled: false, isGuest: nil), [.accountUnknown, .accountDisabled]),
        ] as [(Account?, [Reason.Code])]
    )
    func `Only an enabled person's own mailbox passes, and everything else is told`(
        account: Account?,
        codes: [Reason.Code]
    ) throws {
        let result = try Self.result(.account) { user, _ in user.account = EligibleTenant.told(account) }
        #expect(result.reasons.map(\.code) == codes)
    }

    @Test func `Kinds that leave out persons are not the same as having no mailbox`() throws {
        let result = try Self.result(.account) { _, rules in rules.accountKinds = [.shared] }
        #expect(result.reasons.map(\.code) == [.personalMailboxLeftOut])
        #expect(result.evidence.map(\.name) == ["account", "accountKinds"])
        #expect(result.evidence.map(\.source) == [.directoryFile, .configuration])
    }

    @Test func `Kinds of mailboxes can be allowed`() throws {
        let result = try Self.result(.account) { user, rules in
            user.account = EligibleTenant.told(Account(kind: .shared, isEnabled: true, isGuest: false))
            rules.accountKinds = [.user, .shared]
        }
        #expect(result.isPassed)
    }

    @Test(
        arguments: [
            (false, [], []), (true, [], [.optedOut]), (nil, [], [.optOutUnknown]),
            (false, ["M&A"], [.excludedGroup]), (false, ["m&a"], [.excludedGroup]), (false, nil, [.groupsUnknown]),
            (false, ["BEIRÄTE"], [.excludedGroup]), (false, ["Beira\u{308}te"], [.excludedGroup]),
            (true, ["M&A"], [.optedOut, .excludedGroup]), (nil, nil, [.optOutUnknown, .groupsUnknown]),
            (true, nil, [.optedOut, .groupsUnknown]), (nil, ["M&A", "HR"], [.optOutUnknown, .excludedGroup]),
        ] as [(Bool?, Set<String>?, [Reason.Code])]
    )
    func `Who is in an excluded group or has opted out is left alone`(
        hasOptedOut: Bool?,
        groups: Set<String>?,
        codes: [Reason.Code]
    ) throws {
        let result = try Self.result(.exclusion) { user, rules in
            user.hasOptedOut = EligibleTenant.told(hasOptedOut)
            user.groups = EligibleTenant.told(groups)
            rules.excludedGroups = ["M&A", "Beiräte"]
        }
        #expect(result.reasons.map(\.code) == codes)
    }

    @Test func `Everything that excludes somebody is told at once, whether or not a directory knows the mailbox`()
        throws
    {
        let ann = try #require(Self.ann)
        var user = EligibleTenant.user(ann)
        user.hasOptedOut = EligibleTenant.told(true)
        user.groups = EligibleTenant.told(["HR"])
        var rules = EligibilityRules()
        rules.excludedGroups = ["hr"]
        rules.listed = []
        let policy = EligibilityPolicy(rules)
        let tenant = try EligibleTenant.tenant()
        let known = policy.decide(Facts(tenant: tenant, mailbox: ann, user: user, isErased: true))
        #expect(known.reasons.map(\.code) == [.erased, .optedOut, .notListed, .excludedGroup])
        let unknown = policy.decide(Facts(tenant: tenant, mailbox: ann, user: nil, isErased: true))
        #expect(
            unknown.reasons.filter { $0.gate == .exclusion }.map(\.code) == [.erased, .notInDirectory, .notListed]
        )
    }

    @Test func `A mailbox that is listed by an alias is listed`() throws {
        let ann = try #require(Self.ann)
        let alias = try #require(EmailAddress("annette@contoso.example"))
        let told = EligibleTenant.user(ann)
        let user = UserFacts(
            mailbox: ann,
            aliases: [.smtp(alias), .directory("/o=contoso/cn=ann")],
            account: told.account,
            location: told.location,
            roles: told.roles,
            groups: told.groups,
            hasOptedOut: told.hasOptedOut,
            administratorRoles: told.administratorRoles
        )
        var rules = EligibilityRules()
        rules.listed = [alias]
        let facts = Facts(tenant: try EligibleTenant.tenant(), mailbox: ann, user: user)
        #expect(EligibilityPolicy(rules).decide(facts).admission != nil)
        rules.listed = try [#require(EmailAddress("bob@contoso.example"))]
        #expect(EligibilityPolicy(rules).decide(facts).reasons.map(\.code) == [.notListed])
    }

    @Test func `Who was erased is left alone`() throws {
        let ann = try #require(Self.ann)
        let facts = Facts(
            tenant: try EligibleTenant.tenant(),
            mailbox: ann,
            user: EligibleTenant.user(ann),
            isErased: true
        )
        #expect(EligibilityPolicy(EligibilityRules()).decide(facts).reasons.map(\.code) == [.erased])
    }

    @Test func `A list of mailboxes leaves all others out`() throws {
        let result = try Self.result(.exclusion) { _, rules in rules.listed = [] }
        #expect(result.reasons.map(\.code) == [.notListed])
    }

    @Test func `A mailbox that no directory knows fails every gate of its own`() throws {
        let ann = try #require(Self.ann)
        let decision = try EligibleTenant.decision(ann, isInDirectory: false)
        #expect(decision.reasons.map(\.gate) == [.dataLocation, .securityRole, .account, .exclusion])
        #expect(Set(decision.reasons.map(\.code)) == [.notInDirectory])
    }

    @Test func `Neither a reason nor its evidence names an address`() throws {
        let ann = try #require(Self.ann)
        for isInDirectory in [true, false] {
            let decision = try EligibleTenant.decision(ann, isInDirectory: isInDirectory)
            #expect(decision.reasons.allSatisfy { !$0.text.contains("@") && !$0.remedy.contains("@") })
            #expect(decision.results.allSatisfy { $0.evidence.allSatisfy { $0.value?.contains("@") != true } })
        }
    }

    private static func result(
        _ gate: Gate,
        _ change: (inout UserFacts, inout EligibilityRules) -> Void
    ) throws -> GateResult {
        let ann = try #require(ann)
        var user = EligibleTenant.user(ann)
        var rules = EligibilityRules()
        change(&user, &rules)
        let facts = Facts(tenant: try EligibleTenant.tenant(), mailbox: ann, user: user)
        return try #require(EligibilityPolicy(rules).decide(facts).results.first { $0.gate == gate })
    }
}
