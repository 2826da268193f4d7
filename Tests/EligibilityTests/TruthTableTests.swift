import ConnectorTesting
import Eligibility
import Interactions
import Testing

/// Every combination of what the gates can find, against rules that are written down a second time, in another way.
struct TruthTableTests {
    private enum Finding: Int, CaseIterable { case pass, fail, unknown }
    private enum Activation: CaseIterable { case never, enabled, disabled, exchangeOff, enabledAgain }
    private enum ConsentHistory: CaseIterable { case none, day1, withdrawnDay2, atDeadline, day15, withdrawnAfterYear }

    private static let day = 86_400
    private static let deadline = 14 * day
    /// Seconds since relationship intelligence was enabled.
    private static let instants = [
        0, 1, day, 2 * day, 13 * day, deadline - 1, deadline, deadline + 1, 15 * day, 16 * day, 400 * day,
    ]

    private static func at(_ seconds: Int) -> Timestamp {
        EligibleTenant.now.advanced(by: .seconds(seconds))
    }

    private static func events(
        _ isInstalled: Bool,
        _ activation: Activation,
        _ consent: ConsentHistory
    ) -> [(LifeCycleEvent.Kind, Int)] {
        var events: [(LifeCycleEvent.Kind, Int)] = [
            (.premiumFeaturesInstalled, 0), (.rolesSelected(["Salesperson"]), 0),
        ]
        switch activation {
        case .never: break
        case .enabled: events.append((.enabled, 0))
        case .disabled: events += [(.enabled, 0), (.disabled, day / 2)]
        case .exchangeOff: events += [(.enabled, 0), (.exchangeSwitched(on: false), day / 2)]
        case .enabledAgain: events += [(.enabled, 0), (.disabled, day / 2), (.enabled, day / 2 + 1)]
        }
        switch consent {
        case .none: break
        case .day1: events.append((.consentGranted, day))
        case .withdrawnDay2: events += [(.consentGranted, day), (.consentWithdrawn, 2 * day)]
        case .atDeadline: events.append((.consentGranted, deadline))
        case .day15: events.append((.consentGranted, 15 * day))
        case .withdrawnAfterYear: events += [(.consentGranted, day), (.consentWithdrawn, 365 * day)]
        }
        if !isInstalled { events.append((.premiumFeaturesRemoved, day / 2 + 2)) }
        return events.sorted { $0.1 < $1.1 }
    }

    /// The codes that must stand for the tenant at `now`, worked out from the story alone.
    private static func oracle(
        _ isInstalled: Bool,
        _ activation: Activation,
        _ consent: ConsentHistory,
        _ now: Int
    ) -> [String] {
        let installed = isInstalled || now < day / 2 + 2
        let enabled: Bool =
            switch activation {
            case .never: false
            case .disabled: now < day / 2
            case .enabledAgain: now < day / 2 || now >= day / 2 + 1
            case .enabled, .exchangeOff: true
            }
        // From when to when there was a consent.
        let (begin, end): (Int, Int) =
            switch consent {
            case .none: (.max, .max)
            case .day1: (day, .max)
            case .withdrawnDay2: (day, 2 * day)
            case .atDeadline: (deadline, .max)
            case .day15: (15 * day, .max)
            case .withdrawnAfterYear: (day, 365 * day)
            }
        let hasConsent = now >= begin && now < end
        // The clock begins with the first enabling, as no other comes after its end. A consent that is there when it
        // ends stops it, until withdrawn.
        let clockEnd = deadline
        let stopsClock = begin < clockEnd && end > clockEnd
        let ranOut = enabled && (now >= clockEnd && !stopsClock || now >= end && now >= clockEnd)
        var codes: [String] = []
        if !installed { codes.append("premiumFeaturesMissing") }
        if !enabled { codes.append("notEnabled") }
        let isOffByHand = activation == .exchangeOff && now >= day / 2
        if !enabled { codes.append("exchangeNotEnabled") }
        if isOffByHand { codes.append("exchangeSwitchedOff") }
        if ranOut { codes.append("exchangeAutoDisabled") }
        if !hasConsent {
            if now >= end {
                codes.append("consentWithdrawn")
            } else {
                codes.append(enabled && !ranOut ? "consentPending" : "consentMissing")
            }
        }
        return codes
    }

    @Test func `All findings, all states of the life cycle and all days agree with the rules written a second time`()
        throws
    {
        let ann = try #require(EmailAddress("ann@contoso.example").map { Mailbox(address: $0) })
        var rules = EligibilityRules()
        rules.excludedGroups = ["M&A"]
        let policy = EligibilityPolicy(rules)
        var cases = 0
        var wrong: [String] = []
        for isInstalled in [true, false] {
            for activation in Activation.allCases {
                for consent in ConsentHistory.allCases {
                    let all = Self.events(isInstalled, activation, consent)
                    for now in Self.instants {
                        let events = all.filter { $0.1 <= now }.map { LifeCycleEvent($0.0, at: Self.at($0.1)) }
                        let state = try LifeCycle(replaying: events).state(at: Self.at(now))
                        let tenantCodes = Self.oracle(isInstalled, activation, consent, now)
                        for mask in 0..<243 {
                            let findings = (0..<5).map { Finding(rawValue: Self.digit($0, of: mask)) ?? .unknown }
                            let decision = policy.decide(Self.facts(ann, state, findings))
                            let expected = Self.expected(findings, tenantCodes)
                            cases += 1
                            if decision.reasons.map(\.code.rawValue) != expected
                                || (decision.admission != nil) != expected.isEmpty
                            {
                                wrong.append(
                                    "\(isInstalled) \(activation) \(consent) \(now) \(findings): \(decision.id)"
                                )
                            }
                        }
                    }
                }
            }
        }
        #expect(wrong.prefix(5) == [])
        #expect(cases == 2 * 5 * 6 * 11 * 243)
    }

    private static func digit(_ position: Int, of number: Int) -> Int {
        var number = number
        for _ in 0..<position { number /= 3 }
        return number % 3
    }

    /// Licence, location, role, account and exclusion as found.
    private static func facts(_ ann: Mailbox, _ state: LifeCycleState, _ findings: [Finding]) -> Facts {
        func told<Value>(_ gate: Int, _ pass: Value, _ fail: Value) -> Fact<Value> {
            switch findings[gate] {
            case .pass: EligibleTenant.told(pass)
            case .fail: EligibleTenant.told(fail)
            case .unknown: EligibleTenant.told(nil)
            }
        }
        var user = EligibleTenant.user(ann)
        user.location = told(1, DataLocation(code: "NAM", country: "US"), DataLocation(code: "GBR", country: "GB"))
        user.roles = told(2, [RoleAssignment(role: SecurityRole(name: "Salesperson"), path: .team("T"))], [])
        user.account = told(
            3,
            Account(kind: .user, isEnabled: true, isGuest: false),
            Account(kind: .room, isEnabled: true, isGuest: false)
        )
        user.groups = told(4, [], ["M&A"])
        let licenses: Fact<Set<String>> = told(0, ["DYN365_SALES_PREMIUM"], ["EXCHANGE_S_STANDARD"])
        return Facts(tenant: TenantFacts(licenses: licenses, lifeCycle: state), mailbox: ann, user: user)
    }

    private static func expected(_ findings: [Finding], _ tenantCodes: [String]) -> [String] {
        let codes: [(fail: String, unknown: String)] = [
            ("licenseMissing", "licenseUnknown"), ("regionSpecificDatacenter", "locationUnknown"),
            ("roleMissing", "rolesUnknown"), ("roomMailbox", "accountUnknown"), ("excludedGroup", "groupsUnknown"),
        ]
        let own = zip(findings, codes).map { finding, codes -> [String] in
            switch finding {
            case .pass: []
            case .fail: [codes.fail]
            case .unknown: [codes.unknown]
            }
        }
        return own[0] + tenantCodes + own[1...].flatMap(\.self)
    }
}
