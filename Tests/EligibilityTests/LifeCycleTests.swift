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
            ([], .exchangeSwitched(on: true), .notEnabled),
            ([], .featureSwitched(.whoKnowsWhom, on: true), .notEnabled), ([], .consentWithdrawn, .noConsent),
            ([], .premiumFeaturesRemoved, .unchanged),
            ([.premiumFeaturesInstalled], .premiumFeaturesInstalled, .unchanged),
            ([.premiumFeaturesInstalled, .enabled], .enabled, .alreadyEnabled),
            ([.premiumFeaturesInstalled, .enabled], .exchangeSwitched(on: true), .unchanged),
            ([.premiumFeaturesInstalled, .enabled, .disabled], .disabled, .unchanged),
            ([.premiumFeaturesInstalled, .enabled, .disabled], .exchangeSwitched(on: true), .notEnabled),
            ([.exchangeSwitched(on: false)], .exchangeSwitched(on: false), .unchanged),
            (
                [.premiumFeaturesInstalled, .enabled, .featureSwitched(.whoKnowsWhom, on: false)], .enabled,
                .alreadyEnabled
            ),
            ([.rolesSelected(["A"])], .rolesSelected(["A"]), .unchanged),
            ([.consentGranted], .consentGranted, .unchanged),
            ([.consentGranted, .consentWithdrawn], .consentWithdrawn, .unchanged),
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

    @Test func `Switched off by name, it is off until it is switched on by that name, however often it is enabled`()
        throws
    {
        var lifeCycle = try Self.lifeCycle((.consentGranted, 1), (.exchangeSwitched(on: false), 2))
        #expect(lifeCycle.state(at: Self.after(3)).exchange == .off(since: Self.after(2)))
        #expect(throws: LifeCycleError.alreadyEnabled) {
            try lifeCycle.apply(LifeCycleEvent(.enabled, at: Self.after(3)))
        }
        try lifeCycle.apply(LifeCycleEvent(.disabled, at: Self.after(3)))
        try lifeCycle.apply(LifeCycleEvent(.enabled, at: Self.after(4)))
        #expect(lifeCycle.state(at: Self.after(4)).exchange == .off(since: Self.after(2)))
        #expect(lifeCycle.state(at: Self.after(4))[.whoKnowsWhom] == .on(since: Self.after(4)))
        try lifeCycle.apply(LifeCycleEvent(.exchangeSwitched(on: true), at: Self.after(4)))
        #expect(lifeCycle.state(at: Self.after(4)).exchange == .on(since: Self.after(4)))
        try lifeCycle.apply(LifeCycleEvent(.disabled, at: Self.after(5)))
        let state = lifeCycle.state(at: Self.after(100 * Self.day))
        #expect(state.exchange == .off(since: Self.after(5)))
        #expect(state[.relationshipAnalytics] == .off(since: Self.after(5)))
        #expect(state.banner == nil)
    }

    @Test func `Day 13, a switch off and enabling buy no days`() throws {
        let tricks: [[(LifeCycleEvent.Kind, Int64)]] = [
            [(.featureSwitched(.whoKnowsWhom, on: false), 13), (.enabled, 13)],
            [(.exchangeSwitched(on: false), 13), (.enabled, 13), (.exchangeSwitched(on: true), 13)],
            [(.disabled, 13), (.enabled, 13)],
            [(.disabled, 5), (.enabled, 6), (.disabled, 12), (.enabled, 13)],
            [(.consentGranted, 12), (.consentWithdrawn, 13), (.enabled, 13)],
            [(.premiumFeaturesRemoved, 13), (.premiumFeaturesInstalled, 13), (.enabled, 13)],
        ]
        for trick in tricks {
            var lifeCycle = try Self.lifeCycle()
            for (kind, days) in trick { try? lifeCycle.apply(LifeCycleEvent(kind, at: Self.after(days * Self.day))) }
            let before = lifeCycle.state(at: Timestamp(microseconds: Self.deadline.microseconds - 1))
            #expect(before.exchange.isOn && before.activation.isOn, "\(trick)")
            #expect(before.banner?.notice == .pending(until: Self.deadline), "\(trick)")
            let then = lifeCycle.state(at: Self.deadline)
            #expect(then.exchange == .autoDisabled(at: Self.deadline), "\(trick)")
            #expect(!then[.whoKnowsWhom].isOn, "\(trick)")
        }
    }

    @Test func `A clock that ran out while nothing was enabled begins anew with the next enabling`() throws {
        let lifeCycle = try Self.lifeCycle((.disabled, 5 * Self.day), (.enabled, 30 * Self.day))
        #expect(lifeCycle.state(at: Self.after(10 * Self.day)).consent == .pending(until: Self.after(44 * Self.day)))
        #expect(lifeCycle.state(at: Self.after(44 * Self.day - 1)).exchange.isOn)
        #expect(lifeCycle.state(at: Self.after(44 * Self.day)).exchange == .autoDisabled(at: Self.after(44 * Self.day)))
    }

    @Test func `A consent that came too late is told as what it is, until somebody enables`() throws {
        var lifeCycle = try Self.lifeCycle((.consentGranted, 20 * Self.day))
        let banner = try #require(lifeCycle.state(at: Self.after(21 * Self.day)).banner)
        #expect(banner.notice == .enableAgain(since: Self.deadline))
        #expect(banner.description.contains("'rapport enable'") && !banner.description.contains("consent grant"))
        try lifeCycle.apply(LifeCycleEvent(.enabled, at: Self.after(22 * Self.day)))
        #expect(lifeCycle.state(at: Self.after(22 * Self.day)).banner == nil)
    }

    @Test func `On own servers enabling needs no premium features, and history keeps it whatever the profile is later`()
        throws
    {
        var lifeCycle = LifeCycle()
        let enabled = LifeCycleEvent(.enabled, at: Self.start)
        #expect(throws: LifeCycleError.premiumFeaturesMissing) { try lifeCycle.apply(enabled) }
        try lifeCycle.apply(enabled, under: .ownServer)
        #expect(lifeCycle.state(at: Self.start).exchange.isOn)
        #expect(try LifeCycle(replaying: [enabled]) == lifeCycle)
        let banner = try #require(lifeCycle.state(at: Self.start).banner)
        #expect(banner.text(under: .ownServer).contains("the organisation's own consent: 14 days and 0 hours left"))
    }
}

/// Who may do what.
struct ActorTests {
    private static let admin = RoleAssignment(role: SecurityRole(name: "System Administrator"), path: .team("IT"))

    private func need(_ act: () throws -> Void) -> MissingAuthority.Need? {
        #expect(throws: MissingAuthority.self, performing: act)?.need
    }

    @Test func `A System Administrator may do everything but consent`() throws {
        let ann = try #require(EmailAddress("ann@contoso.example").map { Mailbox(address: $0) })
        var user = EligibleTenant.user(ann)
        user.roles = EligibleTenant.told([Self.admin])
        try LifeCycleEvent.Kind.enabled.check(actor: user)
        try LifeCycleEvent.Kind.rolesSelected([]).check(actor: user)
        #expect(need { try LifeCycleEvent.Kind.consentGranted.check(actor: user) } == .globalAdministrator)
        user.administratorRoles = EligibleTenant.told(["global administrator"])
        try LifeCycleEvent.Kind.consentGranted.check(actor: user)
    }

    @Test func `The consent for own servers is either administrator's, and nobody else's`() throws {
        let ann = try #require(EmailAddress("ann@contoso.example").map { Mailbox(address: $0) })
        var user = EligibleTenant.user(ann)
        #expect(need { try LifeCycleEvent.Kind.consentGranted.check(actor: user, under: .ownServer) } == .either)
        user.roles = EligibleTenant.told([Self.admin])
        try LifeCycleEvent.Kind.consentGranted.check(actor: user, under: .ownServer)
        user.roles = EligibleTenant.told([])
        user.administratorRoles = EligibleTenant.told(["GLOBAL ADMINISTRATOR"])
        try LifeCycleEvent.Kind.consentWithdrawn.check(actor: user, under: .ownServer)
        #expect(need { try LifeCycleEvent.Kind.enabled.check(actor: user, under: .ownServer) } == .systemAdministrator)
    }

    @Test func `Nobody else may, nor a disabled or unknown account`() throws {
        let ann = try #require(EmailAddress("ann@contoso.example").map { Mailbox(address: $0) })
        var user = EligibleTenant.user(ann)
        #expect(need { try LifeCycleEvent.Kind.enabled.check(actor: user) } == .systemAdministrator)
        user.roles = EligibleTenant.told([Self.admin])
        for account in [
            nil, Account(kind: .user, isEnabled: false, isGuest: false),
            Account(kind: .user, isEnabled: true, isGuest: true), Account(kind: .user, isEnabled: true, isGuest: nil),
            Account(kind: .user, isEnabled: nil, isGuest: false),
        ] {
            user.account = EligibleTenant.told(account)
            #expect(need { try LifeCycleEvent.Kind.enabled.check(actor: user) } == .systemAdministrator)
        }
    }

    @Test func `Who is refused is told what was found, and who said so`() throws {
        let ann = try #require(EmailAddress("ann@contoso.example").map { Mailbox(address: $0) })
        var user = EligibleTenant.user(ann)
        let sales = RoleAssignment(role: SecurityRole(name: "Salesperson"), path: .direct)
        user.roles = Fact([sales], source: .dataverse, observedAt: EligibleTenant.now)
        let refused = MissingAuthority(.systemAdministrator, of: user)
        #expect(refused.description.contains("security roles: Salesperson (dataverse)."))
        user.roles = Fact(nil, source: .dataverse, observedAt: EligibleTenant.now)
        user.account = EligibleTenant.told(Account(kind: .user, isEnabled: false, isGuest: nil))
        user.administratorRoles = EligibleTenant.told([])
        let text = MissingAuthority(.either, of: user).description
        #expect(text.contains("the account is disabled (directoryFile); the account is not known to be no guest"))
        #expect(text.contains("security roles: not known (dataverse); administrator roles: none (directoryFile)."))
    }
}
