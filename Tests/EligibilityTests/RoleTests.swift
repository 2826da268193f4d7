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

    private static func reason(_ events: [LifeCycleEvent], _ held: Set<RoleAssignment>?) throws -> Reason.Code? {
        let ann = try #require(EmailAddress("ann@contoso.example").map { Mailbox(address: $0) })
        var user = EligibleTenant.user(ann)
        user.roles = EligibleTenant.told(held)
        let facts = Facts(tenant: try EligibleTenant.tenant(events: events), mailbox: ann, user: user)
        return EligibilityPolicy(EligibilityRules()).decide(facts).results.first { $0.gate == .securityRole }?.reason?
            .code
    }
}
