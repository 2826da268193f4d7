/// The rules by which mailboxes are admitted. Pure: the same facts give the same decision.
///
/// Every gate is evaluated, whatever the others say, and unknown is never a pass.
package struct EligibilityPolicy: Hashable, Sendable {
    /// Grows with every change of a rule; part of each decision's identity.
    package static let version = 2

    private let rules: EligibilityRules

    package init(_ rules: EligibilityRules) {
        self.rules = rules
    }

    package func decide(_ facts: Facts) -> Decision {
        let check = GateEvaluation(rules: rules, tenant: facts.tenant, user: facts.user, isErased: facts.isErased)
        return Decision(mailbox: facts.mailbox, results: Gate.allCases.map(check.result))
    }

    package func decide(_ tenant: TenantFacts) -> TenantDecision {
        let check = GateEvaluation(rules: rules, tenant: tenant, user: nil, isErased: false)
        let gates = Gate.allCases.filter { $0.level == .tenant }
        return TenantDecision(results: gates.map(check.result), lifeCycle: tenant.lifeCycle)
    }
}
