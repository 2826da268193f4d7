import ConnectorTesting
import Eligibility
import Interactions
import Testing

/// Whose Exchange data the selected roles let through.
struct RoleTests {
    private static let seller = SecurityRole(name: "Salesperson", id: "a1", rootID: "a0")
    /// The same role in another business unit.
    private static let copy = SecurityRole(name: "Salesperson", id: "b1", rootID: "a0")
    private static let manager = SecurityRole(name: "Sales Manager", id: "c1", rootID: "c1")

    @Test(
        arguments: [
            (["Salesperson"], [RoleAssignment(role: seller, path: .direct)], nil),
            (["SALESPERSON"], [RoleAssignment(role: copy, path: .direct)], nil),
            (["Salesperson"], [RoleAssignment(role: seller, path: .team("Sales"))], nil),
            (["a0"], [RoleAssignment(role: copy, path: .team("Sales"))], nil),
            (["A1"], [RoleAssignment(role: seller, path: .direct)], nil),
            (
                ["x", "c1"],
                [RoleAssignment(role: seller, path: .direct), RoleAssignment(role: manager, path: .direct)], nil
            ),
            (["Sales Manager"], [RoleAssignment(role: seller, path: .direct)], .roleMissing),
            (["Sales"], [RoleAssignment(role: seller, path: .team("Sales"))], .roleMissing),
            (["Salesperson"], [], .roleMissing),
            (["Salesperson"], nil, .rolesUnknown),
            ([], [RoleAssignment(role: seller, path: .direct)], .noRoleSelected),
        ] as [(Set<String>, Set<RoleAssignment>?, Reason.Code?)]
    )
    func `A role counts by name or id, directly or through a team, and copies are one`(
        selected: Set<String>,
        held: Set<RoleAssignment>?,
        reason: Reason.Code?
    ) throws {
        let events: [LifeCycleEvent] = [.init(.rolesSelected(selected), at: EligibleTenant.now)]
        #expect(try Self.reason(events, held) == reason)
    }

    @Test func `Before anybody selected roles, nobody has one`() throws {
        #expect(try Self.reason([], [RoleAssignment(role: Self.seller, path: .direct)]) == .noRoleSelected)
    }

    @Test func `With no role selected and none told, both are told`() throws {
        let ann = try #require(EmailAddress("ann@contoso.example").map { Mailbox(address: $0) })
        var user = EligibleTenant.user(ann)
        user.roles = EligibleTenant.told(nil)
        let facts = Facts(tenant: try EligibleTenant.tenant(events: []), mailbox: ann, user: user)
        let reasons = EligibilityPolicy(EligibilityRules()).decide(facts).reasons
        #expect(reasons.filter { $0.gate == .securityRole }.map(\.code) == [.noRoleSelected, .rolesUnknown])
    }

    @Test(
        arguments: [
            // One copy is selected, another is held.
            (["b1"], seller, nil), (["A1"], copy, nil), (["a0"], seller, nil),
            // By the name that one copy has, a copy that is told without it.
            (["salesperson"], SecurityRole(name: nil, id: "d1", rootID: "a0"), nil),
            (["salesperson"], SecurityRole(name: "Verkäufer", id: "d1", rootID: "a0"), nil),
            // Another role is no copy, whatever it is called, and an id that nobody told says nothing.
            (["b1"], manager, .roleMissing), (["c1"], copy, .roleMissing), (["e1"], seller, .roleMissing),
            (["a1"], SecurityRole(name: "Salesperson"), .roleMissing),
            (["Verkäufer"], seller, .roleMissing),
        ] as [(Set<String>, SecurityRole, Reason.Code?)]
    )
    func `Whichever copy is selected, every copy of it counts`(
        selected: Set<String>,
        held: SecurityRole,
        reason: Reason.Code?
    ) throws {
        let events: [LifeCycleEvent] = [.init(.rolesSelected(selected), at: EligibleTenant.now)]
        let catalog = RoleCatalog([Self.seller, Self.copy, Self.manager])
        #expect(try Self.reason(events, [RoleAssignment(role: held, path: .direct)], catalog) == reason)
    }

    @Test(arguments: [
        ("VERTRIEBSLEITER SÜD", "Vertriebsleiter Süd", true), ("Süd", "SU\u{308}D", true), ("Straße", "STRASSE", true),
        ("STRAẞE", "straße", true), ("ΣΙΣΥΦΟΣ", "σίσυφος", false), ("ΣΕΙΡΑΣ", "σειρας", true), ("Łódź", "łÓDŹ", true),
        ("\u{212A}ran", "Kran", true), ("İst", "ist", false), ("Ist", "ıst", false), ("Sud", "Süd", false),
    ])
    func `Names are compared by case folding, in whatever form they are composed`(
        held: String,
        selected: String,
        isSame: Bool
    ) throws {
        let events: [LifeCycleEvent] = [.init(.rolesSelected([selected]), at: EligibleTenant.now)]
        let role = RoleAssignment(role: SecurityRole(name: held), path: .direct)
        #expect(try (Self.reason(events, [role]) == nil) == isSame)
    }

    private static func reason(
        _ events: [LifeCycleEvent],
        _ held: Set<RoleAssignment>?,
        _ catalog: RoleCatalog = RoleCatalog()
    ) throws -> Reason.Code? {
        let ann = try #require(EmailAddress("ann@contoso.example").map { Mailbox(address: $0) })
        var user = EligibleTenant.user(ann)
        user.roles = EligibleTenant.told(held)
        let tenant = try EligibleTenant.tenant(events: events)
        let facts = Facts(
            tenant: TenantFacts(licenses: tenant.licenses, lifeCycle: tenant.lifeCycle, roles: catalog),
            mailbox: ann,
            user: user
        )
        let results = EligibilityPolicy(EligibilityRules()).decide(facts).results
        let reasons = try #require(results.first { $0.gate == .securityRole }).reasons
        #expect(reasons.count < 2)
        return reasons.first?.code
    }
}
