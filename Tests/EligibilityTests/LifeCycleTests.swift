import ConnectorTesting
import Eligibility
import Interactions
import Testing

/// The clock of the consent, and what may follow on what.
struct LifeCycleTests {
    private static let start = EligibleTenant.now
    /// 14 × 24 hours after the start.
    private static let deadline = Timestamp(microseconds: start.microseconds + 1_209_600_000_000)

    private static func after(_ seconds: Int64) -> Timestamp {
        Timestamp(microseconds: start.microseconds + seconds * 1_000_000)
    }

    /// Installed and enabled at the start, then these, at seconds after it.
    private static func lifeCycle(_ events: (LifeCycleEvent.Kind, Int64)...) throws -> LifeCycle {
        let first = [LifeCycleEvent(.premiumFeaturesInstalled, at: start), LifeCycleEvent(.enabled, at: start)]
        return try LifeCycle(replaying: first + events.map { LifeCycleEvent($0.0, at: after($0.1)) })
    }

    private static let day: Int64 = 86_400

    @Test func `Until the last microsecond of day 14 the consent is awaited, and from the deadline on parts are off`()
        throws
    {
        let lifeCycle = try Self.lifeCycle()
        let before = lifeCycle.state(at: Timestamp(microseconds: Self.deadline.microseconds - 1))
        #expect(before.consent == .pending(until: Self.deadline))
        #expect(before.exchange == .on(since: Self.start))
        #expect(before[.whoKnowsWhom] == .on(since: Self.start))
        #expect(before.banner?.daysLeft == 0)
        #expect(before.banner?.hoursLeft == 0)

        let then = lifeCycle.state(at: Self.deadline)
        #expect(then.consent == .missing)
        #expect(then.exchange == .autoDisabled(at: Self.deadline))
        #expect(then[.whoKnowsWhom] == .autoDisabled(at: Self.deadline))
        #expect(then[.relationshipAnalytics] == .on(since: Self.start))
        #expect(then.banner?.notice == .switchedOff(at: Self.deadline))
    }

    @Test func `The banner counts whole days and hours`() throws {
        let banner = try #require(try Self.lifeCycle().state(at: Self.after(3 * Self.day + 3_601)).banner)
        #expect((banner.daysLeft, banner.hoursLeft) == (10, 22))
        #expect(banner.description.contains("10 days and 22 hours left"))
        #expect(banner.description.contains(Self.deadline.iso8601))
    }

    @Test func `A consent in time keeps everything on for good`() throws {
        let lifeCycle = try Self.lifeCycle((.consentGranted, 14 * Self.day - 1))
        let later = lifeCycle.state(at: Self.after(1_000 * Self.day))
        #expect(later.exchange.isOn && later[.whoKnowsWhom].isOn)
        #expect(later.banner == nil)
    }

    @Test func `A consent at the deadline or later switches nothing on again, and enabling does with a new clock`()
        throws
    {
        for delay in [14 * Self.day, 20 * Self.day] {
            var lifeCycle = try Self.lifeCycle((.consentGranted, delay))
            var state = lifeCycle.state(at: Self.after(21 * Self.day))
            #expect(state.consent == .granted(at: Self.after(delay)))
            #expect(state.exchange == .autoDisabled(at: Self.deadline))
            #expect(throws: LifeCycleError.enableAgain) {
                try lifeCycle.apply(
                    LifeCycleEvent(.featureSwitched(.whoKnowsWhom, on: true), at: Self.after(22 * Self.day))
                )
            }
            try lifeCycle.apply(LifeCycleEvent(.enabled, at: Self.after(22 * Self.day)))
            state = lifeCycle.state(at: Self.after(40 * Self.day))
            #expect(state.exchange == .on(since: Self.after(22 * Self.day)))
        }
        let lifeCycle = try Self.lifeCycle((.enabled, 15 * Self.day))
        #expect(lifeCycle.state(at: Self.after(29 * Self.day - 1)).exchange.isOn)
        #expect(lifeCycle.state(at: Self.after(29 * Self.day)).exchange == .autoDisabled(at: Self.after(29 * Self.day)))
    }

    @Test func `A consent withdrawn on day 5 leaves nine days, and on day 15 none`() throws {
        let early = try Self.lifeCycle((.consentGranted, Self.day), (.consentWithdrawn, 5 * Self.day))
        let state = early.state(at: Self.after(5 * Self.day))
        #expect(state.consent == .withdrawn(at: Self.after(5 * Self.day), pendingUntil: Self.deadline))
        #expect(state.banner?.daysLeft == 9)
        #expect(early.state(at: Self.deadline).exchange == .autoDisabled(at: Self.deadline))

        let late = try Self.lifeCycle((.consentGranted, Self.day), (.consentWithdrawn, 15 * Self.day))
        let then = late.state(at: Self.after(15 * Self.day))
        #expect(then.exchange == .autoDisabled(at: Self.after(15 * Self.day)))
        #expect(then.consent == .withdrawn(at: Self.after(15 * Self.day), pendingUntil: nil))
    }

    @Test func `A clock that is set back opens nothing again`() throws {
        let lifeCycle = try Self.lifeCycle((.consentGranted, 20 * Self.day))
        #expect(lifeCycle.state(at: Self.start) == lifeCycle.state(at: Self.after(20 * Self.day)))
        #expect(lifeCycle.state(at: Self.start).exchange == .autoDisabled(at: Self.deadline))
    }

    @Test(
        arguments: [
            ([], .enabled, .premiumFeaturesMissing), ([], .disabled, .notEnabled),
            ([], .exchangeSwitched(on: true), .notEnabled), ([], .exchangeSwitched(on: false), .notEnabled),
            ([], .featureSwitched(.whoKnowsWhom, on: true), .notEnabled), ([], .consentWithdrawn, .noConsent),
            ([], .premiumFeaturesRemoved, .unchanged),
            ([.premiumFeaturesInstalled], .premiumFeaturesInstalled, .unchanged),
            ([.premiumFeaturesInstalled, .enabled], .enabled, .alreadyEnabled),
            ([.premiumFeaturesInstalled, .enabled], .exchangeSwitched(on: true), .unchanged),
            ([.premiumFeaturesInstalled, .enabled, .disabled], .disabled, .notEnabled),
            ([.premiumFeaturesInstalled, .enabled, .disabled], .exchangeSwitched(on: true), .notEnabled),
            ([.rolesSelected(["A"])], .rolesSelected(["A"]), .unchanged),
            ([.consentGranted], .consentGranted, .unchanged),
            ([.consentGranted, .consentWithdrawn], .consentWithdrawn, .noConsent),
        ] as [([LifeCycleEvent.Kind], LifeCycleEvent.Kind, LifeCycleError)]
    )
    func `What cannot follow is refused and changes nothing`(
        before: [LifeCycleEvent.Kind],
        event: LifeCycleEvent.Kind,
        error: LifeCycleError
    ) throws {
        var lifeCycle = try LifeCycle(replaying: before.map { LifeCycleEvent($0, at: Self.start) })
        let copy = lifeCycle
        #expect(throws: error) { try lifeCycle.apply(LifeCycleEvent(event, at: Self.start)) }
        #expect(lifeCycle == copy)
        #expect(!error.description.contains("@"))
    }

    @Test func `An event before the last one is refused`() throws {
        var lifeCycle = try Self.lifeCycle((.consentGranted, 10))
        #expect(throws: LifeCycleError.tooEarly) {
            try lifeCycle.apply(LifeCycleEvent(.disabled, at: Self.after(9)))
        }
    }

    @Test func `Switched off by an administrator, it is off, and enabling switches it on`() throws {
        var lifeCycle = try Self.lifeCycle((.consentGranted, 1), (.exchangeSwitched(on: false), 2))
        #expect(lifeCycle.state(at: Self.after(3)).exchange == .off(since: Self.after(2)))
        try lifeCycle.apply(LifeCycleEvent(.enabled, at: Self.after(4)))
        #expect(lifeCycle.state(at: Self.after(4)).exchange == .on(since: Self.after(4)))
        try lifeCycle.apply(LifeCycleEvent(.disabled, at: Self.after(5)))
        let state = lifeCycle.state(at: Self.after(100 * Self.day))
        #expect(state.exchange == .off(since: Self.after(5)))
        #expect(state[.relationshipAnalytics] == .off(since: Self.after(5)))
        #expect(state.banner == nil)
    }

    /// Whatever happens in whatever order, Exchange data needs all of it.
    @Test(arguments: 0..<200 as Range<UInt64>)
    func `Exchange is never on without being enabled, nor 14 days later without consent`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let kinds: [LifeCycleEvent.Kind] = [
            .premiumFeaturesInstalled, .enabled, .enabled, .disabled, .exchangeSwitched(on: true),
            .exchangeSwitched(on: false), .consentGranted, .consentWithdrawn, .featureSwitched(.whoKnowsWhom, on: true),
        ]
        var lifeCycle = LifeCycle()
        var now = Self.start
        var enabledAt: Timestamp?
        var hasConsent = false
        for _ in 0..<60 {
            now = now.advanced(by: .seconds(Int64.random(in: 0...(5 * Self.day), using: &random)))
            let kind = try #require(kinds.randomElement(using: &random))
            if (try? lifeCycle.apply(LifeCycleEvent(kind, at: now))) != nil {
                switch kind {
                case .enabled: enabledAt = now
                case .disabled: enabledAt = nil
                case .consentGranted: hasConsent = true
                case .consentWithdrawn: hasConsent = false
                default: break
                }
            }
            let soon = now.advanced(by: .seconds(Int64.random(in: 0...(20 * Self.day), using: &random)))
            for part in [lifeCycle.state(at: soon).exchange, lifeCycle.state(at: soon)[.whoKnowsWhom]] where part.isOn {
                let since = try #require(enabledAt)
                #expect(hasConsent || soon < since.advanced(by: LifeCycle.consentPeriod))
            }
        }
    }
}

/// Who may do what.
struct ActorTests {
    private static let admin = RoleAssignment(role: SecurityRole(name: "System Administrator"), path: .team("IT"))

    @Test func `A System Administrator may do everything but consent`() throws {
        let ann = try #require(EmailAddress("ann@contoso.example").map { Mailbox(address: $0) })
        var user = EligibleTenant.user(ann)
        user.roles = EligibleTenant.told([Self.admin])
        try LifeCycleEvent.Kind.enabled.check(actor: user)
        try LifeCycleEvent.Kind.rolesSelected([]).check(actor: user)
        #expect(throws: LifeCycleError.notGlobalAdministrator) {
            try LifeCycleEvent.Kind.consentGranted.check(actor: user)
        }
        user.administratorRoles = EligibleTenant.told(["global administrator"])
        try LifeCycleEvent.Kind.consentGranted.check(actor: user)
    }

    @Test func `Nobody else may, nor a disabled or unknown account`() throws {
        let ann = try #require(EmailAddress("ann@contoso.example").map { Mailbox(address: $0) })
        var user = EligibleTenant.user(ann)
        #expect(throws: LifeCycleError.notSystemAdministrator) { try LifeCycleEvent.Kind.enabled.check(actor: user) }
        user.roles = EligibleTenant.told([Self.admin])
        for account in [nil, Account(kind: .user, isEnabled: false, isGuest: false)] {
            user.account = EligibleTenant.told(account)
            #expect(throws: LifeCycleError.notSystemAdministrator) {
                try LifeCycleEvent.Kind.enabled.check(actor: user)
            }
        }
    }
}
