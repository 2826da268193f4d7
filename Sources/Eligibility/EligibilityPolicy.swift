/// The rules by which mailboxes are admitted.
///
/// Pure: the same facts give the same decision.
///
/// Every gate is evaluated, whatever the others say, and unknown is never a pass.
package struct EligibilityPolicy: Hashable, Sendable {
    /// The version of the rules, which grows with every change of one; part of each decision's identity.
    package static let version = 3

    private let rules: EligibilityRules

    package init(_ rules: EligibilityRules) {
        self.rules = rules
    }

    package func decide(_ facts: Facts) -> Decision {
        let evaluation = GateEvaluation(
            rules: rules,
            tenant: facts.tenant,
            mailbox: facts.mailbox,
            user: facts.user,
            isErased: facts.isErased
        )
        return Decision(mailbox: facts.mailbox, results: Gate.allCases.map(evaluation.result))
    }

    package func decide(_ tenant: TenantFacts) -> TenantDecision {
        let evaluation = GateEvaluation(rules: rules, tenant: tenant, mailbox: nil, user: nil, isErased: false)
        let results = Gate.allCases.filter { $0.level == .tenant }.map(evaluation.result)
        return TenantDecision(
            results: results,
            features: Feature.allCases.map { evaluation.decision(on: $0, results) }
        )
    }
}
