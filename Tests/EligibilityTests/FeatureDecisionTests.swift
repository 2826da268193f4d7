import ConnectorTesting
import Eligibility
import Interactions
import Testing

/// What each feature stands on and why: one answer for every command.
struct FeatureDecisionTests {
    private static let start = EligibleTenant.now
    private static let day: Int64 = 86_400
    private static let deadline = Timestamp(microseconds: start.microseconds + 14 * day * 1_000_000)

    private static func decide(
        _ kinds: [(LifeCycleEvent.Kind, Int64)],
        licenses: Set<String>? = ["DYN365_SALES_PREMIUM"],
        at instant: Timestamp
    ) throws -> TenantDecision {
        let first = [LifeCycleEvent(.premiumFeaturesInstalled, at: start), LifeCycleEvent(.enabled, at: start)]
        let events = first + kinds.map { LifeCycleEvent($0.0, at: start.advanced(by: .seconds($0.1 * day))) }
        return EligibilityPolicy(EligibilityRules())
            .decide(try EligibleTenant.tenant(licenses: licenses, events: events, at: instant))
    }

    @Test func `Until the deadline's last microsecond both stand on CRM data, and then who knows whom is off`() throws {
        let before = try Self.decide([], at: Timestamp(microseconds: Self.deadline.microseconds - 1))
        for feature in Feature.allCases {
            #expect(before[feature].basis == .crm)
            #expect(before[feature].reasons.map(\.code) == [.consentPending])
        }
        let then = try Self.decide([], at: Self.deadline)
        #expect(then[.relationshipAnalytics].basis == .crm)
        #expect(then[.relationshipAnalytics].reasons.map(\.code) == [.exchangeAutoDisabled, .consentMissing])
        #expect(then[.whoKnowsWhom].basis == .off)
        #expect(then[.whoKnowsWhom].reasons.map(\.code) == [.whoKnowsWhomAutoDisabled])
        #expect(then[.whoKnowsWhom].evidence.map(\.observedAt) == [Self.deadline])
        #expect(then.features == [.relationshipAnalytics: .crm, .whoKnowsWhom: .off])
        #expect(before.id != then.id)
    }

    @Test func `With consent both use Exchange data, and there is nothing to explain`() throws {
        let decision = try Self.decide([(.consentGranted, 1)], at: Self.deadline)
        #expect(decision.decisions.map(\.basis) == [.crmAndExchange, .crmAndExchange])
        #expect(decision.decisions.allSatisfy { $0.reasons.isEmpty && $0.evidence.isEmpty })
    }

    @Test func `A late consent leaves who knows whom off, and a switch off by name is told beside it`() throws {
        let late = try Self.decide([(.consentGranted, 20)], at: Self.start.advanced(by: .seconds(21 * Self.day)))
        #expect(late[.whoKnowsWhom].reasons.map(\.code) == [.whoKnowsWhomAutoDisabled])
        #expect(late[.relationshipAnalytics].reasons.map(\.code) == [.exchangeAutoDisabled])
        let both = try Self.decide([(.featureSwitched(.whoKnowsWhom, on: false), 3)], at: Self.deadline)
        #expect(both[.whoKnowsWhom].reasons.map(\.code) == [.whoKnowsWhomSwitchedOff, .whoKnowsWhomAutoDisabled])
    }

    @Test func `Without licence or premium features both are off, and every reason is told`() throws {
        let events: [(LifeCycleEvent.Kind, Int64)] = [
            (.consentGranted, 1), (.premiumFeaturesRemoved, 2),
            (.featureSwitched(.relationshipAnalytics, on: false), 3),
        ]
        let decision = try Self.decide(events, licenses: nil, at: Self.deadline)
        #expect(decision.decisions.map(\.basis) == [.off, .off])
        #expect(
            decision[.relationshipAnalytics].reasons.map(\.code) == [
                .licenseUnknown, .premiumFeaturesMissing, .relationshipAnalyticsSwitchedOff,
            ]
        )
        #expect(decision[.whoKnowsWhom].reasons.map(\.code) == [.licenseUnknown, .premiumFeaturesMissing])
    }

    @Test func `Both switched off by name: each says so, and none that the other is`() throws {
        let events = Feature.allCases.map { (LifeCycleEvent.Kind.featureSwitched($0, on: false), Int64(1)) }
        let decision = try Self.decide(events + [(.consentGranted, 2)], at: Self.deadline)
        #expect(decision[.relationshipAnalytics].reasons.map(\.code) == [.relationshipAnalyticsSwitchedOff])
        #expect(decision[.whoKnowsWhom].reasons.map(\.code) == [.whoKnowsWhomSwitchedOff])
        #expect(decision[.whoKnowsWhom].evidence.map(\.value).contains("switched off by an administrator"))
    }

    @Test func `What was never enabled was switched off by nobody`() throws {
        let facts = try EligibleTenant.tenant(events: [])
        let decision = EligibilityPolicy(EligibilityRules()).decide(facts)
        let all = decision.results.flatMap(\.reasons) + decision.decisions.flatMap(\.reasons)
        #expect(Set(all.map(\.code)).isSuperset(of: [.notEnabled, .exchangeNotEnabled]))
        #expect(all.allSatisfy { !$0.text.contains("dministrator switched") && !$0.remedy.contains("exchange on") })
        let evidence = decision.results.flatMap(\.evidence)
        #expect(evidence.filter { $0.name == "exchangeIntegration" }.map(\.value) == ["never enabled"])
    }

    @Test func `Who switched Exchange off by name is told with the instant, also after day 14 and while disabled`()
        throws
    {
        let off = (LifeCycleEvent.Kind.exchangeSwitched(on: false), Int64(3))
        func exchange(_ decision: TenantDecision) throws -> GateResult {
            try #require(decision.results.first { $0.gate == .exchangeIntegration })
        }
        let early = try exchange(try Self.decide([off], at: Self.start.advanced(by: .seconds(4 * Self.day))))
        #expect(early.reasons.map(\.code) == [.exchangeSwitchedOff])
        #expect(early.evidence.map(\.value) == ["switched off by an administrator"])
        #expect(early.evidence.map(\.observedAt) == [Self.start.advanced(by: .seconds(3 * Self.day))])
        let late = try exchange(try Self.decide([off], at: Self.deadline))
        #expect(late.reasons.map(\.code) == [.exchangeSwitchedOff, .exchangeAutoDisabled])
        #expect(late.evidence.map(\.observedAt).last == Self.deadline)
        let disabled = try exchange(try Self.decide([off, (.disabled, 5)], at: Self.deadline))
        #expect(disabled.reasons.map(\.code) == [.exchangeNotEnabled, .exchangeSwitchedOff])
    }
}
