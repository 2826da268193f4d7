import ConnectorTesting
import Eligibility
import Interactions
import Testing

/// An organisation without Microsoft's cloud.
struct OwnServerTests {
    private static func decide(
        _ events: [LifeCycleEvent.Kind],
        licenses: Set<String>? = nil,
        location: DataLocation = DataLocation(onPremisesIn: "DE"),
        profile: EligibilityProfile = .ownServer,
        readsOwnServer: Bool = true
    ) throws -> Decision {
        let ann = try #require(EmailAddress("ann@contoso.example").map { Mailbox(address: $0) })
        var user = EligibleTenant.user(ann)
        user.location = EligibleTenant.told(location)
        var rules = EligibilityRules()
        rules.profile = profile
        rules.readsOwnServer = readsOwnServer
        rules.statedAt = Timestamp(microseconds: 7)
        let tenant = try EligibleTenant.tenant(
            licenses: licenses,
            events: events.map { LifeCycleEvent($0, at: EligibleTenant.now) }
        )
        return EligibilityPolicy(rules).decide(Facts(tenant: tenant, mailbox: ann, user: user))
    }

    private static let roles = LifeCycleEvent.Kind.rolesSelected(["Salesperson"])

    @Test func `Licence, premium features and Microsoft's consent are not required, and shown as that`() throws {
        let decision = try Self.decide([.enabled, Self.roles, .consentGranted])
        #expect(decision.admission != nil)
        let verdicts = Dictionary(uniqueKeysWithValues: decision.results.map { ($0.gate, $0.verdict) })
        #expect(
            verdicts.filter { $0.value == .notRequired }.keys.sorted { $0.rawValue < $1.rawValue } == [
                .consent, .license, .premiumFeatures,
            ]
        )
        #expect(verdicts.values.count { $0 == .passed } == 6)
        let license = try #require(decision.results.first)
        #expect(license.evidence.map(\.value) == ["ownServer"])
        #expect(license.evidence.map(\.source) == [.configuration])
        #expect(license.evidence.map(\.observedAt) == [Timestamp(microseconds: 7)])
    }

    @Test func `The organisation's own consent is asked for instead`() throws {
        let missing = try Self.decide([.enabled, Self.roles])
        #expect(missing.reasons.map(\.code) == [.organisationConsentMissing])
        let consent = try #require(missing.results.first { $0.gate == .consent })
        #expect(consent.verdict == .failed)
        let withdrawn = try Self.decide([.enabled, Self.roles, .consentGranted, .consentWithdrawn])
        #expect(withdrawn.reasons.map(\.code) == [.consentWithdrawn])
    }

    @Test func `Under Microsoft's rules an own server changes nothing but the location`() throws {
        let all: [LifeCycleEvent.Kind] = [.premiumFeaturesInstalled, .enabled, Self.roles, .consentGranted]
        #expect(try Self.decide(all, licenses: ["DYN365_SALES_PREMIUM"], profile: .dynamics365).admission != nil)
        let without = try Self.decide([.enabled, Self.roles, .consentGranted], profile: .dynamics365)
        #expect(without.reasons.map(\.code) == [.licenseUnknown, .premiumFeaturesMissing])
        #expect(without.results.allSatisfy { $0.verdict != .notRequired })
    }

    @Test func `A mailbox on an own server passes only if it is read from there`() throws {
        let events: [LifeCycleEvent.Kind] = [.enabled, Self.roles, .consentGranted]
        #expect(try Self.decide(events, readsOwnServer: false).reasons.map(\.code) == [.ownServerNotRead])
        // That an own server is read says nothing about mailboxes elsewhere.
        let french = try Self.decide(events, location: DataLocation(code: "FRA", country: nil))
        #expect(french.reasons.map(\.code) == [.regionSpecificDatacenter])
        #expect(
            try Self.decide(events, location: DataLocation(code: nil, country: "DE")).reasons.map(\.code) == [
                .unknownDatacenterScope
            ]
        )
    }

    @Test(arguments: [
        ("outlook.office365.com", true), ("Outlook.Office365.COM", true), ("outlook.office365.com.", true),
        ("outlook.office365.us", true), ("outlook-dod.office365.us", true), ("webmail.apps.mil", true),
        ("partner.outlook.cn", true), ("eur01.prod.outlook.com", true), ("outlook.cloud.microsoft", true),
        ("outlook.office.de", true), ("office365.com", true), ("autodiscover-s.outlook.com", true),
        ("mail.contoso.com", false), ("notoffice365.com", false), ("office365.com.contoso.com", false),
        ("outlook.office365.com.evil.example", false), ("127.0.0.1", false), ("localhost", false), ("", false),
        ("com", false), (".", false), ("mail.office365.de", false),
    ])
    func `Microsoft's clouds are known by the ends of their hosts' names`(host: String, isMicrosofts: Bool) {
        #expect(MicrosoftCloud.serves(host) == isMicrosofts)
    }
}
