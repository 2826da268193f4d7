import ConnectorTesting
import Eligibility
import Interactions
import Testing

/// Every remedy that is printed is followed, and its reason must go.
struct RemedyTests {
    /// Everything that a remedy may ask to be changed: the configuration, the directory file, and what commands record.
    struct World {
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

    typealias Change = (inout World) throws -> Void

    /// A way into a reason, and what its remedy says to do.
    struct Way {
        /// What the remedy names.
        let names: String
        let spoil: Change
        /// Nil where the remedy says that there is nothing to do.
        let follow: Change?

        init(_ names: String, _ spoil: @escaping Change, _ follow: Change?) {
            (self.names, self.spoil, self.follow) = (names, spoil, follow)
        }
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
