import Interactions

/// Puts one question after the other to the facts; no answer depends on another.
struct GateEvaluation {
    let rules: EligibilityRules
    let tenant: TenantFacts
    /// The mailbox that is decided on; nil for the tenant's gates alone.
    let mailbox: Mailbox?
    /// What is known of its owner; nil if no directory knows the mailbox.
    let user: UserFacts?
    let isErased: Bool

    func result(of gate: Gate) -> GateResult {
        switch gate {
        case .license: license
        case .premiumFeatures: premiumFeatures
        case .activation: activation
        case .exchangeIntegration: exchangeIntegration
        case .consent: consent
        case .dataLocation: result(of: gate) { dataLocation($0.location) }
        case .securityRole: result(of: gate) { securityRole($0.roles) }
        case .account: result(of: gate) { account($0.account) }
        case .exclusion: exclusion
        }
    }

    private func result(of gate: Gate, _ check: (UserFacts) -> GateResult) -> GateResult {
        user.map(check) ?? GateResult(gate, [.notInDirectory], [], from: .directoryFile)
    }

    /// What the configuration states, as a fact.
    func stated<Value>(_ value: Value) -> Fact<Value> {
        Fact(value, source: .configuration, observedAt: rules.statedAt ?? tenant.lifeCycle.at)
    }
}
